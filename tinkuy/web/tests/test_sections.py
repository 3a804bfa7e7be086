"""What later rooms know stands on the earlier room's page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinkuy.agenda import services as agenda_services
from tinkuy.agenda.tests import ground
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.core import pages
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import stranger
from tinkuy.meetings.models import Programme
from tinkuy.vocabulary.models import Territory, Theme
from tinkuy.vocabulary.services import load_territories
from tinkuy.web.queries import sections

pytestmark = pytest.mark.django_db
WORDS = "Queremos una escuela de teatro en el barrio"

# page → how many queries the whole page asks, whatever the number of rows
QUERIES = {
    "/encuentros/encuentro/": 19,
    "/programas/temporada/": 9,
    "/organizaciones/yuyachkani/": 11,
    "/mesas/mesa-cusco/": 11,
    "/territorios/cusco/": 10,
    "/temas/teatro/": 9,
}


@pytest.fixture
def world():
    """A meeting in Cusco on theatre, convened by a group and an organization, with a quoted contribution."""
    load_territories(by=ground.US)
    cusco = Territory.objects.get(inei="08")
    meeting = ground.meeting(territory=cusco)
    meeting.slug, meeting.name = "encuentro", "Encuentro del Cusco"
    meeting.programme = Programme.objects.create(slug="temporada", name="Temporada")
    meeting.save()
    theme = Theme.objects.create(slug="teatro", name="Teatro")
    group = WorkingGroup.objects.create(slug="mesa-cusco", name="Mesa de Cusco", theme=theme, territory=cusco)
    organization = Organization.objects.create(slug="yuyachkani", name="Yuyachkani", territory=cusco)
    meeting.convening_groups.add(group)
    meeting.convening_organizations.add(organization)
    meeting.themes.add(theme)
    add_voices(meeting, theme, 1)
    return meeting, theme


def add_voices(meeting, theme, blocks):
    """A published version with so many blocks, each quoting a contribution of its own."""
    version = ground.draft()
    for position in range(1, blocks + 1):
        said = ground.contribution(WORDS, at=meeting)
        said.themes.add(theme)
        wording = ground.wording(
            version,
            code=f"B{position:02}",
            position=position,
            title="Escuelas de teatro",
            themes=[theme],
            territories=[meeting.territory],
        )
        agenda_services.cite(uuid7(), wording, said, "una escuela de teatro", by=ground.US)
    agenda_services.record_adoption(version, ground.date(2020, 3, 1), "Asamblea", by=ground.US)
    return agenda_services.publish_version(version, by=ground.US)


@pytest.mark.parametrize("address", QUERIES)
def test_a_page_shows_what_was_said_and_the_blocks_that_rest_on_it(client, world, address):
    html = client.get(address).content.decode()

    assert "1 aporte publicado." in html
    assert 'id="agenda"' in html if address.startswith("/encuentros/") else "B01 · Escuelas de teatro" in html


@pytest.mark.parametrize("address", QUERIES)
def test_a_page_asks_as_many_queries_for_three_as_for_one(client, world, address):
    for voices in (0, 2):
        if voices:
            add_voices(*world, voices)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) == QUERIES[address], (voices, len(asked))


@pytest.mark.parametrize("address", QUERIES)
def test_what_is_not_public_is_neither_shown_nor_counted(client, world, address):
    meeting, theme = world
    for hidden in ({"may_publish": False}, {"status": "CAPTURED"}):
        ground.contribution("palabras guardadas", at=meeting, **hidden).themes.add(theme)
    client.force_login(stranger())

    html = client.get(address).content.decode()

    assert "palabras guardadas" not in html
    assert "1 aporte publicado." in html


def test_a_meeting_names_no_draft_that_quotes_it(client, world):
    meeting, _theme = world
    draft = ground.draft()
    agenda_services.cite(uuid7(), ground.wording(draft), ground.contribution(WORDS, at=meeting), "una escuela", by=ground.US)

    assert draft.name not in client.get("/encuentros/encuentro/").content.decode()


def test_a_meeting_of_which_nothing_is_published_says_so(client, world):
    quiet = ground.meeting()

    assert "Todavía no hay aportes publicados." in client.get(f"/encuentros/{quiet.slug}/").content.decode()


def test_only_a_version_in_force_lends_its_blocks(world):
    _meeting, _theme = world
    old = add_voices(*world, 1)
    new = ground.ready(agenda=old.agenda, number=old.number + 1)
    agenda_services.record_adoption(new, ground.date(2021, 3, 1), "Asamblea", by=ground.US)
    agenda_services.publish_version(new, by=ground.US)

    assert old.pk not in {wording.version_id for wording in sections.blocks_in_force()}
    assert new.pk in {wording.version_id for wording in sections.blocks_in_force()}


def test_a_place_shows_what_lies_in_it_and_a_link_only_where_a_list_can_be_narrowed(client, world):
    city = client.get("/territorios/cusco/").content.decode()
    country = client.get("/territorios/peru/").content.decode()

    assert "Encuentro del Cusco" in city
    assert "Encuentro del Cusco" in country
    assert "/aportes/?region=cusco" in city


def test_a_section_named_twice_is_shown_once():
    before = len(pages.sections_of("meetings:meeting"))

    sections.register()

    assert len(pages.sections_of("meetings:meeting")) == before
