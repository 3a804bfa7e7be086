"""Mapping campaigns: written down, opened, closed."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.alliance.enums import CampaignState
from tinkuy.alliance.models import MappingCampaign, WorkingGroup
from tinkuy.alliance.pure.codes import campaign_code
from tinkuy.alliance.services.refusals import require_order
from tinkuy.alliance.services.sources import By
from tinkuy.core import history
from tinkuy.core.errors import ConflictError
from tinkuy.core.permissions import require
from tinkuy.core.recording import free_slug, upsert


@transaction.atomic
def record_campaign(id: UUID | None, *, working_group: WorkingGroup | None, by: By, **values: Any) -> MappingCampaign:
    """The campaign with this id holds `values`, in the name of the group or, without one, of the technical secretariat.

    Nobody sees a new one before it is opened. Refuses one that ends before it begins.
    """
    require(by, "alliance.record_campaign", working_group)
    found = MappingCampaign.objects.filter(pk=id).first() if id else None
    if found:
        require(by, "alliance.manage_campaign", found)
    else:
        values |= {"slug": free_slug(MappingCampaign, values.get("name", "")), "code": _free_code()}
    require_order(values["since_on"], values["until_on"])
    return upsert(MappingCampaign, id, {**values, "working_group": working_group}, by=by, action_prefix="alliance.campaign")[0]


def _free_code() -> str:
    return next(code for code in iter(campaign_code, "") if not MappingCampaign.objects.filter(code=code).exists())


@transaction.atomic
def open_campaign(campaign: MappingCampaign, *, by: By) -> MappingCampaign:
    """Its page is public from now on, and takes profiles on its days. One that was closed opens again; twice is once.

    Raises ConflictError when its last day is over.
    """
    require(by, "alliance.manage_campaign", campaign)
    if campaign.until_on < timezone.localdate():
        raise ConflictError(_("Its last day is over. Write a later one first."))
    opened = MappingCampaign.objects.filter(pk=campaign.pk).exclude(state=CampaignState.OPEN)
    if opened.update(state=CampaignState.OPEN):
        history.record("alliance.campaign_opened", campaign, by=by)
    campaign.refresh_from_db()
    return campaign


@transaction.atomic
def close_campaign(campaign: MappingCampaign, *, by: By) -> MappingCampaign:
    """Nobody writes profiles for it any more; links that went out go on working, and its page stays. Twice is once.

    Raises ConflictError when it was never opened.
    """
    require(by, "alliance.manage_campaign", campaign)
    if MappingCampaign.objects.filter(pk=campaign.pk, state=CampaignState.OPEN).update(state=CampaignState.CLOSED):
        history.record("alliance.campaign_closed", campaign, by=by)
    campaign.refresh_from_db()
    if campaign.state == CampaignState.DRAFT:
        raise ConflictError(_("It was never opened."))
    return campaign
