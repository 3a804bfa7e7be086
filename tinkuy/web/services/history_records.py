"""Each record of a file of history, given to the service that writes it down."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tinkuy.agenda import services as agenda_services
from tinkuy.agenda.models import Agenda, Version
from tinkuy.alliance import services as alliance_services
from tinkuy.alliance.enums import GroupKind, Standing
from tinkuy.alliance.models import (
    Body,
    BodyMember,
    Conflict,
    Fact,
    Gap,
    MemberList,
    Membership,
    Organization,
    Person,
    WorkingGroup,
)
from tinkuy.core.errors import DomainError
from tinkuy.core.models import Source, User
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import named
from tinkuy.core.recording import record_source
from tinkuy.meetings import services as meeting_services
from tinkuy.meetings.models import Attendance, Meeting, Programme
from tinkuy.vocabulary import services as vocabulary_services
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory, Theme
from tinkuy.web.services.history_merging import Memory

Record = dict[str, Any]
M = TypeVar("M", bound=Model)


class MalformedHistoryError(DomainError):
    """The file is no history, or says something that cannot be kept. Nothing of it was written."""


class Loading:
    """One pass over a file that has the right shape."""

    def __init__(self, data: Record, memory: Memory, by: User | Operator) -> None:
        self.data, self.memory, self.by, self.steps = data, memory, by, 0
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

    def say(self, at: str, service: Callable[..., M], found: M | None, /, *which: Any, **values: Any) -> M:
        """`service` writes down what the file says of the record `at` this place; `found` is its row, when there is one.

        What refuses it is told with its place in the file.
        """
        self.steps += 1
        try:
            return service(*which, by=self.by, **self.memory.merged(at, found, values))
        except DomainError as refusal:
            raise MalformedHistoryError(f"{at}: {refusal}") from refusal

    def load_sources(self) -> None:
        for row in self.data["sources"]:
            found = Source.objects.filter(url=row["url"]).first()
            values = {"publisher": row["publisher"], "published_on": row["published_on"]}
            self.sources[row["key"]] = self.say(f"sources[{row['key']}]", record_source, found, row["url"], **values)

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
            key = named("apoc", f"working_groups/{row['id']}")
            self.groups[row["id"]] = self.say(
                f"working_groups[{row['id']}]",
                alliance_services.record_working_group,
                _row(WorkingGroup, key),
                key,
                slug=row["id"],
                name=row["name"] or "",
                kind={"territorial": GroupKind.TERRITORIAL, "thematic": GroupKind.THEMATIC}.get(row["kind"], ""),
                territory=self.territories.get(row["territory"]),
                **self._rests_on(row),
            )
        for row in self.data["organizations"]:
            self._load_organization(row)
        for row in self.data["working_groups"]:
            self._load_member_lists(row)

    def _load_organization(self, row: Record) -> None:
        place, key = f"organizations[{row['id']}]", named("apoc", f"organizations/{row['id']}")
        organization = self.organizations[row["id"]] = self.say(
            place,
            alliance_services.record_organization,
            _row(Organization, key),
            key,
            slug=row["id"],
            name=row["name"],
            kind=row["kind"] or "",
            territory=self.territories.get(row["territory"]),
            founded_on=row["founded_on"],
            legal_personality=row["legal_personality"] or "",
            standing=Standing.MEMBER if row["is_member"] else Standing.NOT_STATED,
            **self._rests_on(row),
        )
        for membership in row["working_groups"]:
            group = self.groups[membership["id"]]
            self.say(
                f"{place}.working_groups[{membership['id']}]",
                alliance_services.record_membership,
                Membership.objects.filter(organization=organization, working_group=group, since_on="").first(),
                organization,
                group,
                sources=self._sources(row),
                confidence=membership["confidence"].upper(),
            )

    def _load_member_lists(self, row: Record) -> None:
        group = self.groups[row["id"]]
        for listed in row["member_lists"]:
            self.say(
                f"working_groups[{row['id']}].member_lists[{listed['as_of']}]",
                alliance_services.record_member_list,
                _row(MemberList, named("member-list", f"{group.pk}/{listed['as_of']}")),
                group,
                as_of=listed["as_of"],
                organizations=[self.organizations[key] for key in listed["organizations"]],
                sources=self._sources(listed),
                confidence=listed["confidence"].upper(),
            )

    def load_bodies(self) -> None:
        for row in self.data["bodies"]:
            key = named("apoc", f"bodies/{row['id']}")
            stated = {"sources": self._sources(row), "confidence": row["confidence"].upper()}
            values = {"slug": row["id"], "name": row["name"], **stated}
            body = self.say(f"bodies[{row['id']}]", alliance_services.record_body, _row(Body, key), key, **values)
            for member in row["members"]:
                self._load_member(body, f"bodies[{row['id']}].members[{member['name']}]", member)

    def _load_member(self, body: Body, place: str, row: Record) -> None:
        key = named("apoc", f"persons/{row['name']}")
        person = self.say(f"{place}.name", alliance_services.record_person, _row(Person, key), key, name=row["name"])
        self.say(
            f"{place}[{row['as_of']}]",
            alliance_services.record_body_member,
            _row(BodyMember, named("body-member", f"{body.pk}/{person.pk}/{row['as_of']}")),
            body,
            person,
            role=row["role"],
            as_of=row["as_of"],
            sources=self._sources(row),
            confidence=row["confidence"].upper(),
        )

    def load_meetings(self) -> None:
        for row in self.data["programmes"]:
            key = named("apoc", f"programmes/{row['id']}")
            self.programmes[row["id"]] = self.say(
                f"programmes[{row['id']}]",
                meeting_services.record_programme,
                _row(Programme, key),
                key,
                slug=row["id"],
                name=row["name"],
                held_on=row["held_on"],
                description=_description(row),
                **self._rests_on(row),
            )
        for row in self.data["meetings"]:
            self.meetings[row["id"]] = self._load_meeting(row)
            self._load_attendance(row)

    def _load_meeting(self, row: Record) -> Meeting:
        key, stated = named("apoc", f"meetings/{row['id']}"), self._rests_on(row)
        if row["time"]:
            stated["source_note"] = " ".join([stated["source_note"], f"Hora de la convocatoria: {row['time']}."]).strip()
        return self.say(
            f"meetings[{row['id']}]",
            meeting_services.record_meeting,
            _row(Meeting, key),
            key,
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
            **stated,
        )

    def _theme(self, name: str) -> Theme:
        """The theme of that name; one that is there keeps the definition that somebody gave it."""
        found = Theme.objects.filter(slug=slugify(name), is_sample=False).first()
        return found or vocabulary_services.define_theme(slugify(name), name, by=self.by)

    def _load_attendance(self, row: Record) -> None:
        for number, counted in enumerate(row["attendance"]):
            key = named("apoc", f"attendances/{row['id']}/{number}")
            self.say(
                f"meetings[{row['id']}].attendance[{number}]",
                meeting_services.record_attendance,
                _row(Attendance, key),
                self.meetings[row["id"]],
                id=key,
                count=counted["count"],
                of_whom=counted["of_whom"],
                is_approximate=counted["is_approximate"],
                sources=self._sources(counted),
                confidence=counted["confidence"].upper(),
            )

    def load_agenda(self) -> None:
        row = self.data["agenda"]
        key = named("apoc", f"agenda/{row['id']}")
        values = {"slug": row["id"], "name": row["name"], "is_sample": False}
        agenda = self.say("agenda", agenda_services.open_agenda, _row(Agenda, key), key, **values)
        for version in row["versions"]:
            self._load_version(agenda, version)

    def _load_version(self, agenda: Agenda, row: Record) -> None:
        key, stated = named("apoc", f"versions/{row['id']}"), self._rests_on(row)
        if row.get("conflict"):
            said = f"Las fuentes no coinciden en cuándo se lanzó: ver la discrepancia {row['conflict']}."
            stated["source_note"] = " ".join([stated["source_note"], said]).strip()
        self.say(
            f"agenda.versions[{row['id']}]",
            agenda_services.record_version_elsewhere,
            _row(Version, key),
            key,
            agenda=agenda,
            number=row["number"],
            slug=row["id"],
            name=row["name"],
            linked_meeting=self.meetings.get(row["linked_meeting"]),
            launched_on=row["launched_on"],
            **stated,
        )

    def load_statements(self) -> None:
        for position, row in enumerate(self.data["facts"]):
            stated = {"section": row["section"], "position": position, "value": row["value"], "as_of": row["as_of"]}
            values = stated | {"label": row["label"]["es"], "label_en": row["label"]["en"]} | self._rests_on(row)
            found = Fact.objects.filter(key=row["key"]).first()
            self.say(f"facts[{row['key']}]", alliance_services.record_fact, found, row["key"], **values)
        for row in self.data["conflicts"]:
            self._load_conflict(row)
        for position, row in enumerate(self.data["gaps"]):
            values = {"position": position, "what": row["what"]["es"], "what_en": row["what"]["en"]}
            gap = Gap.objects.filter(key=row["id"]).first()
            self.say(f"gaps[{row['id']}]", alliance_services.record_gap, gap, row["id"], **values)

    def _load_conflict(self, row: Record) -> None:
        sides = [
            {"says": side["says"], "source": self.sources[key].url, "publisher": self.sources[key].publisher}
            for side in row["sides"]
            for key in side["sources"]
        ]
        self.say(
            f"conflicts[{row['id']}]",
            alliance_services.record_conflict,
            Conflict.objects.filter(key=row["id"]).first(),
            row["id"],
            question=row["question"]["es"],
            question_en=row["question"]["en"],
            sides=sides,
            sources=self._sources(row),
            confidence=row["confidence"].upper(),
            source_note=row["text"]["es"],
        )

    def _sources(self, row: Record) -> list[Source]:
        return [self.sources[key] for key in row["sources"]]

    def _rests_on(self, row: Record) -> dict[str, Any]:
        note = row["notes"]["es"] if row["notes"] else ""
        return {"sources": self._sources(row), "confidence": row["confidence"].upper(), "source_note": note}


def _row(model: type[M], key: UUID) -> M | None:
    return model._default_manager.filter(pk=key).first()


def _spanish(text: str | dict[str, str] | None) -> str:
    return text["es"] if isinstance(text, dict) else text or ""


def _description(row: Record) -> str:
    """What sources state of a programme beyond its name and dates, a line for each."""
    parts = [_spanish(row["conveners"]), *(_spanish(outcome) for outcome in row["outcomes"]), *row["themes"]]
    return "\n".join(part for part in parts if part)
