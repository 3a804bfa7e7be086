"""Fields of forms that several rooms have."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tinkuy.core.fields import validate_fuzzy_date
from tinkuy.core.pure import written_dates
from tinkuy.core.pure.personal_numbers import personal_number_in
from tinkuy.core.widgets import with_its_label


def no_personal_number(text: str) -> None:
    """Refuse a telephone or a document number in what everybody will read."""
    if number := personal_number_in(text):
        said = _("Everybody reads this, and “%(number)s” looks like a telephone or a document number. Take it out.")
        raise ValidationError(said % {"number": number})


class PublicTextField(forms.CharField):
    """Text that everybody will read: without telephones and document numbers."""

    default_validators = [no_personal_number]


class DayField(forms.DateField):
    """One day that is known, with the browser's own calendar. As exactly as somebody knows it: `WrittenDateField`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class TerritoryField(forms.ModelChoiceField):
    """A place and what it lies in: a name alone never identifies it."""

    def label_from_instance(self, obj: Any) -> str:
        inside = f", {obj.parent}" if obj.parent else ""
        return f"{obj.name} ({obj.get_level_display()}{inside})"


class ThingField(forms.ModelChoiceField):
    """One of the rows there are, real or of the sample."""

    def label_from_instance(self, obj: Any) -> str:
        return with_its_label(obj, str(obj))


class ThingsField(forms.ModelMultipleChoiceField):
    """Some of the rows there are, real or of the sample."""

    def label_from_instance(self, obj: Any) -> str:
        return with_its_label(obj, str(obj))


def _validate_written(value: str) -> None:
    try:
        validate_fuzzy_date(value)
    except ValidationError as refusal:
        said = gettext_lazy(
            "%(value)s is not a date. Write 12 July 2018, July 2018 or 2018; if it took several days, 3 to 5 August 2017."
        )
        raise ValidationError(said, params={"value": value}) from refusal


class WrittenDateField(forms.CharField):
    """A date as exactly as somebody knows it, in her own words; what comes of it is EDTF, "" when nobody knows."""

    def __init__(self, *, help_text: Any = "", required: bool = False, **kwargs: Any) -> None:
        help_text = help_text or gettext_lazy(
            "As you know it: 12 July 2018, July 2018, 2018, or about 2018. Leave it empty if you do not know."
        )
        super().__init__(max_length=80, required=required, validators=[_validate_written], help_text=help_text, **kwargs)

    def to_python(self, value: Any) -> str:
        return written_dates.read(super().to_python(value) or "")

    def prepare_value(self, value: Any) -> Any:
        return written_dates.written(value, get_language() or "es") if isinstance(value, str) else value
