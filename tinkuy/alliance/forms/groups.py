"""What a person may send about working groups: the group, who coordinates it, and who works in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.enums import GroupKind
from tinkuy.alliance.forms.parts import RowForm, SourcedForm, TermForm, WhoForm, last_read, places
from tinkuy.alliance.models import MemberList, Membership, Organization, WorkingGroup
from tinkuy.core.inputs import TerritoryField, ThingField, ThingsField, WrittenDateField
from tinkuy.core.pure.ids import uuid7
from tinkuy.vocabulary.models import Territory, Theme


class GroupForm(SourcedForm):
    """One working group. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("to be completed")), *GroupKind.choices], required=False)
    territory = TerritoryField(
        Territory.objects.none(),
        label=_("Territory"),
        required=False,
        empty_label=_("to be completed"),
        help_text=_("Of a territorial group. A thematic one may work in the whole country."),
    )
    theme = ThingField(Theme.objects.all(), label=_("Theme"), required=False, empty_label=_("none, or to be completed"))
    description = forms.CharField(
        label=_("What it works on"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("In a few sentences.")
    )
    field_order = ["name", "kind", "territory", "theme", "description"]

    def __init__(self, *args: Any, row: WorkingGroup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        territory = self.fields["territory"]
        assert isinstance(territory, forms.ModelChoiceField)
        territory.queryset = places(row and row.territory_id)
        # Other things may be known of a group that only a number stands for.
        self.fields["name"].required = row is None or bool(row.name)


class MembershipForm(SourcedForm):
    """Which organization works in the group, since when and until when. Of a membership that is there, only its dates."""

    organization = ThingField(
        Organization.objects.standing_alone(),
        label=_("Organization"),
        empty_label=_("choose one"),
        help_text=_("If it is not in the list, the technical secretariat records it first."),
    )
    since_on = WrittenDateField(label=_("Since"))
    until_on = WrittenDateField(
        label=_("Until"), help_text=_("Written the same way. Empty while it goes on, or if you do not know.")
    )
    field_order = ["organization", "since_on", "until_on"]

    def __init__(
        self, *args: Any, group: WorkingGroup, row: Membership | None = None, like: Membership | None = None, **kwargs: Any
    ) -> None:
        """After `like` was added, the next one begins with its source."""
        if like:
            kwargs["initial"] = last_read(like) | kwargs.get("initial", {})
        super().__init__(*args, row=row, **kwargs)
        self.group = group
        if row:
            del self.fields["organization"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        organization, is_dated = data.get("organization"), data.get("since_on") or data.get("until_on")
        if organization and not is_dated and self._dated(organization):
            self.add_error("since_on", _("It is already in this group, with its dates. Write since when it is here once more."))
        return data

    def _dated(self, organization: Organization) -> bool:
        known = Membership.objects.filter(organization=organization, working_group=self.group)
        return known.exclude(since_on="", until_on="").exists()


class MemberListForm(SourcedForm):
    """Whom a source lists in the group on a date."""

    as_of = WrittenDateField(
        label=_("Date of the list"), required=True, help_text=_("As exactly as you know it: 27 June 2018, June 2018 or 2018.")
    )
    organizations = ThingsField(
        Organization.objects.standing_alone(),
        label=_("Whom it names"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("If one is not here, the technical secretariat records it first."),
    )
    field_order = ["as_of", "organizations"]

    def __init__(self, *args: Any, group: WorkingGroup, row: MemberList | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.group = group

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        there = None if self.row else self.group.member_lists.filter(as_of=data.get("as_of", "")).first()
        if there and set(there.organizations.all()) != set(data.get("organizations", [])):
            self.add_error("as_of", _("There is another list of this date. Correct that one."))
        return data


class CoordinationForm(WhoForm, TermForm):
    """Who coordinates the group, from which day."""

    invites = forms.BooleanField(
        label=_("If there is no account with this e-mail, open one: a letter goes there to choose a password"), required=False
    )
    field_order = ["person", "name", "email", "invites", "since_on", "until_on"]


class CoordinationTermForm(RowForm, TermForm):
    """The days of a coordination that is there."""
