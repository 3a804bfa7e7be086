"""A small sealed version and ways to check it, for the tests of sealing and verification."""

from tinkuy.agenda.pure import keys, sealing
from tinkuy.agenda.pure.verification import verify

OUR_KEY = keys.load_private_key("bm90IGEgc2VjcmV0OiB1c2VkIGluIHRlc3RzIG9ubHk=")
OUR_PUBLIC_KEY = keys.public_key_of(OUR_KEY)
OUR_FINGERPRINT = keys.fingerprint(OUR_PUBLIC_KEY)
ANOTHER_KEY = keys.load_private_key(keys.generate_private_key())


def version(blocks=6, previous=None):
    """A fictitious version of `blocks` blocks with two citations each: its content and its disclosures."""
    disclosures = {
        f"c{n:02}{side}": sealing.disclosure(f"palabras {n}{side} de niñez", "antes ", " después")
        for n in range(1, blocks + 1)
        for side in "ab"
    }
    content = {
        "alliance": "Alianza de ejemplo",
        "agenda": {"slug": "agenda-de-ejemplo", "name": "Agenda de ejemplo"},
        "version": {"name": "AIC1", "number": 1},
        "published_at": "2026-03-01T15:00:00Z",
        "is_sample": True,
        "label": "ejemplo ficticio",
        "licence": "CC-BY-4.0",
        "previous": previous,
        "axes": [{"code": "E1", "title": "Vida"}, {"code": "E2", "title": "Fondo"}],
        "wordings": [
            {
                "code": f"B{n:02}",
                "id": f"w{n}",
                "axis": "E1",
                "position": n,
                "title": f"Bloque {n}",
                "text": f'Texto del bloque {n}: "niñez"\nsegunda línea',
                "demand": f"Pedimos {n}",
                "themes": ["memoria", "artes"],
                "citations": [
                    {
                        "id": f"c{n:02}{side}",
                        "contribution": f"k{n}{side}",
                        "meeting": {"slug": "iquitos", "name": "Iquitos", "date": "2017-08-05"},
                        "language": "es",
                        "quote_commitment": sealing.commitment(disclosures[f"c{n:02}{side}"]),
                    }
                    for side in "ab"
                ],
                "lineage": [{"kind": "NEW", "from": [], "note": "primera vez"}],
            }
            for n in range(1, blocks + 1)
        ],
        "figures": {"contributions": 60, "share": 0.25},
    }
    return content, disclosures


def sealed_version(**options):
    return sealing.seal(*version(**options), OUR_KEY)


def block(file, code):
    return next(wording for wording in file["content"]["wordings"] if wording["code"] == code)


def check(file, **options):
    return verify(sealing.to_bytes(file), **options)


def found(file, **options):
    return [(finding.code, "/".join(finding.path)) for finding in check(file, **options).findings]


def second_version(first):
    content, disclosures = version(previous={"version": "AIC1", "digest": first["seal"]["digest"]})
    return sealing.seal(content | {"version": {"name": "AIC2", "number": 2}}, disclosures, OUR_KEY)
