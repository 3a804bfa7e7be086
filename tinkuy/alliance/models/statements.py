"""What sources say of us, where they disagree, and what none of them says."""

from django.db import models

from tinkuy.core.fields import FuzzyDateField
from tinkuy.core.models import Sourced
from tinkuy.core.pure.ids import uuid7


class Fact(Sourced):
    """One thing that a source states of the alliance or its surroundings, as it states it.

    Also the waiting room of facts whose own room is not built yet: ministers, elections, commitments, funds.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=120, unique=True)
    section = models.CharField(max_length=40, db_index=True)
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300, blank=True)
    value = models.JSONField(null=True)
    as_of = FuzzyDateField()

    class Meta:
        ordering = ["section", "position", "key"]

    def __str__(self) -> str:
        return self.label


class Conflict(Sourced):
    """Sources disagree; all stay, each with its source, until somebody who knows writes down what was so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=40, unique=True)
    question = models.CharField(max_length=300)
    question_en = models.CharField(max_length=300, blank=True)
    sides = models.JSONField(default=list)

    class Meta:
        ordering = ["key"]


class Gap(models.Model):
    """What no source at hand says: an empty shell with a name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    what = models.CharField(max_length=300)
    what_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
