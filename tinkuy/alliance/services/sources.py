"""What a row rests on, as the verbs of this room take it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tinkuy.core.models import Source, User
from tinkuy.core.permissions import Operator
from tinkuy.core.recording import record_source

By = User | Operator


@dataclass(frozen=True)
class Cited:
    """A source as somebody names it in a form: its address, and its title where she wrote one."""

    url: str
    title: str = ""


Sources = Iterable[Source | Cited] | None


def with_sources(values: dict[str, Any], sources: Sources, *, by: By) -> dict[str, Any]:
    """`values`, and the sources when there is something to say of them; those named for the first time are recorded."""
    return values if sources is None else {**values, "sources": [_recorded(each, by) for each in sources]}


def _recorded(source: Source | Cited, by: By) -> Source:
    if isinstance(source, Source):
        return source
    return record_source(source.url, by=by, **({"title": source.title} if source.title else {}))
