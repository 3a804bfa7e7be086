"""How parts of a form are drawn and read, in every room."""

from collections.abc import Callable
from html import escape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tinkuy.core.fields import validate_fuzzy_date
from tinkuy.core.pure import written_dates


def with_its_label(thing: Any, name: str) -> str:
    """The name by which it is chosen; of what is made up, saying so."""
    return f"{name} ({_('fictitious example')})" if getattr(thing, "is_sample", False) else name


class ThingField(forms.ModelChoiceField):
    """One of the rows there are, real or of the sample."""

    def label_from_instance(self, obj: Any) -> str:
        return with_its_label(obj, str(obj))


class ThingsField(forms.ModelMultipleChoiceField):
    """Some of the rows there are, real or of the sample."""

    def label_from_instance(self, obj: Any) -> str:
        return with_its_label(obj, str(obj))


class PlainSelect(forms.Select):
    """A list to choose from, written in one go; Django's renders a template for each option. Knows no groups of options.

    `known` gives the pairs of value and label when the list is drawn, and not before.
    """

    def __init__(self, known: Callable[[], list[tuple[str, str]]], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.known = known

    def __deepcopy__(self, memo: dict[int, Any]) -> "PlainSelect":
        return type(self)(self.known, self.attrs.copy())

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        options = "".join(_option(known, label, chosen) for known, label in self.known())
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), mark_safe(options)
        )


def _option(value: str, label: str, chosen: set[str]) -> str:
    return f'<option value="{escape(value)}"{" selected" * (value in chosen)}>{escape(label)}</option>'


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
