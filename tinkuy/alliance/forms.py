"""What a person may send about organizations."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.enums import Standing
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.core.fields import validate_fuzzy_date
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.widgets import FiltersForm
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory


class TerritoryField(forms.ModelChoiceField):
    """A place and what it lies in: a name alone never identifies it."""

    def label_from_instance(self, obj: Any) -> str:
        inside = f", {obj.parent}" if obj.parent else ""
        return f"{obj.name} ({obj.get_level_display()}{inside})"


class FilterForm(FiltersForm):
    """By what the list is narrowed. Parameters are Spanish: they are part of the address."""

    region = forms.ModelChoiceField(
        Territory.objects.regions().only("slug", "name"),
        to_field_name="slug",
        required=False,
        label=_("Region"),
        empty_label=_("any"),
    )
    mesa = forms.ModelChoiceField(
        WorkingGroup.objects.exclude(name=""),
        to_field_name="slug",
        required=False,
        label=_("Working group"),
        empty_label=_("any"),
    )
    situacion = forms.ChoiceField(choices=[("", _("any")), *Standing.choices], required=False, label=_("Standing"))

    def filters(self) -> dict[str, Any]:
        """What `queries.organizations` takes; what was not understood does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        return {"region": data.get("region"), "group": data.get("mesa"), "standing": data.get("situacion", "")}


class OrganizationForm(forms.Form):
    """One organization. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As the organization calls itself."))
    acronym = forms.CharField(label=_("Acronym"), max_length=40, required=False)
    kind = forms.CharField(
        label=_("Kind"), max_length=80, required=False, help_text=_("For example: association, collective, theatre group.")
    )
    territory = TerritoryField(Territory.objects.none(), label=_("Territory"), required=False, empty_label=_("to be completed"))
    standing = forms.ChoiceField(label=_("Standing"), choices=Standing.choices, initial=Standing.NOT_STATED)
    founded_on = forms.CharField(
        label=_("Founded"),
        max_length=40,
        required=False,
        validators=[validate_fuzzy_date],
        help_text=_(
            "As exactly as you know it: 2017-08-05, 2017-08, 2017, or 2017~ for about 2017. Leave it empty if you do not know."
        ),
    )
    site = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    legal_personality = forms.CharField(
        label=_("Legal personality"), max_length=120, required=False, help_text=_("Nobody needs one to take part.")
    )

    def __init__(self, *args: Any, organization: Organization | None = None, **kwargs: Any) -> None:
        if organization:
            kwargs["initial"] = {name: getattr(organization, name) for name in self.base_fields} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        places = self.fields["territory"]
        assert isinstance(places, forms.ModelChoiceField)
        mine = Q(pk=organization.territory_id) if organization else Q()
        places.queryset = Territory.objects.filter(~Q(level=Level.DISTRICT) | mine).select_related("parent")

    def refuse(self, errors: dict[str, list[str]]) -> None:
        """Put what the service refused beside its field."""
        for name, said in errors.items():
            self.add_error(name if name in self.fields else None, said)
