"""By what lists are narrowed."""

from functools import partial
from typing import Any

from django import forms

from tinkuy.core.conditional import remembered
from tinkuy.core.widgets import PlainSelect


class FiltersForm(forms.Form):
    """By what a list is narrowed, read from the address; drawn by `core/_filters.html`.

    What can be chosen is read when it is drawn, once for all visitors until something happens.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if type(field.widget) is forms.Select:
                choices = partial(remembered, (type(self), name), partial(_plain, field))
                field.widget = PlainSelect(choices, field.widget.attrs)

    @property
    def is_narrowing(self) -> bool:
        """Whether the address asks for less than everything."""
        return any(self.data.get(name) for name in self.fields)


def _plain(field: Any) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in field.choices]
