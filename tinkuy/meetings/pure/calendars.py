"""Meetings as an iCalendar file (RFC 5545): what any telephone and any calendar program reads.

Peru has kept one hour all year since 1994, so its time zone is written with one rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import icalendar

PRODUCT = "-//Tinkuy//Encuentros//ES"
# How often a program that follows the calendar looks again.
LOOK_AGAIN = timedelta(hours=6)
_OFFSET = timedelta(hours=-5)


@dataclass(frozen=True)
class Event:
    """One meeting, on a day or a range of days. `changed_at` and `made_at` are aware; `sequence` grows with what matters."""

    uid: str
    name: str
    first: date
    last: date
    begins: time | None
    ends: time | None
    status: str
    sequence: int
    made_at: datetime
    changed_at: datetime
    url: str
    place: str = ""
    about: str = ""
    categories: tuple[str, ...] = ()
    geo: tuple[float, float] | None = None

    @property
    def has_hour(self) -> bool:
        """Several days of which only the first hour is known are whole days: nobody invents when they end."""
        return self.begins is not None and (self.first == self.last or self.ends is not None)


@dataclass(frozen=True)
class Invitation:
    """Who asks whom to come."""

    organizer_name: str
    organizer_email: str
    guest_name: str
    guest_email: str


def written(events: Iterable[Event], *, title: str, zone: str, url: str = "", invitation: Invitation | None = None) -> bytes:
    """The file. With an invitation it asks its guest to come (METHOD:REQUEST, or CANCEL when the meeting is cancelled);
    without one it only tells.
    """
    events = list(events)
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", _method(events, invitation))
    if not invitation:
        _add_name(calendar, title, url)
    if any(event.has_hour for event in events):
        calendar.add_component(_zone(zone))
    head, end, rest = calendar.to_ical().partition(b"END:VCALENDAR")
    return b"".join([head, *(_text(event, zone, invitation) for event in events), end, rest])


def _method(events: list[Event], invitation: Invitation | None) -> str:
    if not invitation:
        return "PUBLISH"
    return "CANCEL" if events[0].status == "CANCELLED" else "REQUEST"


def _add_name(calendar: icalendar.Calendar, title: str, url: str) -> None:
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    if url:
        calendar.add("url", url)
        calendar.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", LOOK_AGAIN)


def _zone(name: str) -> icalendar.Timezone:
    zone, standard = icalendar.Timezone(), icalendar.TimezoneStandard()
    zone.add("tzid", name)
    standard.add("dtstart", datetime(1995, 1, 1))
    standard.add("tzoffsetfrom", _OFFSET)
    standard.add("tzoffsetto", _OFFSET)
    standard.add("tzname", "-05")
    zone.add_component(standard)
    return zone


# The library takes a millisecond for each event, and of a thousand only few change from one day to the next.
@lru_cache(maxsize=4_000)
def _text(event: Event, zone: str, invitation: Invitation | None) -> bytes:
    return bytes(_component(event, ZoneInfo(zone), invitation).to_ical())


def _component(event: Event, zone: ZoneInfo, invitation: Invitation | None) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("summary", event.name)
    _add_days(component, event, zone)
    component.add("dtstamp", event.changed_at)
    component.add("created", event.made_at)
    component.add("last-modified", event.changed_at)
    component.add("sequence", event.sequence)
    component.add("status", event.status)
    component.add("url", event.url)
    component.add("description", f"{event.about}\n\n{event.url}".strip())
    if event.place:
        component.add("location", event.place)
    if event.geo:
        component.add("geo", event.geo)
    if event.categories:
        component.add("categories", list(event.categories))
    if invitation:
        _add_people(component, invitation)
    return component


def _add_days(component: icalendar.Event, event: Event, zone: ZoneInfo) -> None:
    if not event.has_hour or event.begins is None:
        component.add("dtstart", event.first)
        component.add("dtend", event.last + timedelta(days=1))
        component.add("transp", "TRANSPARENT")
        return
    component.add("dtstart", datetime.combine(event.first, event.begins, zone))
    if event.ends:
        component.add("dtend", datetime.combine(event.last, event.ends, zone))


def _add_people(component: icalendar.Event, invitation: Invitation) -> None:
    organizer = icalendar.vCalAddress(f"mailto:{invitation.organizer_email}")
    organizer.params["CN"] = invitation.organizer_name
    component.add("organizer", organizer)
    guest = icalendar.vCalAddress(f"mailto:{invitation.guest_email}")
    guest.params["CN"] = invitation.guest_name
    guest.params["ROLE"] = "REQ-PARTICIPANT"
    guest.params["PARTSTAT"] = "NEEDS-ACTION"
    # Nobody reads answers at the sender's address.
    guest.params["RSVP"] = "FALSE"
    component.add("attendee", guest)
