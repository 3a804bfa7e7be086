"""What public sources say of the alliance: facts, where they disagree, and what none of them says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import get_language

from tinkuy.alliance.models import Conflict, Fact, Gap
from tinkuy.core.models import Source
from tinkuy.core.pure import edtf_dates
from tinkuy.web.queries.fact_words import FIELDS, SECTIONS, VALUES

_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?")


@dataclass(frozen=True)
class Line:
    """One part of a fact's value: how it is called (empty when the value is one thing) and what it says, empty when unknown."""

    label: str
    text: str


@dataclass(frozen=True)
class Stated:
    """A fact in the reader's language, ready for a page or a table."""

    fact: Fact

    @property
    def label(self) -> str:
        return _either(self.fact.label, self.fact.label_en)

    @property
    def number(self) -> int | None:
        """The number that the source states; None when the fact is no number."""
        value = self.fact.value.get("number") if isinstance(self.fact.value, dict) else self.fact.value
        return value if isinstance(value, int) else None

    @property
    def qualifier(self) -> str:
        """What the source puts before its number: "more than"; empty when it is exact."""
        value = self.fact.value
        return _text(value["qualifier"]) if isinstance(value, dict) and _is_qualified(value) else ""

    @property
    def lines(self) -> list[Line]:
        return list(_lines("", self.fact.value))

    @property
    def sources(self) -> list[Source]:
        return list(self.fact.sources.all())


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    facts: list[Stated]


@dataclass(frozen=True)
class Side:
    """What one source says about a question on which sources disagree."""

    says: str
    url: str
    publisher: str


@dataclass(frozen=True)
class Disagreement:
    """A question, and what each source answers."""

    key: str
    question: str
    confidence: str
    note: str
    sides: list[Side]


@dataclass(frozen=True)
class Question:
    """On what sources disagree, to be asked where it concerns somebody; the answers stand on the page of sources."""

    key: str
    words: str

    def is_named_in(self, note: str) -> bool:
        """Whether a row's note says that it depends on this one."""
        return re.search(rf"\b{re.escape(self.key)}\b", note) is not None


def facts_by_section(section: str = "") -> list[Section]:
    """Every stated fact under its section's title, or those of one section. Two queries."""
    rows = Fact.objects.prefetch_related("sources")
    found: dict[str, list[Stated]] = {}
    for fact in rows.filter(section=section) if section else rows:
        found.setdefault(fact.section, []).append(Stated(fact))
    order = [*SECTIONS, *sorted(set(found) - set(SECTIONS))]
    return [Section(key, str(SECTIONS.get(key, key)), found[key]) for key in order if key in found]


def section_titles() -> list[tuple[str, str]]:
    """The sections there are, by key and title, in the order of the page. One query."""
    held = set(Fact.objects.order_by().values_list("section", flat=True).distinct())
    order = [*SECTIONS, *sorted(held - set(SECTIONS))]
    return [(key, str(SECTIONS.get(key, key))) for key in order if key in held]


def stated(key: str) -> Stated | None:
    """The fact of that key, with its sources; None when it is not loaded. Two queries."""
    fact = Fact.objects.prefetch_related("sources").filter(key=key).first()
    return Stated(fact) if fact else None


def stated_many(keys: Iterable[str]) -> dict[str, Stated]:
    """The facts of those keys that are loaded, by key. Two queries however many."""
    return {fact.key: Stated(fact) for fact in Fact.objects.prefetch_related("sources").filter(key__in=list(keys))}


def conflicts(key: str = "") -> list[Disagreement]:
    """Where sources disagree, all sides of each; or the one of that key. Two queries."""
    rows = Conflict.objects.prefetch_related("sources")
    return [_disagreement(conflict) for conflict in (rows.filter(key=key) if key else rows)]


def questions() -> list[Question]:
    """On what sources disagree. One query."""
    rows = Conflict.objects.order_by("key").values_list("key", "question", "question_en")
    return [Question(key, _either(question, question_en)) for key, question, question_en in rows]


def gaps() -> QuerySet[Gap]:
    """What no source at hand says, in the order of the file."""
    return Gap.objects.all()


def gap_words(gap: Gap) -> str:
    return _either(gap.what, gap.what_en)


def _disagreement(conflict: Conflict) -> Disagreement:
    publishers = {source.url: source.publisher for source in conflict.sources.all()}
    sides = [
        Side(_text(side["says"]), side["source"], publishers.get(side["source"]) or side["source"]) for side in conflict.sides
    ]
    question = _either(conflict.question, conflict.question_en)
    return Disagreement(conflict.key, question, conflict.get_confidence_display(), conflict.source_note, sides)


def _lines(label: str, value: Any) -> Iterable[Line]:
    if isinstance(value, list):
        if label or not value:
            yield Line(label, "; ".join(_text(part) for part in value))
        else:
            yield from (Line("", _text(part)) for part in value)
    elif isinstance(value, dict) and not _is_text(value) and not _is_qualified(value):
        for name, part in value.items():
            yield from _lines(str(FIELDS.get(name, name)), part)
    else:
        yield Line(label, _text(value))


def _text(value: Any) -> str:
    """`value` in the reader's language; empty when it is not known."""
    if value is None:
        return ""
    if _is_qualified(value):
        return f"{_text(value['qualifier'])} {_text(value['number'])}"
    if _is_text(value):
        return _either(value["es"], value["en"])
    if isinstance(value, int | float):
        return str(number_format(value, force_grouping=value >= 10_000))
    if _DATE.fullmatch(value):
        return edtf_dates.humanize(edtf_dates.parse(value), _language())
    return str(VALUES.get(value, value))


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"es", "en"}


def _is_qualified(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"number", "qualifier"}


def _either(spanish: str, english: str) -> str:
    return english if english and _language() == "en" else spanish


def _language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"
