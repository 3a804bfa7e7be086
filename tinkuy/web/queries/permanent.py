"""What has an id, and where its page is."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet, Value

from tinkuy.agenda.models import Version, Wording
from tinkuy.alliance.models import Body, Organization, WorkingGroup
from tinkuy.contributions.models import Contribution
from tinkuy.core.models import User
from tinkuy.meetings.models import Edition, Meeting, Programme
from tinkuy.vocabulary.models import Territory, Theme

Visitor = User | AnonymousUser
CITABLE = (Organization, WorkingGroup, Body, Meeting, Edition, Programme, Contribution, Version, Wording, Theme, Territory)


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
    if model is Wording:
        return Wording.objects.filter(version__in=Version.objects.visible_to(user).values("pk")).select_related(
            "version", "block"
        )
    if model is Edition:
        return Edition.objects.published().select_related("meeting")
    if model in (Contribution, Version):
        found: QuerySet[Any] = model.objects.visible_to(user)
        return found
    return model._default_manager.all()
