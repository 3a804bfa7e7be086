"""What several verbs of this room begin with: waiting for who writes the same, and refusing what cannot be."""

from datetime import date

from django.db import models
from django.utils.translation import gettext as _

from tinkuy.core.recording import InvalidError


def hold(row: models.Model) -> None:
    """Wait until nobody else writes what belongs to `row`: rules that look at its other rows then see all of them."""
    type(row)._default_manager.select_for_update().get(pk=row.pk)


def require_order(since_on: date, until_on: date | None) -> None:
    """Refuse what ends before it begins."""
    if until_on and until_on < since_on:
        raise InvalidError.beside("until_on", _("It ends before it begins. Correct one of the two dates."))
