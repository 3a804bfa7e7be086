"""How accounts come about and change: by invitation, never by filling in a form on the open web."""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tinkuy.core import history
from tinkuy.core.mail import Letter
from tinkuy.core.models import Mail, User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Nobody has a user name: people are known here by their e-mail."""

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """Keep the password she chose. The first one comes through the link of the invitation, which proves the address."""
        if not user.has_usable_password():
            confirm_address(user)
        super().set_password(user, password)
        history.record("core.password_set", user, by=user)


def confirm_address(user: User) -> None:
    """Mark the account's address as hers. Doing it twice changes nothing."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def password_link(user: User) -> str:
    """An address at which `user` may set her password, once, within settings.PASSWORD_RESET_TIMEOUT seconds."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return settings.SITE_URL + path


def _words_of_invitation(mail: Mail) -> dict[str, Any]:
    return {"link": password_link(mail.account), "days": settings.PASSWORD_RESET_TIMEOUT // 86_400}


INVITATION = Letter(
    subject=_("Your account at %(alliance_acronym)s"),
    text_template="core/mail/invitation.txt",
    html_template="core/mail/invitation.html",
    words=_words_of_invitation,
)


# What she did to her own account at allauth's pages belongs to the account's history too.


@transaction.atomic
def remember_sign_in_way_added(user: User, authenticator: Any, **_kwargs: Any) -> None:
    history.record("core.sign_in_way_added", user, by=user, way=authenticator.type)


@transaction.atomic
def remember_sign_in_way_removed(user: User, authenticator: Any, **_kwargs: Any) -> None:
    history.record("core.sign_in_way_removed", user, by=user, way=authenticator.type)


@transaction.atomic
def remember_email_changed(user: User, **_kwargs: Any) -> None:
    """The addresses themselves are personal data and stay out of what is never erased."""
    history.record("core.email_changed", user, by=user)
