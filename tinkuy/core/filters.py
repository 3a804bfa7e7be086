"""By what lists are narrowed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinkuy.core.conditional import remembered
from tinkuy.core.widgets import PlainSelect, with_its_label

Pairs = list[tuple[str, str]]


class RowField(forms.Field):
    """One of `rows` by its slug, or None: only for short lists that all visitors see alike. Runs no query once they are known.

    What it gives is shared by all who ask: nobody changes it.
    """

    default_error_messages = {"invalid_choice": forms.ModelChoiceField.default_error_messages["invalid_choice"]}

    def __init__(self, rows: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(required=False, widget=PlainSelect(list), **kwargs)
        self.known: Callable[[], dict[str, Any]] = lambda: {row.slug: row for row in rows.all()}

    def remember_as(self, key: tuple[Any, ...]) -> None:
        """Read the rows once for all fields that are remembered as `key`, until something happens."""
        self.known = partial(remembered, key, self.known)
        self.widget = PlainSelect(self.choices, self.widget.attrs)

    def choices(self) -> Pairs:
        return [("", str(_("any"))), *((slug, with_its_label(row, str(row))) for slug, row in self.known().items())]

    def to_python(self, value: str | None) -> Any:
        if value in self.empty_values:
            return None
        row = self.known().get(str(value))
        if row is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return row


class FiltersForm(forms.Form):
    """By what a list is narrowed, read from the address; drawn by `core/_filters.html`.

    What can be chosen is read when it is needed, once for all visitors until something happens.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, RowField):
                field.remember_as((type(self), name))
            elif type(field.widget) is forms.Select:
                choices = partial(remembered, (type(self), name), partial(_plain, field))
                field.widget = PlainSelect(choices, field.widget.attrs)

    @property
    def is_narrowing(self) -> bool:
        """Whether the address asks for less than everything."""
        return any(self.data.get(name) for name in self.fields)


def _plain(field: Any) -> Pairs:
    return [(str(value), str(label)) for value, label in field.choices]
