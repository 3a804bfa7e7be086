"""How parts of a form are drawn, in every room."""

from collections.abc import Callable
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


def with_its_label(thing: Any, name: str) -> str:
    """The name by which it is chosen; of what is made up, saying so."""
    return f"{name} ({_('fictitious example')})" if getattr(thing, "is_sample", False) else name


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
