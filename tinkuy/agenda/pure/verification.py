"""Checking a sealed file: is it what was published, and if not, what exactly was changed.

Order of trust: the public key (if somebody told us which one to expect), the signature, the digest and the table of
parts it covers, the content, and the words its commitments cover. Each step names what fails by itself, so that several
edits are told apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from tinkuy.agenda.pure import canonical, keys
from tinkuy.agenda.pure.findings import Code, Finding, Report, Summary
from tinkuy.agenda.pure.parts import differences, parts_of
from tinkuy.agenda.pure.sealed_files import UnreadableError, read
from tinkuy.agenda.pure.sealing import (
    ALGORITHM,
    DISCLOSURE_MEMBERS,
    MEMBERS,
    SEAL_MEMBERS,
    citations_of,
    commitment,
    statement,
)


def verify(data: bytes, *, trusted_key: str | None = None, previous: bytes | None = None) -> Report:
    """What checking `data` finds. `trusted_key`: public key or fingerprint; `previous`: the file of the version before.

    Nothing in `data` can make it raise. Raises NotAKeyError when `trusted_key` is no key.
    """
    trusted = keys.trusted_fingerprint(trusted_key) if trusted_key else None
    try:
        file = read(data)
    except UnreadableError as refusal:
        return Report((refusal.finding,))
    if missing := tuple(_missing_members(file.members)):
        return Report((*file.duplicates, *missing))
    content, disclosures, seal = file.members["content"], file.members["disclosures"], file.members["seal"]
    words = tuple(_words_findings(content, disclosures))
    signing = _Signing(content, seal, trusted_key, trusted)
    findings = (
        *file.duplicates,
        *_unsigned_members(file.members),
        *signing.findings(),
        *words,
        *(_previous_findings(content, previous) if previous is not None else ()),
    )
    withheld = sum(finding.code is Code.WORDS_WITHHELD for finding in words)
    return Report(findings, _summary(content, signing, withheld), signing.key_is_trusted)


def _missing_members(members: Mapping[str, Any]) -> Iterator[Finding]:
    """What the format promises and the file lacks, or has of another kind."""
    for name in ("content", "disclosures", "seal"):
        if not isinstance(members.get(name), dict):
            yield Finding(Code.MEMBER_MISSING, (name,))
    seal = members.get("seal")
    for name in SEAL_MEMBERS if isinstance(seal, dict) else ():
        value = seal.get(name) if isinstance(seal, dict) else None
        is_right = _is_table(value) if name == "parts" else isinstance(value, str)
        if not is_right or (name == "algorithm" and value != ALGORITHM):
            yield Finding(Code.MEMBER_MISSING, ("seal", name))


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(part, str) or (isinstance(part, list) and all(isinstance(key, str) for key in part)) for part in value.values()
    )


def _unsigned_members(members: Mapping[str, Any]) -> Iterator[Finding]:
    """What stands beside the signed content: a reader could take it for a part of the version."""
    for name in members:
        if name not in MEMBERS:
            yield Finding(Code.MEMBER_UNSIGNED, (name,))
    for name in members["seal"]:
        if name not in SEAL_MEMBERS:
            yield Finding(Code.MEMBER_UNSIGNED, ("seal", name))


@dataclass(frozen=True)
class _Signed:
    """Which pair of digests, and which key, the signature holds for."""

    digest: str
    parts_digest: str
    public_key: str


class _Signing:
    """The seal against the content it stands beside."""

    def __init__(self, content: Any, seal: Mapping[str, Any], trusted_key: str | None, trusted: str | None) -> None:
        self.content, self.seal, self.trusted = content, seal, trusted
        self.digest, self.parts_digest = _digest(content), _digest(seal["parts"])
        self.fingerprint = _fingerprint(seal["public_key"])
        self.signed = self._find_signed([seal["public_key"], *([trusted_key] if trusted_key else [])])
        signer = _fingerprint(self.signed.public_key) if self.signed else self.fingerprint
        self.key_is_trusted = None if trusted is None else signer == trusted

    def _find_signed(self, public_keys: list[str]) -> _Signed | None:
        """The signature may hold for what the file states or for what its content really gives: the first tells a
        forged content, the second a forged digest.
        """
        digests = product(public_keys, [self.seal["digest"], self.digest], [self.seal["parts_digest"], self.parts_digest])
        for public_key, digest, parts_digest in digests:
            if keys.is_signed(_statement(digest, parts_digest), self.seal["signature"], public_key):
                return _Signed(digest, parts_digest, public_key)
        return None

    def findings(self) -> Iterator[Finding]:
        yield from self._content_findings()
        yield from self._seal_findings()
        yield from self._key_findings()

    def _content_findings(self) -> Iterator[Finding]:
        """What changed in the content, by name as far as the table of parts can be believed."""
        was = self.signed.digest if self.signed else self.seal["digest"]
        table_was = self.signed.parts_digest if self.signed else self.seal["parts_digest"]
        is_table_whole = self.parts_digest == table_was
        if not is_table_whole:
            yield Finding(Code.PARTS_EDITED, ("seal", "parts"))
        if self.digest and self.digest == was:
            return
        named = differences(self.seal["parts"], parts_of(self.content))
        yield from named
        if not named or not is_table_whole:
            yield Finding(Code.CHANGE_HIDDEN, ("content",))

    def _seal_findings(self) -> Iterator[Finding]:
        if self.signed is None:
            yield Finding(Code.SIGNATURE_INVALID, ("seal", "signature"))
            return
        if self.seal["digest"] != self.signed.digest:
            yield Finding(Code.DIGEST_EDITED, ("seal", "digest"))
        if self.seal["parts_digest"] != self.signed.parts_digest:
            yield Finding(Code.DIGEST_EDITED, ("seal", "parts_digest"))

    def _key_findings(self) -> Iterator[Finding]:
        if self.signed and self.signed.public_key != self.seal["public_key"]:
            yield Finding(Code.PUBLIC_KEY_REPLACED, ("seal", "public_key"))
        elif self.seal["key_fingerprint"] != self.fingerprint:
            yield Finding(Code.FINGERPRINT_EDITED, ("seal", "key_fingerprint"))
        if self.signed and self.key_is_trusted is False:
            yield Finding(Code.RESIGNED, ("seal", "public_key"), {"fingerprint": self.fingerprint, "trusted": self.trusted})


def _words_findings(content: Any, disclosures: Mapping[str, Any]) -> Iterator[Finding]:
    """The quoted words against the commitments of the content."""
    committed: dict[str, str] = {}
    for path, citation in citations_of(content):
        citation_id, promised = citation.get("id"), citation.get("quote_commitment")
        if not isinstance(citation_id, str) or not isinstance(promised, str):
            continue
        committed[citation_id] = promised
        if citation_id not in disclosures:
            yield Finding(Code.WORDS_WITHHELD, path)
        elif not _keeps(promised, disclosures[citation_id]):
            yield Finding(Code.WORDS_CHANGED, path)
    for citation_id in disclosures:
        if citation_id not in committed:
            yield Finding(Code.WORDS_UNSIGNED, ("disclosures", citation_id), {"citation": citation_id})


def _keeps(promised: str, words: Any) -> bool:
    if (
        not isinstance(words, dict)
        or set(words) != set(DISCLOSURE_MEMBERS)
        or not all(isinstance(value, str) for value in words.values())
    ):
        return False
    try:
        return commitment(words) == promised
    except canonical.NotCanonicalError:
        return False


def _previous_findings(content: Mapping[str, Any], previous: bytes) -> Iterator[Finding]:
    """The version before, if it is the one given, has the digest this version names."""
    named = content.get("previous")
    expected = named.get("digest") if isinstance(named, dict) else None
    try:
        found = _digest(read(previous).members.get("content"))
    except UnreadableError as refusal:
        yield Finding(Code.PREVIOUS_UNREADABLE, ("content", "previous"), {"finding": refusal.finding})
        return
    if expected is None:
        yield Finding(Code.PREVIOUS_UNEXPECTED, ("content", "previous"))
    elif expected != found:
        yield Finding(Code.PREVIOUS_DIFFERS, ("content", "previous"), {"expected": str(expected), "found": found})
    else:
        yield Finding(Code.PREVIOUS_MATCHES, ("content", "previous"))


def _summary(content: Mapping[str, Any], signing: _Signing, withheld_count: int) -> Summary:
    def name_in(member: str) -> str:
        value = content.get(member)
        value = value.get("name") if isinstance(value, dict) else value
        return value if isinstance(value, str) else ""

    counts = [len(items) if isinstance(items, list) else 0 for items in (content.get("axes"), content.get("wordings"))]
    return Summary(
        alliance=name_in("alliance"),
        agenda=name_in("agenda"),
        version=name_in("version"),
        published_at=name_in("published_at"),
        is_sample=content.get("is_sample") is True,
        axis_count=counts[0],
        wording_count=counts[1],
        citation_count=sum(1 for _ in citations_of(content)),
        withheld_count=withheld_count,
        digest=signing.digest,
        fingerprint=signing.fingerprint,
    )


def _digest(value: Any) -> str:
    """The digest, or '' for what was never sealed because it has none."""
    try:
        return canonical.digest(value)
    except canonical.NotCanonicalError:
        return ""


def _statement(digest: str, parts_digest: str) -> bytes:
    try:
        return statement(digest, parts_digest)
    except canonical.NotCanonicalError:
        return b""


def _fingerprint(public_key: str) -> str:
    try:
        return keys.fingerprint(public_key)
    except keys.NotAKeyError:
        return ""
