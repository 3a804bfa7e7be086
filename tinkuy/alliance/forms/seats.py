"""What a person may send about who speaks for an organization."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.forms.parts import RowForm, TermForm, WhoForm
from tinkuy.alliance.models import Person
from tinkuy.core.inputs import DayField


class _Seat(TermForm):
    role = forms.CharField(
        label=_("Role"),
        max_length=80,
        required=False,
        help_text=_("In the organization, in its own words. For example: president, director, delegate."),
    )
    is_substitute = forms.BooleanField(
        label=_("Substitute"), required=False, help_text=_("Stands in for who speaks for the organization.")
    )


class SeatForm(WhoForm, _Seat):
    """Who speaks for the organization, from which day."""

    field_order = ["person", "name", "email", "role", "is_substitute", "since_on", "until_on"]


class SeatTermForm(RowForm, _Seat):
    """What may be corrected of a seat that is there, and its end."""

    field_order = ["until_on", "since_on", "role", "is_substitute"]


class InvitationForm(RowForm):
    """Who is asked to speak for the organization."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("Once the person accepts it will be public, as that of everybody who speaks for an organization."),
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("There the link goes. It is shown to nobody and forgotten once the person answers."),
    )
    role = _Seat.declared_fields["role"]
    is_substitute = _Seat.declared_fields["is_substitute"]
    since_on = DayField(
        label=_("From"),
        initial=timezone.localdate,
        help_text=_("The first day. If the person accepts later, the day on which she or he does."),
    )


class NewPasswordForm(RowForm):
    """The password of an account that is opened by a link."""

    password = forms.CharField(
        label=_("Choose your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "Ten characters or more. Four words that only you would put together are easy to remember and hard to guess."
        ),
    )


class YesForm(RowForm):
    """Only a yes."""


class PersonForm(RowForm):
    """How somebody's name is written, and her account."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As the person signs in public. Everybody sees it."))
    email = forms.EmailField(
        label=_("E-mail of the account"),
        required=False,
        help_text=_("It is never shown; it lets the person act in her or his functions. Empty unties the account."),
    )

    def __init__(self, *args: Any, row: Person, **kwargs: Any) -> None:
        kwargs["initial"] = {"email": row.user.email if row.user else ""} | kwargs.get("initial", {})
        super().__init__(*args, row=row, **kwargs)
