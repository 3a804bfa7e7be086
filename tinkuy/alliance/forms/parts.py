"""Fields, and what several forms of this room have in common."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.models import Person
from tinkuy.alliance.services import Cited, Who
from tinkuy.core.answering import AnswerableForm
from tinkuy.core.enums import Confidence
from tinkuy.core.inputs import DayField
from tinkuy.core.pure.ids import uuid7
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory


class RowForm(AnswerableForm):
    """A form that shows what `row` holds, when there is one."""

    def __init__(self, *args: Any, row: Model | None = None, **kwargs: Any) -> None:
        self.row = row
        if row:
            kwargs["initial"] = held(row, self.base_fields) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


def held(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """What `row` holds under those of `names` that are its fields."""
    many = {field.name for field in row._meta.many_to_many}
    known = many | {field.name for field in row._meta.fields}
    return {name: getattr(row, name).all() if name in many else getattr(row, name) for name in names if name in known}


class SourcedForm(RowForm):
    """Asks where it was read. What a source says is stated by it; without one, nothing is said of sources."""

    source_url = forms.URLField(
        label=_("Where it was read"),
        required=False,
        assume_scheme="https",
        max_length=500,
        help_text=_("The address of the page that says so. Leave it empty if you know it because you took part."),
    )
    source_title = forms.CharField(label=_("Title of that page"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        url, title = data.pop("source_url", ""), data.pop("source_title", "")
        if url:
            before = self.row.sources.all() if self.row else []  # type: ignore[attr-defined]
            data |= {"sources": [*before, Cited(url, title)], "confidence": Confidence.STATED}
        elif title and "source_url" not in self.errors:
            self.add_error("source_url", _("Write the address of that page too, or leave its title empty."))
        return data


def last_read(row: Any) -> dict[str, str]:
    """Where the last thing about `row` was read, as a `SourcedForm` begins with it."""
    source = row.sources.order_by("pk").last()
    return {"source_url": source.url, "source_title": source.title} if source else {}


class WhoForm(RowForm):
    """Asks for a person: one of the list, or somebody new, under an id made with the page."""

    person = forms.ModelChoiceField(
        Person.objects.order_by("name", "id"),
        label=_("Person"),
        required=False,
        empty_label=_("somebody new, written below"),
    )
    name = forms.CharField(
        label=_("Name of somebody new"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
        help_text=_("It will be public: whoever has this function is known by name. Only the name, no contact data."),
    )
    email = forms.EmailField(
        label=_("E-mail of the account"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("If the person has an account here. It is never shown; it lets the person act in this function."),
    )
    person_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        known, name = data.get("person"), data.pop("name", "")
        if known and name and name != known.name:
            self.add_error("name", _("Choose a person of the list or write a new name, not both."))
        who = Who(known, data.pop("person_id", None), name, data.pop("email", ""), data.pop("invites", False))
        return {**data, "person": who}


class TermForm(forms.Form):
    """From one day to another, both included."""

    since_on = DayField(label=_("From"), initial=timezone.localdate, help_text=_("The first day."))
    until_on = DayField(
        label=_("Until"), required=False, help_text=_("The last day, which still counts. Empty while it has not ended.")
    )


def places(mine: Any) -> QuerySet[Territory]:
    """Where an organization or a group may be: anywhere but a district, or where it already is."""
    return Territory.objects.filter(~Q(level=Level.DISTRICT) | Q(pk=mine)).select_related("parent")
