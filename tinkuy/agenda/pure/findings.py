"""What checking a published version can find, as data. The words for it are in `verification_words`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Path = tuple[str, ...]


class Weight(Enum):
    """What a finding says about the file."""

    UNREADABLE = "unreadable"
    ALTERED = "altered"
    BROKEN_LINK = "broken-link"  # the file is whole; the version before it is not the one that was given
    NOTE = "note"


class Code(Enum):
    """Every finding, with its weight. The comment tells its detail."""

    FILE_MISSING = ("file-missing", Weight.UNREADABLE)  # file
    IS_A_FOLDER = ("is-a-folder", Weight.UNREADABLE)  # file
    NOT_ALLOWED = ("not-allowed", Weight.UNREADABLE)  # file
    TOO_LARGE = ("too-large", Weight.UNREADABLE)  # limit: bytes
    EMPTY_FILE = ("empty-file", Weight.UNREADABLE)
    NOT_UTF8 = ("not-utf8", Weight.UNREADABLE)  # line, column
    TRUNCATED = ("truncated", Weight.UNREADABLE)  # line, column of its end
    NOT_JSON = ("not-json", Weight.UNREADABLE)  # line, column
    TOO_DEEP = ("too-deep", Weight.UNREADABLE)  # limit: levels
    OTHER_FORMAT = ("other-format", Weight.UNREADABLE)  # format: what it says it is, or ''

    DUPLICATE_KEY = ("duplicate-key", Weight.ALTERED)
    MEMBER_MISSING = ("member-missing", Weight.ALTERED)  # missing, or not of its kind
    MEMBER_UNSIGNED = ("member-unsigned", Weight.ALTERED)  # something beside what is signed
    ITEM_ADDED = ("item-added", Weight.ALTERED)  # place
    ITEM_REMOVED = ("item-removed", Weight.ALTERED)  # place
    ITEM_MOVED = ("item-moved", Weight.ALTERED)  # before, after: places from 1
    FIELD_ADDED = ("field-added", Weight.ALTERED)
    FIELD_REMOVED = ("field-removed", Weight.ALTERED)
    FIELD_CHANGED = ("field-changed", Weight.ALTERED)  # before, after: short digests
    CHANGE_HIDDEN = ("change-hidden", Weight.ALTERED)
    WORDS_CHANGED = ("words-changed", Weight.ALTERED)
    WORDS_UNSIGNED = ("words-unsigned", Weight.ALTERED)  # citation: id of none in the version
    PARTS_EDITED = ("parts-edited", Weight.ALTERED)
    DIGEST_EDITED = ("digest-edited", Weight.ALTERED)
    SIGNATURE_INVALID = ("signature-invalid", Weight.ALTERED)
    FINGERPRINT_EDITED = ("fingerprint-edited", Weight.ALTERED)
    PUBLIC_KEY_REPLACED = ("public-key-replaced", Weight.ALTERED)
    RESIGNED = ("resigned", Weight.ALTERED)  # fingerprint, trusted

    PREVIOUS_UNREADABLE = ("previous-unreadable", Weight.BROKEN_LINK)  # finding: why
    PREVIOUS_DIFFERS = ("previous-differs", Weight.BROKEN_LINK)  # expected, found: digests
    PREVIOUS_UNEXPECTED = ("previous-unexpected", Weight.BROKEN_LINK)

    PREVIOUS_MATCHES = ("previous-matches", Weight.NOTE)
    WORDS_WITHHELD = ("words-withheld", Weight.NOTE)

    @property
    def weight(self) -> Weight:
        return self.value[1]


@dataclass(frozen=True)
class Finding:
    """One thing found, where in the file, and its particulars."""

    code: Code
    path: Path = ()
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Summary:
    """What the file says it is. Worth what the signature is worth; '' where it says nothing."""

    alliance: str
    agenda: str
    version: str
    published_at: str
    is_sample: bool
    axis_count: int
    wording_count: int
    citation_count: int
    withheld_count: int
    digest: str
    fingerprint: str


@dataclass(frozen=True)
class Report:
    """The outcome of checking a file.

    `key_is_trusted` is None when nobody said whose key to expect: the file is then whole, but who signed it is not
    established.
    """

    findings: tuple[Finding, ...]
    summary: Summary | None = None
    key_is_trusted: bool | None = None

    @property
    def is_readable(self) -> bool:
        return not self._has(Weight.UNREADABLE)

    @property
    def is_authentic(self) -> bool:
        """Is every word that stands in the file as it was signed, and by the trusted key if one was given?"""
        return self.is_readable and not self._has(Weight.ALTERED)

    @property
    def is_linked(self) -> bool:
        """Is the version before, if one was given, the one this file names?"""
        return not self._has(Weight.BROKEN_LINK)

    def _has(self, weight: Weight) -> bool:
        return any(finding.code.weight is weight for finding in self.findings)
