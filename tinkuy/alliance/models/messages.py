"""What somebody writes to who answers for a group or a body."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tinkuy.alliance.models.organizations import WorkingGroup
from tinkuy.alliance.models.persons import Body
from tinkuy.core.pure.ids import uuid7


class Message(models.Model):
    """What somebody wrote to who coordinates a group or is in a body. Erased once its letters had time to go out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    working_group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    language = models.CharField(max_length=10, blank=True)
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(working_group=None, body__isnull=False) | Q(working_group__isnull=False, body=None),
                name="alliance_message_is_for_one",
            ),
        ]

    @property
    def to(self) -> "WorkingGroup | Body":
        """The group or the body that it was written to."""
        found = self.working_group or self.body
        assert found
        return found
