"""What a person may send about mapping campaigns, and about the organizations that they find."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance import queries
from tinkuy.alliance.forms.parts import RowForm, places
from tinkuy.alliance.models import MappingCampaign, Organization, Profile, WorkingGroup
from tinkuy.alliance.pure.profile_rows import COLUMNS, LONGEST_DESCRIPTION, MOST_ROWS
from tinkuy.alliance.services import Contact
from tinkuy.core.inputs import DayField, PublicTextField, TerritoryField, ThingField, ThingsField
from tinkuy.core.models import User
from tinkuy.core.permissions import may
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.sheets import LookedAtForm
from tinkuy.vocabulary.models import Territory


class CampaignForm(RowForm):
    """One campaign. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("For example: Who makes culture in Cusco."))
    purpose = PublicTextField(
        label=_("What it is for"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody reads it, also who gets a letter without knowing us: why, by whom, and what comes of it."),
    )
    working_group = ThingField(
        WorkingGroup.objects.none(), label=_("In whose name"), required=False, empty_label=_("the technical secretariat")
    )
    since_on = DayField(label=_("First day"), initial=timezone.localdate)
    until_on = DayField(
        label=_("Last day"), help_text=_("It still counts. Afterwards nobody writes profiles; links go on working.")
    )

    def __init__(self, *args: Any, user: User, row: MappingCampaign | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        group = self.fields["working_group"]
        assert isinstance(group, forms.ModelChoiceField)
        named = WorkingGroup.objects.exclude(name="").order_by("name")
        is_free = may(user, "alliance.record_campaign")
        group.queryset = named if is_free else named.filter(pk__in=queries.coordinated_by(user))
        group.required = not is_free
        if not is_free:
            group.empty_label = None


class _Told(RowForm):
    """What is told of an organization."""

    name = forms.CharField(label=_("Name of the organization"), max_length=200, help_text=_("As it calls itself."))
    kind = forms.CharField(
        label=_("Kind"), max_length=80, required=False, help_text=_("For example: association, collective, theatre group.")
    )
    territory = TerritoryField(Territory.objects.none(), label=_("Territory"), required=False, empty_label=_("to be completed"))
    description = PublicTextField(
        label=_("What it does"),
        max_length=LONGEST_DESCRIPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In a few lines. Nothing about persons: no names, no telephone numbers."),
    )
    site = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=200)
    working_groups = ThingsField(
        WorkingGroup.objects.exclude(name="").order_by("name"),
        label=_("Working groups it might join"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, row: Profile | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        territory = self.fields["territory"]
        assert isinstance(territory, forms.ModelChoiceField)
        territory.queryset = places(row and row.territory_id)


class ProfileForm(_Told):
    """What somebody else knows of an organization. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    contact_name = forms.CharField(
        label=_("Whom to write to"),
        max_length=200,
        required=False,
        help_text=_("Only if you know that this person may be written to."),
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("There a link goes to claim the profile. It is never published, and erased after 90 days without an answer."),
    )
    field_order = ["name", "kind", "territory", "description", "site", "working_groups", "contact_name", "email"]

    def __init__(self, *args: Any, row: Profile | None = None, **kwargs: Any) -> None:
        if row and (contact := getattr(row, "contact", None)):
            kwargs["initial"] = {"contact_name": contact.name, "email": contact.email} | kwargs.get("initial", {})
        super().__init__(*args, row=row, **kwargs)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        contact = Contact(data.pop("contact_name", ""), data.pop("email", ""))
        return {**data, "contact": contact}


class ClaimForm(_Told):
    """What the organization says itself, and whether it is one of those that are here already."""

    known = ThingField(
        Organization.objects.none(),
        label=_("Is it here already?"),
        required=False,
        blank=True,
        empty_label=_("no, it is new"),
        widget=forms.RadioSelect,
        help_text=_("If it is one of these, its page stays as it is, and your profile is joined to it."),
    )
    writer_name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        help_text=_("Only if you marked a working group: whoever coordinates it answers you."),
    )
    consents = forms.BooleanField(
        label=_("I agree that my name and e-mail are kept to answer this, and for nothing else."),
        required=False,
        help_text=_("Law 29733. They are erased 90 days after the answer. Without a working group nothing of you is kept."),
    )
    field_order = ["name", "known", "kind", "territory", "description", "site", "working_groups", "writer_name", "consents"]

    def __init__(self, *args: Any, row: Profile, **kwargs: Any) -> None:
        contact = getattr(row, "contact", None)
        kwargs["initial"] = {"writer_name": contact.name if contact else ""} | kwargs.get("initial", {})
        super().__init__(*args, row=row, **kwargs)
        self.fields["description"].required = True
        self.fields["working_groups"].label = _("Working groups it would join")
        known = self.fields["known"]
        assert isinstance(known, forms.ModelChoiceField)
        known.queryset = queries.organizations_like(row.name, str(self.data.get("name", "")))
        if not known.queryset.exists():
            del self.fields["known"]


class ProfilesSheetForm(LookedAtForm):
    """A spreadsheet of profiles. `id` is made with the page, so that confirming twice is once."""

    known, needed = COLUMNS, "name"

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("XLSX, ODS or CSV, with one organization in each row; at most 1,000.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "sheet" in cleaned and len(cleaned["sheet"].rows) > MOST_ROWS:
            raise forms.ValidationError(_("This sheet has more than 1,000 rows. Split it into several."))
        return cleaned
