"""What is done later. In core the services stand above: they enqueue, in the transaction of what they change."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django_tasks import task

from tinkuy.core import mail
from tinkuy.core.models import Mail, User


def send_later(kind: str, to: User, **about: Any) -> Mail:
    """Send `to` a letter of this kind once the transaction under way is committed; nothing goes out if it is not."""
    if kind not in mail.LETTERS:
        raise LookupError(f"No letter is named {kind}.")
    letter = Mail.objects.create(kind=kind, to=to, about=about)
    deliver_mail.enqueue(str(letter.pk))
    return letter


@task()
def deliver_mail(mail_id: str) -> None:
    """Try to send this letter once; a second worker, or a second order to send it, finds nothing to do.

    The next try is enqueued before this one begins: if it fails, or the machine stops in the middle, it is made up for.
    """
    with transaction.atomic():
        taken = mail.take(UUID(mail_id))
        if taken and taken.tries < len(mail.WAITS):
            deliver_mail.using(run_after=taken.next_try_at).enqueue(mail_id)
    if taken:
        mail.send(taken)
