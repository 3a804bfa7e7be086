"""Who leads a session: named when she agreed to it, and gone from every edition when she takes that back."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError
from tinkuy.meetings import queries
from tinkuy.meetings.models import Edition, Lead, Meeting, Session
from tinkuy.meetings.services.asked import By

LONGEST_NAME = 200


def lead_called(meeting: Meeting, name: str, session: Session | None, *, agrees: bool) -> Lead | None:
    """Who is called so in this meeting's programme; None for nobody. A new name needs that its bearer agreed (InvalidError).

    History tells her by her id: what stands there cannot be taken back.
    """
    name = clean(name)
    if not name:
        return None
    if session and session.lead and session.lead.name == name:
        return session.lead
    if len(name) > LONGEST_NAME:
        raise InvalidError.beside("lead", _("Write the name in 200 characters at most."))
    if not agrees:
        said = _("Tick this if who is named agreed, or if it names nobody (a commission, a function). Otherwise leave it empty.")
        raise InvalidError.beside("lead_agrees", said)
    return Lead.objects.get_or_create(meeting=meeting, name=name)[0]


@transaction.atomic
def withdraw_lead(lead: Lead, *, by: By) -> None:
    """She takes back that she may be named: her name leaves the programme, all its editions and their PDFs at once. It cannot
    be undone; twice is once.
    """
    require(by, "meetings.record_meeting", lead.meeting)
    editions = Edition.objects.filter(sessions__lead=lead).distinct()
    for edition in editions:
        default_storage.delete(queries.pdf_of_edition(edition))
    if not Lead.objects.filter(pk=lead.pk, withdrawn_at=None).update(name="", withdrawn_at=timezone.now()):
        return
    for session in Session.objects.filter(lead=lead).order_by("pk"):
        Session.objects.filter(pk=session.pk).update(lead=None)
        history.record("meetings.session_changed", session, by=by, changes={"lead": [str(lead.pk), None]})
    history.record("meetings.lead_withdrawn", lead, by=by, meeting=str(lead.meeting_id))
