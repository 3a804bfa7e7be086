"""Opening and closing accounts. An account is never deleted: history names it."""

from collections.abc import Iterable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.core import history, jobs
from tinkuy.core.accounts import AccountAdapter
from tinkuy.core.enums import Role
from tinkuy.core.errors import ConflictError, DomainError
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError
from tinkuy.core.services.roles import grant_role, refuse_to_lose_the_last_secretariat

MOST_CHARACTERS_OF_AN_ADDRESS = 254
BETWEEN_INVITATIONS = timedelta(minutes=10)


@transaction.atomic
def invite_user(email: str, name: str, roles: Iterable[Role | str] = (), *, by: User | Operator) -> User:
    """Open an account without a password, give it these roles from today, and send a link to set the password.

    Inviting an address that has an account changes nothing and sends nothing: the account comes back as it is.
    Raises InvalidError when the address is none, the name is empty or a role is not one that can be given.
    """
    require(by, "core.invite_user")
    email, name = clean(email).lower(), clean(name)
    _check_person(email, name)
    if found := User.objects.filter(email__iexact=email).first():
        return found
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=name)
    except IntegrityError:
        # Somebody else invited her at the same moment.
        return User.objects.get(email__iexact=email)

    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    history.record("core.user_invited", user, by=by)
    for role in sorted(set(roles)):
        grant_role(user, role, by=by)
    jobs.send_later("core.invitation", user)
    return user


@transaction.atomic
def open_account(email: str, name: str, password: str) -> User:
    """The account of somebody who proved, by a link that was sent there, that this address is hers.

    A new one, or one without a password yet, takes `password`; one that has its own keeps it. Asks for no permission: the
    caller met the link. Raises InvalidError for a password that is too weak, ConflictError when the account is closed.
    """
    email, name = clean(email).lower(), clean(name)
    _check_person(email, name)
    user = User.objects.filter(email__iexact=email).first()
    if user and not user.is_active:
        raise ConflictError(_("The account of this address is closed. Write to the technical secretariat."))
    if user and user.has_usable_password():
        return user
    try:
        validate_password(password, user or User(email=email, name=name))
    except ValidationError as weak:
        raise InvalidError(ValidationError({"password": weak.messages})) from weak
    if user is None:
        user = User.objects.create_user(email, name=name)
        history.record("core.user_opened", user, by=user)
    AccountAdapter().set_password(user, password)
    return user


def _check_person(email: str, name: str) -> None:
    errors = {}
    try:
        validate_email(email)
        if len(email) > MOST_CHARACTERS_OF_AN_ADDRESS:
            raise ValidationError("")
    except ValidationError:
        errors["email"] = _("“%(email)s” is not an e-mail address. It looks like name@place.pe.") % {"email": email[:80]}
    if not 0 < len(name) <= 200:
        errors["name"] = _("Write the person's name, in 200 characters at most.")
    if errors:
        raise InvalidError(ValidationError(errors))


@transaction.atomic
def resend_invitation(user: User, *, by: User | Operator) -> None:
    """Send another link to somebody who has not set a password yet. Asking twice in a few minutes sends one.

    Raises DomainError when she has a password already, or her account is closed.
    """
    require(by, "core.invite_user", user)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.has_usable_password():
        raise DomainError(_("This person has a password already. If she forgot it, the sign-in page sends her a link."))
    if not user.is_active:
        raise DomainError(_("The account is closed. Open it again first."))
    recent = user.mail.filter(kind="core.invitation", asked_at__gt=timezone.now() - BETWEEN_INVITATIONS)
    if recent.exists():
        return
    jobs.send_later("core.invitation", user)
    history.record("core.invitation_sent_again", user, by=by)


@transaction.atomic
def deactivate_user(user: User, *, reason: str, by: User | Operator) -> User:
    """Close the account: from now on nobody signs in with it, and whoever is signed in with it no longer is.

    Closing a closed account changes nothing. Raises InvalidError without a reason, ConflictError when it is one's own or
    the last one of the secretariat.
    """
    require(by, "core.deactivate_user", user)
    reason = _reason(reason)
    if user == by:
        raise ConflictError(_("You cannot close your own account. Ask somebody else of the secretariat."))
    refuse_to_lose_the_last_secretariat(without=user)
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        history.record("core.user_deactivated", user, by=by, reason=reason)
    user.refresh_from_db()
    return user


@transaction.atomic
def reactivate_user(user: User, *, reason: str, by: User | Operator) -> User:
    """Open a closed account again, with the roles that are still in force. Raises InvalidError without a reason."""
    require(by, "core.deactivate_user", user)
    reason = _reason(reason)
    if user.erased_at:
        raise ConflictError(_("This person asked to be erased. If she comes back, invite her: it is another account."))
    if User.objects.filter(pk=user.pk, is_active=False, erased_at=None).update(is_active=True):
        history.record("core.user_reactivated", user, by=by, reason=reason)
    user.refresh_from_db()
    return user


def _reason(reason: str) -> str:
    if not (said := clean(reason)):
        raise InvalidError.beside("reason", _("Say why; it stays in the history."))
    return said[:500]


@transaction.atomic
def choose_language(language: str, *, by: User) -> None:
    """Remember in which language `by` reads, for the letters that go to her. A language without screens is ignored."""
    if language in dict(settings.LANGUAGES):
        User.objects.filter(pk=by.pk).exclude(language=language).update(language=language)
