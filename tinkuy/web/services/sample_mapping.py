"""The made-up mapping campaign of the sample season: without a single address, so that nobody is written to."""

from datetime import timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from tinkuy.alliance import services as alliance_services
from tinkuy.alliance.models import (
    Applicant,
    Application,
    MappingCampaign,
    Membership,
    Organization,
    Profile,
    ProfileContact,
    ProfileInvitation,
    Seat,
    SeatInvitation,
)
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import named
from tinkuy.vocabulary.models import Territory

DAYS_OPEN = 60


def load_mapping(told: dict[str, Any], *, by: Operator) -> MappingCampaign:
    """The campaign as the sample's file tells of it, open from today, with the profiles that others wrote."""
    today, values = timezone.localdate(), {name: told[name] for name in ("name", "purpose")}
    campaign = alliance_services.record_campaign(
        named("sample", "mapping-campaign"),
        working_group=None,
        since_on=today,
        until_on=today + timedelta(days=DAYS_OPEN),
        is_sample=True,
        by=by,
        **values,
    )
    alliance_services.open_campaign(campaign, by=by)
    for number, profile in enumerate(told["profiles"]):
        place = Territory.objects.get(slug=profile["territory"])
        key = named("sample", f"profile/{number}")
        alliance_services.prefill_profile(campaign, key, by=by, **{**profile, "territory": place})
    return campaign


def rows_of_mapping() -> list[QuerySet[Model]]:
    """All of it, and what somebody made of it while trying it out: first what points at the rest."""
    of_campaign = {"profile__campaign__is_sample": True}
    asked = Q(campaign__is_sample=True) | Q(organization__is_sample=True)
    return [
        Applicant.objects.filter(application__in=Application.objects.filter(asked)),
        Application.objects.filter(asked),
        ProfileContact.objects.filter(**of_campaign),
        ProfileInvitation.objects.filter(**of_campaign),
        Profile.working_groups.through.objects.filter(**of_campaign),
        Profile.objects.filter(campaign__is_sample=True),
        MappingCampaign.objects.filter(is_sample=True),
        SeatInvitation.objects.filter(organization__is_sample=True),
        Seat.objects.filter(organization__is_sample=True),
        Membership.objects.filter(organization__is_sample=True),
        Organization.objects.filter(is_sample=True),
    ]
