"""The sessions of a meeting as they go into somebody's calendar."""

from dataclasses import replace
from uuid import UUID

from django.conf import settings

from tinkuy.core.addresses import address_of
from tinkuy.meetings.models import Edition, EditionSession, Meeting
from tinkuy.meetings.pure.calendars import Event
from tinkuy.meetings.pure.programmes import Slot
from tinkuy.meetings.queries.calendars import event_of
from tinkuy.meetings.queries.editions import current_edition, slot_in


def session_events(meeting: Meeting) -> list[Event]:
    """The sessions of the edition that stands whose day and hour are known, each with a UID that stays from edition to edition;
    those that earlier editions had are cancelled, and all are when the meeting is. While the meeting was moved and no edition
    says so yet, nothing is sure. Three queries after `meeting_pages`.

    They have a calendar of their own: who follows all meetings wants a line for each, not forty.
    """
    newest, whole = current_edition(meeting), event_of(meeting)
    if newest is None or newest.published_at is None or whole is None:
        return []
    status = "TENTATIVE" if newest.held_on != meeting.held_on else whole.status
    path = address_of("meetings:current-edition", meeting.slug)
    frame = replace(
        whole,
        sequence=newest.number + whole.sequence,
        changed_at=max(newest.published_at, whole.changed_at),
        url=settings.SITE_URL + path,
    )
    return [
        _event(slot, frame, status if number == newest.number else "CANCELLED")
        for slot, number in _last_told(meeting).values()
        if slot.day and slot.begins
    ]


def _last_told(meeting: Meeting) -> dict[UUID, tuple[Slot, int]]:
    """Each session as the last edition that had it told it, and the number of that edition."""
    published = Edition.objects.published().filter(meeting=meeting)
    rows = EditionSession.objects.filter(edition__in=published).select_related("lead", "edition").order_by("edition__number")
    return {row.session: (slot_in(row), row.edition.number) for row in rows}


def _event(slot: Slot, frame: Event, status: str) -> Event:
    assert slot.day is not None
    return replace(
        frame,
        uid=str(slot.key),
        name=f"{slot.title} · {frame.name}",
        first=slot.day,
        last=slot.day,
        begins=slot.begins,
        ends=slot.ends,
        status=status,
        place=", ".join(filter(None, (slot.room, frame.place))),
        about=", ".join(filter(None, (slot.lead, slot.organization))),
        categories=(),
    )
