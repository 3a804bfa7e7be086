"""What a person may send about accounts, roles and history."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tinkuy.core.answering import AnswerableForm
from tinkuy.core.enums import Weekday
from tinkuy.core.filters import FiltersForm
from tinkuy.core.inputs import DayField
from tinkuy.core.queries.entries import history_labels
from tinkuy.core.services.roles import GIVEN_HERE

ROLES = [(role.value, role.label) for role in GIVEN_HERE]


class InviteForm(AnswerableForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("There the link goes with which the person sets a password."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles from today"),
        choices=ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None is needed to speak for an organization or a working group: that is written on their pages."),
    )


class RoleForm(AnswerableForm):
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, widget=forms.RadioSelect)
    since_on = DayField(label=_("First day"), initial=timezone.localdate)
    until_on = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty if there is no end in sight."))


class EndRoleForm(AnswerableForm):
    on = DayField(
        label=_("Last day"),
        initial=timezone.localdate,
        help_text=_("The role still holds on that day. To end it at once, write yesterday's date or close the account."),
    )


class ReasonForm(AnswerableForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("It stays in the history.")
    )


class NothingForm(AnswerableForm):
    """Only a yes."""


class PeopleFilterForm(FiltersForm):
    """By what the list is narrowed. Parameters are Spanish: they are part of the address."""

    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=200)
    rol = forms.ChoiceField(label=_("Role today"), choices=[("", _("any")), *ROLES], required=False)

    def filters(self) -> dict[str, Any]:
        """What `queries.people` takes; what was not understood does not narrow."""
        self.is_valid()
        return {"text": self.cleaned_data.get("q", ""), "role": self.cleaned_data.get("rol", "")}


def action_choices() -> list[tuple[str, Any]]:
    return [("", _("any")), *sorted(history_labels().items(), key=lambda pair: (pair[0].split(".")[0], str(pair[1])))]


class HistoryFilterForm(FiltersForm):
    """By what history is narrowed."""

    accion = forms.ChoiceField(label=_("What happened"), choices=action_choices, required=False)
    quien = forms.CharField(label=_("Who, or which command"), required=False, max_length=200)
    dia = DayField(label=_("Day"), required=False)
    sobre = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def filters(self) -> dict[str, Any]:
        self.is_valid()
        data: dict[str, Any] = self.cleaned_data
        day: date | None = data.get("dia")
        return {"action": data.get("accion", ""), "who": data.get("quien", ""), "day": day, "about": data.get("sobre")}


def _day_or_never(value: str) -> int | None:
    return int(value) if value else None


class DigestForm(AnswerableForm):
    weekday = forms.TypedChoiceField(
        label=_("Weekly letter"),
        choices=[("", _("never")), *Weekday.choices],
        coerce=_day_or_never,
        empty_value=None,
        required=False,
        help_text=_("What others did in what you follow. Nobody gets it without choosing a day."),
    )


class BulkMailForm(AnswerableForm):
    answer = forms.ChoiceField(
        label=_("Does it go out?"), choices=[("yes", _("yes, it goes out now")), ("no", _("no"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A no says why; who proposed it reads it."),
    )


class EraseForm(AnswerableForm):
    names_too = forms.BooleanField(label=_("My name should leave my seats and coordinations too"), required=False)
    password = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
