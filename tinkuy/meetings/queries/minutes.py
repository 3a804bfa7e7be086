"""Minutes: one page of them, their revisions side by side, who is to read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tinkuy.alliance.models import Coordination, Seat
from tinkuy.core.datasets import Visitor
from tinkuy.core.models import Mail, User
from tinkuy.core.permissions import may
from tinkuy.meetings.enums import Heading
from tinkuy.meetings.models import Correction, Meeting, Minutes, MinutesQuerySet, Registration, Revision
from tinkuy.meetings.pure.minutes_text import Piece, differences


@dataclass(frozen=True)
class Compared:
    """One heading of two texts, word by word."""

    heading: Heading
    earlier: str
    later: str
    pieces: list[Piece]

    @property
    def is_same(self) -> bool:
        return self.earlier == self.later


def minutes_pages() -> MinutesQuerySet:
    """Minutes with all that their page says of the meeting. Narrow them with `visible_to`."""
    return Minutes.objects.select_related("meeting", "meeting__territory").prefetch_related(
        "meeting__convening_groups", "meeting__convening_organizations"
    )


def minutes_of(meeting: Meeting, reader: Visitor) -> Minutes | None:
    """The minutes of `meeting`, if there are any that `reader` may read."""
    found = Minutes.objects.visible_to(reader).filter(meeting=meeting).first()
    if found:
        found.meeting = meeting
    return found


def newest_revision(minutes: Minutes) -> Revision | None:
    return minutes.revisions.select_related("written_by").first()


def revisions_for(minutes: Minutes, reader: Visitor) -> QuerySet[Revision]:
    """The revisions, the newest first: all of them for who writes the minutes, for others those since they were validated."""
    found = minutes.revisions.select_related("written_by")
    if may(reader, "meetings.write_minutes", minutes.meeting):
        return found
    return found.filter(number__gte=minutes.validated_number or minutes.current)


def corrections_of(minutes: Minutes) -> QuerySet[Correction]:
    """What was proposed, the oldest first, with who answered and the revision that came of it."""
    return minutes.corrections.select_related("proposed_by", "revision")


def why_no_correction(minutes: Minutes) -> str:
    """Why no correction is taken today, and what would mend it; "" while the window is open."""
    if minutes.is_window_open:
        return ""
    if minutes.window_closes_on is None:
        return _("These minutes were not sent round yet.")
    if minutes.is_public:
        return _("These minutes are validated and take no more corrections. Whoever convened the meeting may still amend them.")
    said = _("Corrections were taken until %(day)s. Write to whoever convened the meeting: they may still amend the minutes.")
    return said % {"day": date_format(minutes.window_closes_on)}


def compared(earlier: Mapping[str, str], later: Mapping[str, str]) -> list[Compared]:
    """Two texts of minutes, heading by heading."""
    pairs = [(heading, earlier[heading.lower()], later[heading.lower()]) for heading in Heading]
    return [Compared(heading, before, after, differences(before, after)) for heading, before, after in pairs]


def conveners_with_an_account(meeting: Meeting) -> QuerySet[User]:
    """Who coordinates today a group that convenes it, or speaks today for an organization that does."""
    today = timezone.localdate()
    coordinators = Coordination.objects.in_force(today).filter(working_group__in=meeting.convening_groups.all())
    delegates = Seat.objects.in_force(today).filter(organization__in=meeting.convening_organizations.all())
    found = Q(person__in=coordinators.values("person")) | Q(person__in=delegates.values("person"))
    return User.objects.filter(found, is_active=True).order_by("pk")


def came_and_left_an_address(meeting: Meeting) -> QuerySet[Registration]:
    """Who registered with an address and was received at the door: they may propose corrections to the minutes."""
    came = meeting.registrations.present().filter(registrant__isnull=False)
    return came.exclude(registrant__email="").select_related("registrant").order_by("pk")


def pdf_of(minutes: Minutes, number: int) -> str:
    """Under which name the store of files keeps the PDF of what the minutes say at `number`, once it was made."""
    return f"actas/{minutes.pk}-{number}.pdf"


# The letter's link: whoever has it may read what was sent round and propose corrections, without an account.


def link_key(minutes: Minutes) -> str:
    """The key of the link, made of what was sent round and when: nothing is kept, and drafts have none that opens."""
    sent = minutes.circulated_at.isoformat() if minutes.circulated_at else ""
    return signing.Signer(salt="meetings.minutes").signature(f"{minutes.pk} {sent}")


def opens(minutes: Minutes, key: str) -> bool:
    return minutes.circulated_at is not None and constant_time_compare(link_key(minutes), key)


def link_of(minutes: Minutes) -> str:
    return settings.SITE_URL + reverse("meetings:minutes-by-link", args=[minutes.meeting.slug, link_key(minutes)])


def words_of_circulation(mail: Mail) -> dict[str, Any]:
    """What the letter says: it is written when it goes out."""
    minutes = Minutes.objects.select_related("meeting").get(pk=mail.about["minutes"])
    return {"meeting": minutes.meeting, "minutes": minutes, "link": link_of(minutes)}
