"""Organizations and working groups."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.alliance.services.sources import By, Sources, with_sources
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.permissions import require
from tinkuy.core.recording import free_slug, upsert

DESCRIBED = frozenset(
    {"name", "acronym", "kind", "territory", "founded_on", "site", "description", "legal_personality"},
)


@transaction.atomic
def record_organization(id: UUID | None, *, by: By, sources: Sources = None, **values: Any) -> Organization:
    """The organization with this id holds `values`. No tax number and no legal personality is ever asked for."""
    found = Organization.objects.filter(pk=id).first() if id else None
    require(by, "alliance.record_organization", found)
    if found is None and "slug" not in values:
        values["slug"] = free_slug(Organization, values.get("name", ""))
    values = with_sources(values, sources, by=by)
    return upsert(Organization, id, values, by=by, action_prefix="alliance.organization")[0]


@transaction.atomic
def describe_organization(organization: Organization, *, by: By, **values: Any) -> Organization:
    """It says of itself what `DESCRIBED` names, through who speaks for it today. Raises NotAllowedError for anything else."""
    require(by, "alliance.describe_organization", organization)
    if values.keys() - DESCRIBED:
        raise NotAllowedError(_("Only the secretariat writes down the standing of an organization, and its sources."))
    return upsert(Organization, organization.pk, values, by=by, action_prefix="alliance.organization")[0]


@transaction.atomic
def record_working_group(id: UUID | None, *, by: By, sources: Sources = None, **values: Any) -> WorkingGroup:
    """The working group with this id holds `values`. Without a name it is one that a source counts and nobody names."""
    require(by, "alliance.record_working_group")
    is_new = id is None or not WorkingGroup.objects.filter(pk=id).exists()
    if is_new and "slug" not in values:
        values["slug"] = free_slug(WorkingGroup, values.get("name", "") or "mesa")
    values = with_sources(values, sources, by=by)
    return upsert(WorkingGroup, id, values, by=by, action_prefix="alliance.working_group")[0]
