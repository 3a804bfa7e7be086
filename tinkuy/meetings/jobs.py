"""What is done after the page answered."""

from uuid import UUID

from django.db import models
from django_tasks import task

from tinkuy.core.models import HistoryEntry
from tinkuy.core.permissions import Operator
from tinkuy.meetings import services
from tinkuy.meetings.enums import MaterialState
from tinkuy.meetings.models import Material


@task()
def prepare_material(material_id: str) -> None:
    """Make a large file ready; when it was done already, or taken down, nothing happens."""
    material = Material.objects.select_related("meeting").get(pk=UUID(material_id))
    services.prepare_material(material, by=Operator("worker"))


def prepare_when_large(entry: HistoryEntry, material: models.Model) -> None:
    """What was added and is not ready is for the worker, from the moment at which the adding is settled."""
    if isinstance(material, Material) and material.state == MaterialState.PREPARING:
        prepare_material.enqueue(str(material.pk))
