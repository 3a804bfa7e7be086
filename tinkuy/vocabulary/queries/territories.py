"""Territories by where they lie in the tree."""

from django.db.models import Count, QuerySet

from tinkuy.vocabulary.models import Territory
from tinkuy.vocabulary.pure.territory_rows import METROPOLITAN_LIMA


def regions() -> QuerySet[Territory]:
    """The regions, in the order of their codes, which is that of the alphabet."""
    return Territory.objects.regions().order_by("inei")


def metropolitan_lima() -> Territory | None:
    """The province that people mean by Lima Metropolitana; None when it is not loaded."""
    return Territory.objects.filter(inei=METROPOLITAN_LIMA).first()


def children_of(territory: Territory) -> QuerySet[Territory]:
    """What lies directly in `territory`, each with how many lie in it in turn: by code, then cities."""
    return territory.children.annotate(part_count=Count("children")).order_by("path")


def ancestors(territory: Territory) -> list[Territory]:
    """The territories in which it lies, from the country down, without itself. One query at most."""
    parts = territory.path.strip("/").split("/")
    paths = ["/" + "/".join(parts[:size]) + "/" for size in range(1, len(parts))]
    return list(Territory.objects.filter(path__in=paths).order_by("path")) if paths else []
