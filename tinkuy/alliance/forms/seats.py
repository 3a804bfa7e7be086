"""What a person may send about who speaks for an organization."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.forms.parts import RowForm, TermForm, WhoForm
from tinkuy.alliance.models import Person


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
