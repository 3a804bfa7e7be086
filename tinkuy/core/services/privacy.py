"""What each person may ask of what is held about her: to take it away, and to be erased."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.core import history, jobs
from tinkuy.core.models import KEPT_FOR, BulkMail, Digest, PersonalArchive, User
from tinkuy.core.permissions import require
from tinkuy.core.recording import InvalidError
from tinkuy.core.services.roles import refuse_to_lose_the_last_secretariat

# Of what nobody can be told by it: no address on earth ends so (RFC 2606).
NOWHERE = "borrada.invalid"


@transaction.atomic
def ask_for_ones_data(*, by: User) -> PersonalArchive:
    """Order the file of all that is held about `by`. While one is being made, asking again orders none."""
    require(by, "core.take_ones_data", by)
    User.objects.select_for_update().get(pk=by.pk)  # two clicks at once wait for each other
    if waiting := by.archives.filter(file="", asked_at__gt=timezone.now() - KEPT_FOR).first():
        return waiting
    archive = PersonalArchive.objects.create(user=by)
    history.record("core.data_asked_for", by, by=by)
    jobs.make_archive.enqueue(str(archive.pk))
    return archive


def forget_old_archives() -> int:
    """Delete the files whose days are over; how many. Twice is once."""
    past = PersonalArchive.objects.filter(asked_at__lte=timezone.now() - KEPT_FOR)
    return sum(_forget(archive) for archive in past)


def _forget(archive: PersonalArchive) -> bool:
    if archive.file:
        archive.file.delete(save=False)
    return bool(PersonalArchive.objects.filter(pk=archive.pk).delete()[0])


@transaction.atomic
def erase_account(user: User, *, password: str, names_too: bool = False, by: User) -> None:
    """Cut `user` from all that she did here, for ever; what was done and said stays. Erasing twice is once.

    Her row stays for what points to it, without name, address, or a way in. `names_too` asks that her name also leave the
    public functions that she held; the rooms that keep them follow "core.account_erased". Raises InvalidError when the
    password is not hers, ConflictError when nobody else would be left in the secretariat.
    """
    require(by, "core.erase_account", user)
    if User.objects.select_for_update().filter(pk=user.pk).exclude(erased_at=None).exists():
        return
    if not user.check_password(password):
        raise InvalidError.beside("password", _("This is not your password."))
    refuse_to_lose_the_last_secretariat(without=user)
    history.record("core.account_erased", user, by=by, names_too=names_too)
    _forget_belongings(user)
    user.email, user.name, user.language = f"{user.pk}@{NOWHERE}", "", ""
    user.is_active, user.last_login, user.erased_at = False, None, timezone.now()
    user.set_unusable_password()
    user.save()


def _forget_belongings(user: User) -> None:
    """Her addresses, ways to sign in, letters, files and choices. Roles are facts, and end."""
    today = timezone.localdate()
    user.role_grants.filter(since_on__gt=today).delete()
    user.role_grants.filter(until_on=None).update(until_on=today)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    Digest.objects.filter(user=user).delete()
    BulkMail.to.through.objects.filter(user=user).delete()
    user.mail.all().delete()
    for archive in user.archives.all():
        _forget(archive)
