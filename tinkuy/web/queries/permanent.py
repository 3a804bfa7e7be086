"""What has an id, and where its page is."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet, Value

from tinkuy.agenda.models import Version, Wording
from tinkuy.alliance.models import Body, MappingCampaign, Organization, WorkingGroup
from tinkuy.contributions.models import Contribution
from tinkuy.core.models import User
from tinkuy.meetings.models import Agreement, Edition, Material, Meeting, Minutes, Programme
from tinkuy.vocabulary.models import Framework, Territory, Theme

Visitor = User | AnonymousUser
CITABLE: tuple[type[Any], ...] = (
    Organization,
    WorkingGroup,
    Body,
    MappingCampaign,
    Meeting,
    Edition,
    Minutes,
    Agreement,
    Material,
    Programme,
    Contribution,
    Version,
    Wording,
    Theme,
    Territory,
    Framework,
)
# Reading one's address reads these with it.
_WITH = {Wording: ("version", "block"), Minutes: ("meeting",), Edition: ("meeting",)}


@dataclass(frozen=True)
class Place:
    """Where the page is, and whether everybody may read it."""

    url: str
    is_public: bool


def place_of(pk: UUID, user: Visitor) -> Place | None:
    """Where `user` reads what has this id; None when nothing has it or she may not read it. At most three queries."""
    first, *others = (model._default_manager.order_by().filter(pk=pk).values_list(Value(model._meta.label)) for model in CITABLE)
    kinds = dict.fromkeys(kind for (kind,) in first.union(*others, all=True))
    found = next((model for model in CITABLE if model._meta.label in kinds), None)
    if found is None or (one := readable(found, user).filter(pk=pk).first()) is None:
        return None
    is_public = user.is_anonymous or readable(found, AnonymousUser()).filter(pk=pk).exists()
    return Place(one.get_absolute_url(), is_public)


def readable(model: type[Any], user: Visitor) -> QuerySet[Any]:
    """Those of this kind that `user` may read."""
    rows: QuerySet[Any] = model._default_manager.select_related(*_WITH[model]) if model in _WITH else model._default_manager.all()
    if model is Wording:
        return rows.filter(version__in=Version.objects.visible_to(user).values("pk"))
    if model is Edition:
        return rows.filter(pk__in=Edition.objects.published().values("pk"))
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows
