"""`/id/<uuid>/` leads to what has that id, for whoever may read it."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import UUIDField
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tinkuy.agenda.models import Wording
from tinkuy.agenda.tests import ground
from tinkuy.alliance.models import Body, MappingCampaign, Organization, WorkingGroup
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import secretary
from tinkuy.meetings import services
from tinkuy.meetings.models import Edition, Material, Programme
from tinkuy.meetings.tests import minutes_made
from tinkuy.meetings.tests.gatherings import LOADER
from tinkuy.vocabulary.models import Framework, Territory, Theme
from tinkuy.web.queries.permanent import CITABLE

pytestmark = pytest.mark.django_db


WORDS = {"title": "Papelógrafo", "alt": "Una hoja escrita a mano", "credit": "La mesa"}


def things():
    version = ground.published()
    yield version
    yield Wording.objects.get(version=version)
    yield ground.contribution()
    meeting = ground.meeting()
    yield meeting
    yield Edition.objects.create(meeting=meeting, number=1, published_at=timezone.now())
    yield Programme.objects.create(slug="temporada", name="Temporada")
    yield Organization.objects.create(slug="yuyachkani", name="Yuyachkani")
    yield WorkingGroup.objects.create(slug="mesa", name="Mesa")
    yield Body.objects.create(slug="secretaria-tecnica", name="Secretaría técnica")
    today = timezone.localdate()
    yield MappingCampaign.objects.create(
        slug="mapeo",
        code="MAPEO1",
        name="Mapeo",
        purpose="Saber quiénes somos",
        since_on=today,
        until_on=today,
        state="OPEN",
    )
    minutes = minutes_made.validated(slug="con-acta")
    yield minutes
    yield published_agreement()
    yield Material.objects.create(meeting=minutes.meeting, kind="SCAN", state="READY", shows_people=False, **WORDS)
    yield Framework.objects.create(slug="convencion", edition="2005", name="Convención")
    yield Theme.objects.create(slug="teatro", name="Teatro")
    yield Territory.objects.create(slug="peru", level="COUNTRY", name="Perú", path="/PE/")


def published_agreement():
    minutes = minutes_made.circulated(slug="con-acuerdo")
    made = minutes_made.agreement(minutes.meeting)
    services.validate_minutes(minutes_made.close_window(minutes), number=minutes.current, by=LOADER)
    return made


# Pages of work, which nobody cites: they are read by who works there, at the address that the letter gave.
OF_WORK = {"core.User", "core.BulkMail", "alliance.Application", "alliance.Profile", "contributions.Import"}


def test_whatever_has_a_page_and_an_id_is_citable_or_is_work():
    with_page = {
        model._meta.label
        for model in apps.get_models()
        if isinstance(model._meta.pk, UUIDField) and hasattr(model, "get_absolute_url")
    }

    assert with_page - {model._meta.label for model in CITABLE} == OF_WORK


def test_every_citable_thing_answers_at_its_id_for_ever(client):
    for one in things():
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/id/{one.pk}/")

        assert (answer.status_code, answer.url) == (301, one.get_absolute_url()), one
        assert len(asked) == 2


def private():
    draft = ground.draft()
    unsaid = [ground.contribution(may_publish=False), ground.contribution(status="CAPTURED")]
    minutes = minutes_made.draft(slug="sin-validar")
    photo = Material.objects.create(meeting=minutes.meeting, kind="PHOTO", state="READY", shows_people=True, **WORDS)
    return [draft, ground.wording(draft), *unsaid, minutes, minutes_made.agreement(minutes.meeting), photo]


def test_what_a_visitor_may_not_read_answers_as_what_is_not_there(client):
    def without_id(answer, pk):
        html = answer.content.decode().replace(str(pk), "")
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)

    nothing = uuid7()
    unknown = client.get(f"/id/{nothing}/")

    for one in private():
        answer = client.get(f"/id/{one.pk}/")
        assert answer.status_code == unknown.status_code == 404
        assert without_id(answer, one.pk) == without_id(unknown, nothing), one


def test_what_only_some_may_read_leads_them_there_for_now(client):
    client.force_login(secretary())

    for one in private():
        answer = client.get(f"/id/{one.pk}/")
        assert (answer.status_code, answer.url) == (302, one.get_absolute_url()), one


def test_an_id_keeps_leading_to_what_was_given_another_address(client):
    meeting = ground.meeting()
    meeting.slug = "otra-direccion"
    meeting.save()

    assert client.get(f"/id/{meeting.pk}/").url == "/encuentros/otra-direccion/"
