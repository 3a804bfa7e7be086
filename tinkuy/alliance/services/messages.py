"""Letters from the open web to who coordinates a group or is in a body: nobody's address is shown."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tinkuy.alliance import queries
from tinkuy.alliance.models import Body, Message, WorkingGroup
from tinkuy.alliance.services.applications import VISITOR, Writer
from tinkuy.alliance.services.invitations import checked_email
from tinkuy.alliance.services.sources import By
from tinkuy.core import history
from tinkuy.core.jobs import send_later, send_to_address_later
from tinkuy.core.mail import forget_addresses
from tinkuy.core.permissions import require
from tinkuy.core.recording import InvalidError, put

DAYS_KEPT = 7
MOST_CHARACTERS = 5000


@transaction.atomic
def write_to(id: UUID, to: WorkingGroup | Body, writer: Writer, text: str) -> Message:
    """Pass `text` on to those who answer for the group or the body today, and tell the writer that it went out.

    Open to everybody. The same `id` again is the same message. The writer's copy does not repeat her words, so that nobody
    has them sent to a stranger. History keeps that something was written, not what nor by whom. Refuses who does not
    consent, an empty text and what is no address.
    """
    if found := Message.objects.filter(pk=id).first():
        return found
    if not writer.consents:
        raise InvalidError.beside(
            "consents", _("Without this we may not pass on your name and address, and nobody could answer you.")
        )
    row = Message(pk=id, **{"body" if isinstance(to, Body) else "working_group": to})
    values = {"name": writer.name, "email": checked_email(writer.email), "text": text[:MOST_CHARACTERS]}
    put(row, {**values, "language": translation.get_language() or ""}, is_new=True)
    readers = queries.who_answers_for(to, timezone.localdate())
    for reader in readers:
        send_later("alliance.message", reader, message=str(row.pk))
    send_to_address_later("alliance.message_sent", row.email, language=row.language, message=str(row.pk))
    history.record("alliance.message_passed_on", to, by=VISITOR, count=len(readers))
    return row


@transaction.atomic
def forget_messages(*, by: By) -> int:
    """Erase the messages whose letters had 7 days to go out; how many."""
    require(by, "alliance.forget_messages")
    over = list(Message.objects.filter(written_at__lte=timezone.now() - timedelta(days=DAYS_KEPT)))
    for message in over:
        forget_addresses(message=str(message.pk))
        message.delete()
    return len(over)
