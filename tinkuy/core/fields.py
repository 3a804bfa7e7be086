"""Kinds of column that every room uses."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
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
