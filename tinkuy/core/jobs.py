"""What is done later. In core the services stand above: they enqueue, in the transaction of what they change."""

from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks import task

from tinkuy.core import mail, personal
from tinkuy.core.models import Mail, PersonalArchive, User


def send_later(kind: str, to: User, **about: Any) -> Mail:
    """Send `to` a letter of this kind once the transaction under way is committed; nothing goes out if it is not."""
    return _ordered(kind, to=to, about=about)


def send_to_address_later(kind: str, address: str, *, language: str = "", **about: Any) -> Mail:
    """As `send_later`, to somebody who has no account. Whoever erases what it is about calls `mail.forget_addresses`."""
    return _ordered(kind, address=address, about={**about, "language": language})


def _ordered(kind: str, **values: Any) -> Mail:
    if kind not in mail.LETTERS:
        raise LookupError(f"No letter is named {kind}.")
    letter = Mail.objects.create(kind=kind, **values)
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


@task()
def make_archive(archive_id: str) -> None:
    """Make the file that somebody asked for; a second order finds it made, or gone with its owner."""
    archive = PersonalArchive.objects.filter(pk=archive_id, file="", user__is_active=True).select_related("user").first()
    if archive:
        archive.file.save(f"{archive.pk}.zip", ContentFile(personal.packed(archive.user)), save=False)
        if not PersonalArchive.objects.filter(pk=archive.pk, file="").update(file=archive.file.name):
            archive.file.delete(save=False)
