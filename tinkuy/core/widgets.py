"""How parts of a form are drawn."""

from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


class PlainSelect(forms.Select):
    """A list to choose from, written in one go; Django's renders a template for each option. Knows no groups of options."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        options = "".join(_option(str(known), str(label), chosen) for known, label in self.choices)
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), mark_safe(options)
        )


def _option(value: str, label: str, chosen: set[str]) -> str:
    return f'<option value="{escape(value)}"{" selected" * (value in chosen)}>{escape(label)}</option>'


class FiltersForm(forms.Form):
    """By what a list is narrowed, read from the address; drawn by `core/_filters.html`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if type(field.widget) is forms.Select:
                choices, attrs = field.choices, field.widget.attrs  # type: ignore[attr-defined]
                field.widget = PlainSelect(attrs)
                field.widget.choices = choices

    @property
    def is_narrowing(self) -> bool:
        """Whether the address asks for less than everything."""
        return any(self.data.get(name) for name in self.fields)
