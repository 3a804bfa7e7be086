"""The made-up season that shows every page at work, labelled "ejemplo ficticio" wherever it appears, and its removal."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from tinkuy.agenda import services as agenda_services
from tinkuy.agenda.models import Agenda, Axis, Version, Wording
from tinkuy.contributions import services as contribution_services
from tinkuy.contributions.models import Contribution
from tinkuy.core import history, search
from tinkuy.core.permissions import Operator
from tinkuy.core.pure import edtf_dates
from tinkuy.core.pure.ids import named
from tinkuy.meetings import services as meeting_services
from tinkuy.meetings.enums import MeetingKind, MeetingState
from tinkuy.meetings.models import (
    Agreement,
    Attendance,
    Correction,
    Edition,
    EditionSession,
    Feed,
    FollowUp,
    Lead,
    Meeting,
    Minutes,
    Programme,
    Registration,
    RegistrationDesk,
    Revision,
    Session,
)
from tinkuy.vocabulary import services as vocabulary_services
from tinkuy.vocabulary.models import Territory, Theme
from tinkuy.web.services.sample_mapping import load_mapping, rows_of_mapping

SampleData = dict[str, Any]


@dataclass(frozen=True)
class _Season:
    """What is loaded so far, by the keys that the file uses."""

    themes: dict[str, Theme]
    contributions: dict[str, Contribution]
    by: Operator


def sample_data() -> SampleData:
    """The season as it is shipped."""
    return json.loads((files("tinkuy.web") / "data" / "sample.json").read_text(encoding="utf-8"))


@transaction.atomic
def load_sample(*, by: Operator) -> Agenda:
    """Load the made-up season: three meetings, sixty contributions, twelve wordings in two published versions.

    Loading it again changes nothing. Territories must be there already.
    """
    data = sample_data()
    agenda = Agenda.objects.filter(slug=data["agenda"]["slug"]).first()
    if agenda:
        return agenda
    themes = {
        theme["key"]: vocabulary_services.define_theme(
            theme["slug"], name=theme["name"], definition=theme["definition"], parent=None, is_sample=True, by=by
        )
        for theme in data["themes"]
    }
    load_mapping(data["mapping"], by=by)
    meetings = _load_meetings(data, by)
    contributions = {row["key"]: _load_contribution(row, meetings[row["meeting"]], themes, by) for row in data["contributions"]}
    return _load_agenda(data, _Season(themes, contributions, by))


def _load_meetings(data: SampleData, by: Operator) -> dict[str, Meeting]:
    season = data["programme"]
    programme = meeting_services.record_programme(named("sample", season["slug"]), by=by, is_sample=True, **season)
    meetings = {}
    for row in data["meetings"]:
        meetings[row["key"]] = meeting_services.record_meeting(
            named("sample", row["slug"]),
            by=by,
            slug=row["slug"],
            name=row["name"],
            kind=MeetingKind.PRE_MEETING,
            programme=programme,
            territory=Territory.objects.get(slug=row["territory"]),
            held_on=row["held_on"],
            place=row["place"],
            state=MeetingState.HELD,
            conveners_text="Organizaciones inventadas (ejemplo)",
            is_sample=True,
        )
    for feed in data["feeds"]:
        meeting_services.record_feed(meetings[feed["earlier"]], meetings[feed["later"]], by=by)
    for row in data["editions"]:
        _load_edition(meetings[row["meeting"]], row, by)
    return meetings


def _load_edition(meeting: Meeting, row: SampleData, by: Operator) -> None:
    """Its sessions stand in the programme of the meeting, and are published as the next edition."""
    for session in row["sessions"]:
        values = {name: time.fromisoformat(session[name]) for name in ("begins_at", "ends_at")}
        meeting_services.record_session(
            meeting,
            session["position"],
            session["title"],
            id=named("sample", f"session/{meeting.slug}/{session['key']}"),
            room=session.get("room", ""),
            lead=session.get("lead", ""),
            lead_agrees=True,
            by=by,
            **values,
        )
    number = meeting.editions.count() + 1
    meeting_services.publish_edition(
        meeting, named("sample", f"edition/{meeting.slug}/{number}"), number=number, note=row["note"], by=by
    )


def _load_contribution(row: SampleData, meeting: Meeting, themes: dict[str, Theme], by: Operator) -> Contribution:
    said_on = edtf_dates.parse(meeting.held_on).earliest or timezone.localdate()
    contribution = contribution_services.capture_contribution(
        named("sample", f"contribution/{row['key']}"),
        meeting=meeting,
        text=row["text"],
        kind=row["kind"],
        language=row.get("language", "es"),
        translation=row.get("translation", ""),
        translation_language=row.get("translation_language", ""),
        translated_by=row.get("translated_by", ""),
        themes=[themes[key] for key in row["themes"]],
        speaker_role=row.get("speaker_role", ""),
        may_publish=True,
        captured_at=timezone.make_aware(datetime.combine(said_on, time(17))),
        by=by,
    )
    contribution_services.validate_contribution(contribution, by=by)
    return contribution


def _load_agenda(data: SampleData, season: _Season) -> Agenda:
    agenda = agenda_services.open_agenda(named("sample", "agenda"), is_sample=True, by=season.by, **data["agenda"])
    first = _load_version(data["versions"][0], None, agenda, season)
    second = _load_version(data["versions"][1], first, agenda, season)
    for row in data["omissions"]:
        for version in (first, second):
            agenda_services.omit(version, season.contributions[row["contribution"]], row["reason"], by=season.by)
    _publish(first, data["versions"][0], season.by)
    for row in data["lineage"]:
        agenda_services.trace(
            _wording(first, row["earlier"]), _wording(second, row["later"]), kind=row["kind"], note=row["note"], by=season.by
        )
    _publish(second, data["versions"][1], season.by)
    return agenda


def _load_version(row: SampleData, previous: Version | None, agenda: Agenda, season: _Season) -> Version:
    version = agenda_services.draft_version(
        named("sample", row["slug"]),
        agenda=agenda,
        number=row["number"],
        slug=row["slug"],
        name=row["name"],
        previous=previous,
        by=season.by,
    )
    axes = [
        agenda_services.add_axis(
            named("sample", f"{row['slug']}/{title}"), version=version, position=position, title=title, by=season.by
        )
        for position, title in enumerate(row["axes"], start=1)
    ]
    for position, words in enumerate(row["wordings"], start=1):
        _load_wording(axes[words["axis"]], position, words, season)
    return version


def _load_wording(axis: Axis, position: int, words: SampleData, season: _Season) -> None:
    version = axis.version
    quoted = [season.contributions[citation["contribution"]] for citation in words["citations"]]
    wording = agenda_services.write_wording(
        named("sample", f"{version.slug}/{words['code']}"),
        version=version,
        block_code=words["code"],
        axis=axis,
        position=position,
        title=words["title"],
        text=words["text"],
        demand=words["demand"],
        addressee_level=words["addressee_level"],
        themes=[season.themes[key] for key in words["themes"]],
        territories=list({c.meeting.territory_id: c.meeting.territory for c in quoted if c.meeting.territory}.values()),
        by=season.by,
    )
    for citation, contribution in zip(words["citations"], quoted, strict=True):
        agenda_services.cite(
            named("sample", f"{version.slug}/{words['code']}/{citation['contribution']}"),
            wording=wording,
            contribution=contribution,
            typed=citation["exact"],
            of_translation=bool(contribution.translation),
            by=season.by,
        )


def _publish(version: Version, row: SampleData, by: Operator) -> None:
    agenda_services.record_adoption(version, on=date.fromisoformat(row["adopted_on"]), note=row["adoption_note"], by=by)
    version.refresh_from_db()
    agenda_services.publish_version(version, by=by)


def _wording(version: Version, code: str | None) -> Wording | None:
    return version.wordings.get(block__code=code) if code else None


@transaction.atomic
def remove_sample(*, by: Operator) -> int:
    """Remove every fictitious row and say how many there were; the real ones stay. History keeps that it was there."""
    for agenda in Agenda.objects.filter(is_sample=True):
        history.record("web.sample_removed", agenda, by=by)
        agenda_services.remove_sample_agenda(agenda, by=by)
    contributions = Contribution.objects.filter(meeting__is_sample=True)
    removed = sum(
        _remove(rows)
        for rows in (
            Contribution.themes.through.objects.filter(contribution__in=contributions),
            contributions,
            Registration.objects.filter(meeting__is_sample=True),
            RegistrationDesk.objects.filter(meeting__is_sample=True),
            EditionSession.objects.filter(edition__meeting__is_sample=True),
            Edition.objects.filter(meeting__is_sample=True),
            Session.objects.filter(meeting__is_sample=True),
            Lead.objects.filter(meeting__is_sample=True),
            *_minutes_of_samples(),
            Attendance.objects.filter(meeting__is_sample=True),
            Feed.objects.filter(from_meeting__is_sample=True),
            Feed.objects.filter(to_meeting__is_sample=True),
            Meeting.objects.filter(is_sample=True),
            Programme.objects.filter(is_sample=True),
            Theme.objects.filter(is_sample=True),
            *rows_of_mapping(),
        )
    )
    search.forget_missing()
    return removed


def _minutes_of_samples() -> list[QuerySet[Model]]:
    """What somebody wrote in minutes of made-up meetings while trying it out: first what points at the rest."""
    of_sample = {"minutes__meeting__is_sample": True}
    return [
        FollowUp.objects.filter(Q(**of_sample) | Q(agreement__minutes__meeting__is_sample=True)),
        Agreement.objects.filter(**of_sample),
        Correction.objects.filter(**of_sample),
        Revision.objects.filter(**of_sample),
        Minutes.objects.filter(meeting__is_sample=True),
    ]


def _remove(rows: QuerySet[Model]) -> int:
    return rows.delete()[0]
