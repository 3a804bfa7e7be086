"""What is done after the page answered."""

from uuid import UUID

from django.db import models
from django_tasks import task

from tinkuy.core.models import HistoryEntry
from tinkuy.core.permissions import Operator
from tinkuy.meetings import queries, services
from tinkuy.meetings.enums import MaterialState
from tinkuy.meetings.models import Edition, Material, Minutes


@task()
def prepare_material(material_id: str) -> None:
    """Make a large file ready; when it was done already, or taken down, nothing happens."""
    material = Material.objects.select_related("meeting").get(pk=UUID(material_id))
    services.prepare_material(material, by=Operator("worker"))


def prepare_when_large(entry: HistoryEntry, material: models.Model) -> None:
    """What was added and is not ready is for the worker, from the moment at which the adding is settled."""
    if isinstance(material, Material) and material.state == MaterialState.PREPARING:
        prepare_material.enqueue(str(material.pk))


@task()
def print_minutes(minutes_id: str, number: int) -> None:
    """Make the PDF of this revision and keep it. Asked for again it is made again, the same."""
    services.keep_pdf(Minutes.objects.select_related("meeting__territory").get(pk=minutes_id), number)


def print_what_stands(_entry: HistoryEntry, minutes: models.Model) -> None:
    """After minutes were validated, amended or restored: order the PDF of what they say now, if everybody reads them."""
    assert isinstance(minutes, Minutes)
    if minutes.is_public:
        print_minutes.enqueue(str(minutes.pk), minutes.current)


@task()
def print_edition(edition_id: str) -> None:
    """Make the PDF of this edition and keep it. Asked for again it is made again, with the names that stand then; when the
    edition was a made-up one, removed since, nothing happens.
    """
    if edition := queries.edition_pages().filter(pk=edition_id).first():
        services.keep_edition_pdf(edition)


def print_what_is_published(_entry: HistoryEntry, edition: models.Model) -> None:
    """After an edition was published: order its PDF."""
    print_edition.enqueue(str(edition.pk))


def print_again_without_name(_entry: HistoryEntry, lead: models.Model) -> None:
    """After somebody took her name back: order the PDFs of the editions that named her."""
    for edition in Edition.objects.filter(sessions__lead=lead.pk).distinct():
        print_edition.enqueue(str(edition.pk))
