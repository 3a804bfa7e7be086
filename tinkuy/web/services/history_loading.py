"""The alliance's history comes in from a file of facts, each with its source."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tinkuy.agenda import services as agenda_services
from tinkuy.alliance import services as alliance_services
from tinkuy.alliance.enums import GroupKind, Standing
from tinkuy.alliance.models import Body, Organization, WorkingGroup
from tinkuy.core.errors import DomainError
from tinkuy.core.models import HistoryEntry, Source, User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.ids import named
from tinkuy.core.recording import record_source
from tinkuy.meetings import services as meeting_services
from tinkuy.meetings.models import Meeting, Programme
from tinkuy.vocabulary import services as vocabulary_services
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory, Theme
from tinkuy.web import rules as _rules  # noqa: F401
from tinkuy.web.pure.history_file import Problem, Trouble, problems

SHIPPED = Path(str(files("tinkuy.web") / "data" / "apoc-history.json"))
SHOWN = 10

Record = dict[str, Any]


class MalformedHistoryError(DomainError):
    """The file is no history, or says something that cannot be kept. Nothing of it was written."""


@dataclass(frozen=True)
class Outcome:
    """How many rows a file made, changed, and found as they were."""

    created: int
    changed: int
    unchanged: int


def shipped_history() -> Record:
    """The history that comes with the program."""
    return json.loads(SHIPPED.read_text(encoding="utf-8"))


@transaction.atomic
def load_history(data: Any, *, by: User | Operator) -> Outcome:
    """Write down everything in `data`. Again, it changes nothing; what the file says otherwise now is changed, with history.

    Rows that the file leaves out stay. Territories and frameworks that come with the program are loaded before.
    Raises MalformedHistoryError, naming the place, and writes nothing at all, when something in it cannot be kept.
    """
    require(by, "web.load_history")
    if found := problems(data):
        raise MalformedHistoryError("\n".join(_in_words(problem) for problem in found[:SHOWN]))
    before = HistoryEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    vocabulary_services.load_territories(by)
    vocabulary_services.load_frameworks(by)
    loading = _Loading(data, by)
    loading.run()
    return _outcome(before, loading.steps)


def _outcome(before: int, steps: int) -> Outcome:
    entries = HistoryEntry.objects.filter(id__gt=before).exclude(action__startswith="vocabulary.")
    actions = list(entries.values_list("action", flat=True))
    created = sum(action.endswith(("_recorded", "_opened")) for action in actions)
    changed = sum(action.endswith("_changed") for action in actions)
    return Outcome(created, changed, steps - created - changed)


def _in_words(problem: Problem) -> str:
    words = {
        Trouble.NOT_A_HISTORY: _("this is no history file; its format should be tinkuy-history/1."),
        Trouble.MISSING: _("this is missing."),
        Trouble.WRONG_KIND: _("“%(value)s” is not the kind of value that belongs here."),
        Trouble.NOT_A_DATE: _("“%(value)s” is not a date. Write 2017-08-05, 2017-08, 2017 or 2017-08-03/2017-08-05."),
        Trouble.TWICE: _("the id “%(value)s” stands twice."),
        Trouble.UNKNOWN_ID: _("nothing in the file has the id “%(value)s”."),
    }
    return f"{problem.place}: {words[problem.trouble] % {'value': problem.value}}"


class _Loading:
    """One pass over a file that has the right shape."""

    def __init__(self, data: Record, by: User | Operator) -> None:
        self.data, self.by, self.steps = data, by, 0
        self.sources: dict[str, Source] = {}
        self.territories: dict[str, Territory] = {}
        self.groups: dict[str, WorkingGroup] = {}
        self.organizations: dict[str, Organization] = {}
        self.programmes: dict[str, Programme] = {}
        self.meetings: dict[str, Meeting] = {}

    def run(self) -> None:
        self.load_sources()
        self.load_territories()
        self.load_alliance()
        self.load_bodies()
        self.load_meetings()
        self.load_agenda()
        self.load_statements()

    @contextmanager
    def step(self, place: str) -> Iterator[None]:
        """One row is written; what refuses it is told with its place in the file."""
        self.steps += 1
        try:
            yield
        except DomainError as refusal:
            raise MalformedHistoryError(f"{place}: {refusal}") from refusal

    def load_sources(self) -> None:
        for row in self.data["sources"]:
            with self.step(f"sources[{row['key']}]"):
                values = {"publisher": row["publisher"], "published_on": row["published_on"]}
                self.sources[row["key"]] = record_source(row["url"], by=self.by, **values)

    def load_territories(self) -> None:
        """Find the places of the file in the tree: by INEI code, or as a city of one found before."""
        for row in self.data["territories"]:
            if "city_of" in row:
                continue
            found = Territory.objects.filter(inei=row["inei"]) if "inei" in row else Territory.objects.filter(level=Level.COUNTRY)
            self.territories[row["id"]] = self._one(row, found.first())
        for row in self.data["territories"]:
            if "city_of" in row:
                parent = self._one(row, self.territories.get(row["city_of"]))
                self.territories[row["id"]] = vocabulary_services.ensure_city(row["name"], parent, by=self.by)

    def _one(self, row: Record, territory: Territory | None) -> Territory:
        if territory is None:
            place = {"place": f"territories[{row['id']}]", "name": row["name"]}
            raise MalformedHistoryError(_("%(place)s: no territory is known for %(name)s. Correct its code.") % place)
        return territory

    def load_alliance(self) -> None:
        for row in self.data["working_groups"]:
            with self.step(f"working_groups[{row['id']}]"):
                self.groups[row["id"]] = alliance_services.record_working_group(
                    named("apoc", f"working_groups/{row['id']}"),
                    slug=row["id"],
                    name=row["name"] or "",
                    kind={"territorial": GroupKind.TERRITORIAL, "thematic": GroupKind.THEMATIC}.get(row["kind"], ""),
                    territory=self.territories.get(row["territory"]),
                    by=self.by,
                    **self._rests_on(row),
                )
        for row in self.data["organizations"]:
            self._load_organization(row)
        for row in self.data["working_groups"]:
            self._load_member_lists(row)

    def _load_organization(self, row: Record) -> None:
        place = f"organizations[{row['id']}]"
        with self.step(place):
            organization = alliance_services.record_organization(
                named("apoc", f"organizations/{row['id']}"),
                slug=row["id"],
                name=row["name"],
                kind=row["kind"] or "",
                territory=self.territories.get(row["territory"]),
                founded_on=row["founded_on"],
                legal_personality=row["legal_personality"] or "",
                standing=Standing.MEMBER if row["is_member"] else Standing.NOT_STATED,
                by=self.by,
                **self._rests_on(row),
            )
        self.organizations[row["id"]] = organization
        for membership in row["working_groups"]:
            with self.step(f"{place}.working_groups[{membership['id']}]"):
                alliance_services.record_membership(
                    organization,
                    self.groups[membership["id"]],
                    by=self.by,
                    sources=self._sources(row),
                    confidence=membership["confidence"].upper(),
                )

    def _load_member_lists(self, row: Record) -> None:
        for listed in row["member_lists"]:
            with self.step(f"working_groups[{row['id']}].member_lists[{listed['as_of']}]"):
                alliance_services.record_member_list(
                    self.groups[row["id"]],
                    listed["as_of"],
                    [self.organizations[key] for key in listed["organizations"]],
                    by=self.by,
                    sources=self._sources(listed),
                    confidence=listed["confidence"].upper(),
                )

    def load_bodies(self) -> None:
        for row in self.data["bodies"]:
            with self.step(f"bodies[{row['id']}]"):
                key = named("apoc", f"bodies/{row['id']}")
                stated = {"sources": self._sources(row), "confidence": row["confidence"].upper()}
                body = alliance_services.record_body(key, slug=row["id"], name=row["name"], by=self.by, **stated)
            for member in row["members"]:
                with self.step(f"bodies[{row['id']}].members[{member['name']}]"):
                    self._load_member(body, member)

    def _load_member(self, body: Body, row: Record) -> None:
        self.steps += 1  # a person and a place in the body are two rows
        person = alliance_services.record_person(named("apoc", f"persons/{row['name']}"), name=row["name"], by=self.by)
        alliance_services.record_body_member(
            body,
            person,
            role=row["role"],
            as_of=row["as_of"],
            by=self.by,
            sources=self._sources(row),
            confidence=row["confidence"].upper(),
        )

    def load_meetings(self) -> None:
        for row in self.data["programmes"]:
            with self.step(f"programmes[{row['id']}]"):
                self.programmes[row["id"]] = meeting_services.record_programme(
                    named("apoc", f"programmes/{row['id']}"),
                    slug=row["id"],
                    name=row["name"],
                    held_on=row["held_on"],
                    description=_description(row),
                    by=self.by,
                    **self._rests_on(row),
                )
        for row in self.data["meetings"]:
            with self.step(f"meetings[{row['id']}]"):
                self.meetings[row["id"]] = self._load_meeting(row)
            self._load_attendance(row)

    def _load_meeting(self, row: Record) -> Meeting:
        stated = self._rests_on(row)
        if row["time"]:
            stated["source_note"] = " ".join([stated["source_note"], f"Hora de la convocatoria: {row['time']}."]).strip()
        return meeting_services.record_meeting(
            named("apoc", f"meetings/{row['id']}"),
            slug=row["id"],
            kind=row["kind"],
            number=row["number"],
            name=row["name"] or "",
            programme=self.programmes.get(row["programme"]),
            held_on=row["held_on"],
            place=row["place"] or "",
            territory=self.territories.get(row["territory"]),
            themes=[self._theme(name) for name in row["themes"]],
            convening_organizations=[self.organizations[key] for key in row["convening_organizations"]],
            convening_groups=[self.groups[key] for key in row["convening_groups"]],
            conveners_text=_spanish(row["conveners"]),
            outcomes=[_spanish(outcome) for outcome in row["outcomes"]],
            state=row["state"],
            by=self.by,
            **stated,
        )

    def _theme(self, name: str) -> Theme:
        """The theme of that name; one that is there keeps the definition that somebody gave it."""
        found = Theme.objects.filter(slug=slugify(name), is_sample=False).first()
        return found or vocabulary_services.define_theme(slugify(name), name, by=self.by)

    def _load_attendance(self, row: Record) -> None:
        for number, counted in enumerate(row["attendance"]):
            with self.step(f"meetings[{row['id']}].attendance[{number}]"):
                meeting_services.record_attendance(
                    self.meetings[row["id"]],
                    id=named("apoc", f"attendances/{row['id']}/{number}"),
                    count=counted["count"],
                    of_whom=counted["of_whom"],
                    is_approximate=counted["is_approximate"],
                    by=self.by,
                    sources=self._sources(counted),
                    confidence=counted["confidence"].upper(),
                )

    def load_agenda(self) -> None:
        row = self.data["agenda"]
        with self.step("agenda"):
            key = named("apoc", f"agenda/{row['id']}")
            agenda = agenda_services.open_agenda(key, slug=row["id"], name=row["name"], is_sample=False, by=self.by)
        for version in row["versions"]:
            stated = self._rests_on(version)
            if version.get("conflict"):
                said = f"Las fuentes no coinciden en cuándo se lanzó: ver la discrepancia {version['conflict']}."
                stated["source_note"] = " ".join([stated["source_note"], said]).strip()
            with self.step(f"agenda.versions[{version['id']}]"):
                agenda_services.record_version_elsewhere(
                    named("apoc", f"versions/{version['id']}"),
                    agenda=agenda,
                    number=version["number"],
                    slug=version["id"],
                    name=version["name"],
                    linked_meeting=self.meetings.get(version["linked_meeting"]),
                    launched_on=version["launched_on"],
                    by=self.by,
                    **stated,
                )

    def load_statements(self) -> None:
        for position, row in enumerate(self.data["facts"]):
            with self.step(f"facts[{row['key']}]"):
                stated = {"section": row["section"], "position": position, "value": row["value"], "as_of": row["as_of"]}
                labels = {"label": row["label"]["es"], "label_en": row["label"]["en"]}
                alliance_services.record_fact(row["key"], by=self.by, **stated, **labels, **self._rests_on(row))
        for row in self.data["conflicts"]:
            with self.step(f"conflicts[{row['id']}]"):
                self._load_conflict(row)
        for position, row in enumerate(self.data["gaps"]):
            with self.step(f"gaps[{row['id']}]"):
                words = {"what": row["what"]["es"], "what_en": row["what"]["en"]}
                alliance_services.record_gap(row["id"], position=position, by=self.by, **words)

    def _load_conflict(self, row: Record) -> None:
        sides = [
            {"says": side["says"], "source": self.sources[key].url, "publisher": self.sources[key].publisher}
            for side in row["sides"]
            for key in side["sources"]
        ]
        alliance_services.record_conflict(
            row["id"],
            question=row["question"]["es"],
            question_en=row["question"]["en"],
            sides=sides,
            by=self.by,
            sources=self._sources(row),
            confidence=row["confidence"].upper(),
            source_note=row["text"]["es"],
        )

    def _sources(self, row: Record) -> list[Source]:
        return [self.sources[key] for key in row["sources"]]

    def _rests_on(self, row: Record) -> dict[str, Any]:
        note = row["notes"]["es"] if row["notes"] else ""
        return {"sources": self._sources(row), "confidence": row["confidence"].upper(), "source_note": note}


def _spanish(text: str | dict[str, str] | None) -> str:
    return text["es"] if isinstance(text, dict) else text or ""


def _description(row: Record) -> str:
    """What sources state of a programme beyond its name and dates, a line for each."""
    parts = [_spanish(row["conveners"]), *(_spanish(outcome) for outcome in row["outcomes"]), *row["themes"]]
    return "\n".join(part for part in parts if part)
