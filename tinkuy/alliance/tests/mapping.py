"""Mapping campaigns that several tests of this room stand on."""

from datetime import timedelta

from django.utils import timezone

from tinkuy.alliance import services
from tinkuy.alliance.enums import CampaignState
from tinkuy.alliance.models import MappingCampaign
from tinkuy.alliance.services import Contact
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import uuid7

INES = Contact("Inés", "ines@ejemplo.pe")


def campaign(of=None, state=CampaignState.OPEN, days=30, **values):
    today = timezone.localdate()
    told = {"name": "Quiénes hacen cultura", "purpose": "Para conocernos.", "slug": "mapa", "code": "A3C4D6"}
    dates = {"since_on": today - timedelta(days=10), "until_on": today + timedelta(days=days)}
    return MappingCampaign.objects.create(working_group=of, state=state, **{**told, **dates, **values})


def profile(of, name="Killa Danza", contact=INES, by=None, **values):
    told = {"name": name, "kind": "colectivo", "description": "Danzan desde 2015.", **values}
    return services.prefill_profile(of, uuid7(), contact=contact, by=by or Operator("test"), **told)
