"""When somebody who captured asked to be erased: what was said stays, and her traces beside it go."""

from django.db import models

from tinkuy.contributions.enums import ImportState
from tinkuy.contributions.models import Contribution, Import
from tinkuy.contributions.services.imports import discard_import
from tinkuy.core.models import HistoryEntry, User


def forget_who_captured(entry: HistoryEntry, user: models.Model) -> None:
    """Her telephone's name leaves what she captured, the spreadsheets' names go, and those that waited are discarded."""
    assert isinstance(user, User)
    Contribution.objects.filter(captured_by=user).exclude(device="").update(device="")
    hers = Import.objects.filter(created_by=user).select_related("meeting")
    for sent in hers.filter(state=ImportState.PREVIEWED):
        discard_import(sent, user)
    hers.update(file_name="")
