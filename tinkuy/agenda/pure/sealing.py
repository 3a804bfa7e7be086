"""A published version as one file that anybody can check, without asking us and without a database.

    {"format": "tinkuy-agenda-version/1",
     "content": {…},        what was published, all of it signed
     "disclosures": {…},    citation id → the words quoted and the salt of their commitment
     "seal": {…}}           digest of the content, table of its parts, public key, signature

The content holds, for each citation, not the quoted words but a salted commitment to them (`quote_commitment`). Consent
can be withdrawn: then the disclosure is taken out of the file, words and salt, and the signature goes on verifying.
Without the salt, which must be forgotten along with the words, the commitment does not even let one test a guess.

The signature is over the canonical JSON of {format, digest, parts_digest}.
"""

import copy
import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tinkuy.agenda.pure import canonical, keys
from tinkuy.agenda.pure.findings import Path
from tinkuy.agenda.pure.parts import item_keys, parts_of

FORMAT = "tinkuy-agenda-version/1"
ALGORITHM = "Ed25519"
MEMBERS = ("format", "content", "disclosures", "seal")
SEAL_MEMBERS = ("algorithm", "digest", "parts", "parts_digest", "public_key", "key_fingerprint", "signature")
DISCLOSURE_MEMBERS = ("salt", "exact", "prefix", "suffix")
_SALT_BYTES = 16


class NotSealableError(ValueError):
    """A disclosure does not fit the content; `citation` is its id."""

    def __init__(self, citation: str) -> None:
        super().__init__(citation)
        self.citation = citation


def disclosure(exact: str, prefix: str = "", suffix: str = "") -> dict[str, str]:
    """The words of one citation with a new salt. Keep it as long as the words may be shown; forget it whole."""
    words = {"salt": secrets.token_hex(_SALT_BYTES), "exact": exact, "prefix": prefix, "suffix": suffix}
    return dict(canonical.composed(words))


def commitment(words: Mapping[str, str]) -> str:
    """What the content holds for a disclosure: `sha256:…` of its canonical JSON. Raises KeyError."""
    return canonical.digest({member: words[member] for member in DISCLOSURE_MEMBERS})


def seal(
    content: Mapping[str, Any], disclosures: Mapping[str, Mapping[str, str]], private_key: Ed25519PrivateKey
) -> dict[str, Any]:
    """The whole file. Citations whose words are withheld already simply have no disclosure.

    Raises NotSealableError when a disclosure is of no citation or not the one committed to, NotCanonicalError when the
    content is no JSON.
    """
    signed = canonical.composed(content)
    committed = {citation.get("id"): citation.get("quote_commitment") for _, citation in citations_of(signed)}
    for citation_id, words in disclosures.items():
        if set(words) != set(DISCLOSURE_MEMBERS) or commitment(words) != committed.get(citation_id):
            raise NotSealableError(citation_id)
    return {
        "format": FORMAT,
        "content": signed,
        "disclosures": canonical.composed(disclosures),
        "seal": _seal_of(signed, private_key),
    }


def statement(digest: str, parts_digest: str) -> bytes:
    """The bytes that are signed."""
    return canonical.encode({"format": FORMAT, "digest": digest, "parts_digest": parts_digest})


def withhold(sealed: Mapping[str, Any], citation_id: str) -> dict[str, Any]:
    """The file without the words of one citation, still verifying. A citation without words changes nothing."""
    file = copy.deepcopy(dict(sealed))
    file["disclosures"].pop(citation_id, None)
    return file


def to_bytes(sealed: Mapping[str, Any]) -> bytes:
    """The file as it is handed out: UTF-8 with one value to a line, so that people and `diff` can read it."""
    return (json.dumps(sealed, ensure_ascii=False, indent=1) + "\n").encode()


def citations_of(content: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each citation of each wording with its path, whatever `content` is."""
    for path, wording in _items(content, "wordings", ()):
        yield from _items(wording, "citations", path)


def _items(parent: Any, name: str, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    items = parent.get(name) if isinstance(parent, dict) else None
    if isinstance(items, list):
        for key, item in zip(item_keys(items), items, strict=True):
            if isinstance(item, dict):
                yield (*path, name, key), item


def _seal_of(content: Mapping[str, Any], private_key: Ed25519PrivateKey) -> dict[str, Any]:
    parts = parts_of(content)
    digest, parts_digest = canonical.digest(content), canonical.digest(parts)
    public_key = keys.public_key_of(private_key)
    return {
        "algorithm": ALGORITHM,
        "digest": digest,
        "parts": parts,
        "parts_digest": parts_digest,
        "public_key": public_key,
        "key_fingerprint": keys.fingerprint(public_key),
        "signature": keys.sign(statement(digest, parts_digest), private_key),
    }
