"""The verbs of the agenda."""

from tinkuy.agenda.services.citations import cite, forget_words, remove_citation
from tinkuy.agenda.services.publishing import publish_version, remove_sample_agenda
from tinkuy.agenda.services.refusals import (
    FrozenError,
    IncompleteError,
    NotAdoptedError,
    NotCitableError,
    NotSourcedError,
    QuoteRefusedError,
)
from tinkuy.agenda.services.signing import public_key, signing_key
from tinkuy.agenda.services.versions import (
    draft_version,
    open_agenda,
    record_adoption,
    record_version_elsewhere,
    reopen_version,
)
from tinkuy.agenda.services.wordings import add_axis, omit, trace, write_wording

__all__ = [
    "FrozenError",
    "IncompleteError",
    "NotAdoptedError",
    "NotCitableError",
    "NotSourcedError",
    "QuoteRefusedError",
    "add_axis",
    "cite",
    "draft_version",
    "forget_words",
    "omit",
    "open_agenda",
    "public_key",
    "publish_version",
    "record_adoption",
    "record_version_elsewhere",
    "remove_citation",
    "remove_sample_agenda",
    "reopen_version",
    "signing_key",
    "trace",
    "write_wording",
]
