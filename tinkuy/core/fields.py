"""Kinds of column that every room uses."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tinkuy.core.pure import edtf_dates


def validate_fuzzy_date(value: str) -> None:
    """Refuse what is not a date in EDTF (ISO 8601-2): 2017-08-05, 2017-08, 2017, 2017-08-03/2017-08-05, 2017~ or nothing."""
    try:
        edtf_dates.parse(value)
    except edtf_dates.NotADateError as error:
        raise ValidationError(
            _("%(value)s is not a date. Write 2017-08-05, 2017-08, 2017 or 2017-08-03/2017-08-05."),
            params={"value": value},
        ) from error


class FuzzyDateField(models.CharField):
    """An honest date: exact, month, year, range, or nothing when it is not known (law 8)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_fuzzy_date]


class LimitField(models.DateField):
    """The earliest or the latest day that the fuzzy date in another column of its row may mean: for filtering, never shown.

    None when nobody knows, and where a range has no such end.
    """

    def __init__(self, *args: Any, of: str = "", side: Literal["earliest", "latest"] = "earliest", **kwargs: Any) -> None:
        self.of, self.side = of, side
        super().__init__(*args, **{"null": True, "editable": False, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> date | None:
        limit: date | None = getattr(edtf_dates.parse(getattr(model_instance, self.of)), self.side)
        setattr(model_instance, self.attname, limit)
        return limit

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """To the database it is a day: migrations need not know more."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs


class ListedField(models.CharField):
    """One value of a closed list. `get_<name>_display` remembers its label in each language; Django's own hashes the whole
    list each time, which was a fifth of the cost of a page of fifty rows.
    """

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        told = _told(dict(self.flatchoices))
        setattr(cls, f"get_{name}_display", lambda row: told(getattr(row, name)))

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """To the database it is text: migrations need not know more."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def _told(labels: dict[Any, Any]) -> Callable[[Any], str]:
    """The label of a value in the language of the page, each translated once; what is no longer in the list is itself."""
    said: dict[tuple[str | None, Any], str] = {}

    def label(value: Any) -> str:
        if value not in labels:
            return str(value)
        asked = get_language(), value
        if asked not in said:
            said[asked] = str(labels[value])
        return said[asked]

    return label


def label_of(values: type[models.TextChoices], value: str) -> str:
    """The label of one value of a closed list, as `get_<name>_display` of a row gives it."""
    return _labels(values)(value)


@cache
def _labels(values: type[models.TextChoices]) -> Callable[[Any], str]:
    return _told(dict(values.choices))
