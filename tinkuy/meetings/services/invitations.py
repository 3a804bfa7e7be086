"""Letters that ask people to come to a meeting, with the file that puts it into their calendar."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinkuy.core import history
from tinkuy.core.errors import DomainError
from tinkuy.core.mail import Attached, Letter
from tinkuy.core.models import Mail
from tinkuy.core.permissions import require
from tinkuy.core.services import propose_bulk_mail
from tinkuy.meetings import queries
from tinkuy.meetings.enums import MeetingState
from tinkuy.meetings.models import Meeting
from tinkuy.meetings.pure import calendars
from tinkuy.meetings.services.asked import By


class NobodyInvitedError(DomainError):
    """A letter goes out only for a meeting that is to come, on a day that is known, and to people with an account."""


@transaction.atomic
def send_invitations(meeting: Meeting, *, by: By) -> int:
    """Ask by mail whoever `queries.to_invite` names, once for each state of what the calendar shows; how many letters.

    To few they go at once; to many they wait until the secretariat says yes (`propose_bulk_mail`).

    Sent again when nothing changed, nobody gets a second letter; after a change everybody gets the new date under the same
    UID, and after it was cancelled whoever had been asked is told so.
    """
    require(by, "meetings.send_invitations", meeting)
    # Two who press at once: the second waits, and finds that all letters went.
    meeting = Meeting.objects.select_for_update(of=("self",)).order_by().get(pk=meeting.pk)
    if refusal := queries.why_nobody_is_invited(meeting):
        raise NobodyInvitedError(refusal)
    waiting = list(queries.to_invite(meeting))
    event = queries.event_of(meeting)
    assert event
    about = {"meeting": str(meeting.pk), "sequence": event.sequence}
    if propose_bulk_mail("meetings.invitation", waiting, about, by=by, title=str(meeting)):
        history.record("meetings.invitations_proposed", meeting, by=by, people=len(waiting), sequence=event.sequence)
    elif waiting:
        history.record("meetings.invitations_sent", meeting, by=by, people=len(waiting), sequence=event.sequence)
    return len(waiting)


def _meeting_of(mail: Mail) -> Meeting:
    return queries.meeting_pages().get(pk=mail.about["meeting"])


def _words(mail: Mail) -> dict[str, Any]:
    meeting = _meeting_of(mail)
    return {
        "meeting": meeting,
        "is_cancelled": meeting.state == MeetingState.CANCELLED,
        "link": settings.SITE_URL + meeting.get_absolute_url(),
    }


def _files(mail: Mail) -> list[Attached]:
    """The meeting as it is when the letter goes out; nothing when its date is no longer a day."""
    event = queries.event_of(_meeting_of(mail))
    if event is None:
        return []
    invitation = calendars.Invitation(*parseaddr(settings.DEFAULT_FROM_EMAIL), str(mail.account), mail.account.email)
    method = "CANCEL" if event.status == "CANCELLED" else "REQUEST"
    content = calendars.written([event], title=event.name, zone=settings.TIME_ZONE, invitation=invitation).decode()
    return [Attached(_("meeting.ics"), content, f"text/calendar; method={method}")]


INVITATION = Letter(
    subject=gettext_lazy("%(alliance_acronym)s: %(meeting)s"),
    text_template="meetings/mail/invitation.txt",
    html_template="meetings/mail/invitation.html",
    words=_words,
    files=_files,
)
