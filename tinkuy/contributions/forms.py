"""What a person may send about contributions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.models import Organization
from tinkuy.contributions.enums import ContributionKind
from tinkuy.contributions.models import Contribution
from tinkuy.contributions.services.capture import LONGEST_TEXT
from tinkuy.core.enums import Language
from tinkuy.core.filters import FiltersForm, RowField
from tinkuy.core.inputs import ThingField, ThingsField
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.sheets import SheetField
from tinkuy.meetings.models import Meeting, Session
from tinkuy.vocabulary.models import Territory, Theme

ANY = [("", _("any"))]
AREA = forms.Textarea(attrs={"rows": 6})


class FilterForm(FiltersForm):
    """By what the list is narrowed. Parameters are Spanish: they are part of the address."""

    encuentro = forms.ModelChoiceField(Meeting.objects.all(), to_field_name="slug", required=False, widget=forms.HiddenInput)
    region = RowField(Territory.objects.regions(), label=_("Region"))
    tipo = forms.ChoiceField(choices=[*ANY, *ContributionKind.choices], required=False, label=_("Kind"))
    idioma = forms.ChoiceField(choices=[*ANY, *Language.choices], required=False, label=_("Language"))
    tema = RowField(Theme.objects.all(), label=_("Theme"))


class ContributionForm(forms.Form):
    """One contribution, as its facilitator types it. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    text = forms.CharField(
        label=_("What was said"),
        help_text=_("In the words and the language in which it was said."),
        max_length=LONGEST_TEXT,
        widget=AREA,
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, initial=Language.ES)
    kind = forms.ChoiceField(label=_("Kind"), choices=ContributionKind.choices, initial=ContributionKind.PROPOSAL)
    session = forms.ModelChoiceField(
        Session.objects.none(), label=_("Table or session"), required=False, empty_label=_("not known")
    )
    territory = forms.ModelChoiceField(
        Territory.objects.regions(), label=_("Territory"), required=False, empty_label=_("that of the meeting")
    )
    themes = ThingsField(Theme.objects.all(), label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple)
    translation = forms.CharField(label=_("Translation"), required=False, max_length=LONGEST_TEXT, widget=AREA)
    translation_language = forms.ChoiceField(
        label=_("Language of the translation"), required=False, choices=[("", "—"), *Language.choices]
    )
    translated_by = forms.CharField(
        label=_("Who translated it"),
        required=False,
        max_length=200,
        help_text=_("For whoever works with these words. It is not published."),
    )
    speaker_role = forms.CharField(
        label=_("Who speaks, without a name"),
        required=False,
        max_length=120,
        help_text=_("For example: weaver, teacher, manager of a theatre."),
    )
    organization = ThingField(
        Organization.objects.standing_alone(), label=_("Organization"), required=False, empty_label=_("none, or not known")
    )
    may_publish = forms.BooleanField(label=_("This person agrees to the publication of these words"), required=False)
    may_attribute = forms.BooleanField(label=_("This person agrees to be named"), required=False)
    speaker_name = forms.CharField(
        label=_("Name"), required=False, max_length=200, help_text=_("Kept only if this person agreed to be named.")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions = self.fields["session"]
        assert isinstance(sessions, forms.ModelChoiceField)
        sessions.queryset = meeting.sessions.all()

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if sent.get("translation") and not sent.get("translation_language"):
            self.add_error("translation_language", _("Say in which language the translation is."))
        return sent


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is withdrawn"), max_length=500, help_text=_("The reason stays in the history; the words do not.")
    )


class ConsentForm(forms.Form):
    """Which consent is taken back; what was never given is not offered."""

    publishing = forms.BooleanField(
        label=_("These words are no longer published"),
        required=False,
        help_text=_("Whoever works on the agenda still reads them."),
    )
    naming = forms.BooleanField(
        label=_("Who spoke is no longer named"),
        required=False,
        help_text=_("The name is erased, and the organization is not shown."),
    )
    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=500, help_text=_("The reason stays in the history."))

    def __init__(self, *args: Any, contribution: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not contribution.may_publish:
            del self.fields["publishing"]
        if not contribution.may_attribute:
            del self.fields["naming"]


class ImportForm(forms.Form):
    file = SheetField(label=_("Spreadsheet"), help_text=_("XLSX, ODS or CSV, with one contribution in each row."))
