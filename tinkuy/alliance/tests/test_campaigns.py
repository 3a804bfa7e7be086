"""Mapping campaigns: who prepares them, who sees them, and what their pages tell."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tinkuy.alliance import queries, services
from tinkuy.alliance.enums import CampaignState
from tinkuy.alliance.models import Application, MappingCampaign, Organization
from tinkuy.alliance.tests.ground import actions, coordinator_of, days_ago, delegate_of, group, organization
from tinkuy.alliance.tests.mapping import campaign, profile
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory

pytestmark = pytest.mark.django_db
DAYS = {"since_on": "2026-01-01", "until_on": "2099-12-31"}


def wanted(**values):
    return {"id": str(uuid7()), "name": "Quiénes hacen cultura", "purpose": "Para conocernos.", **DAYS, **values}


def test_a_campaign_is_prepared_opened_and_closed_and_history_tells(client):
    ana = secretary()
    client.force_login(ana)
    sent = wanted()
    for _time in range(2):
        answer = client.post(reverse("alliance:new-campaign"), sent)
        assert answer.url == "/mapeo/quienes-hacen-cultura/"
    found = MappingCampaign.objects.get()
    for verb in ("abrir", "abrir", "cerrar", "cerrar", "abrir"):
        client.post(f"{answer.url}{verb}/")
    client.post(answer.url + "editar/", {**sent, "name": "Otro nombre"})

    assert actions(found) == [
        "alliance.campaign_recorded",
        "alliance.campaign_opened",
        "alliance.campaign_closed",
        "alliance.campaign_opened",
        "alliance.campaign_changed",
    ]
    found.refresh_from_db()
    assert (found.state, found.name, len(found.code)) == (CampaignState.OPEN, "Otro nombre", 6)
    assert client.get(f"/m/{found.code.lower()}/").url == found.get_absolute_url()


def test_a_coordinator_holds_those_of_her_group_and_no_others(client):
    mine, other = group(), group("mt-iquitos")
    quispe = coordinator_of(mine)
    client.force_login(quispe)
    client.post(reverse("alliance:new-campaign"), wanted(working_group=str(mine.pk)))
    found = MappingCampaign.objects.get()
    services.open_campaign(found, by=quispe)

    refused = client.post(reverse("alliance:new-campaign"), wanted(working_group=str(other.pk)))

    assert refused.status_code == 422
    for somebody in (facilitator(), stranger(), coordinator_of(other)):
        with pytest.raises(NotAllowedError):
            services.close_campaign(found, by=somebody)
        with pytest.raises(NotAllowedError):
            services.record_campaign(None, working_group=mine, by=somebody, **DAYS)
    with pytest.raises(NotAllowedError):
        services.record_campaign(None, working_group=None, by=quispe, **DAYS)
    client.force_login(stranger())
    assert client.get(reverse("alliance:new-campaign")).status_code == 403


def test_a_draft_is_seen_only_by_who_manages_it(client):
    mine = group()
    draft = campaign(mine, CampaignState.DRAFT)
    for somebody, status in (
        (None, 404),
        (stranger(), 404),
        (facilitator(), 404),
        (coordinator_of(mine), 200),
        (secretary(), 200),
    ):
        if somebody:
            client.force_login(somebody)
        for address in (draft.get_absolute_url(), f"{draft.get_absolute_url()}formulario/"):
            assert client.get(address).status_code == status
        assert (draft.name in client.get("/mapeo/").content.decode()) == (status == 200)
    with pytest.raises(ConflictError):
        services.close_campaign(draft, by=secretary())


def test_a_campaign_ends_after_it_begins_for_whoever_writes_it():
    with pytest.raises(InvalidError) as refusal:
        services.record_campaign(
            None, working_group=None, by=secretary(), name="x", purpose="y", since_on=days_ago(0), until_on=days_ago(1)
        )
    assert list(refusal.value.errors) == ["until_on"]
    with pytest.raises(IntegrityError), transaction.atomic():
        campaign(until_on=days_ago(20))


def test_a_campaign_whose_last_day_is_over_is_not_opened():
    over = campaign(state=CampaignState.CLOSED, until_on=days_ago(1))
    with pytest.raises(ConflictError):
        services.open_campaign(over, by=secretary())
    assert actions(over) == []


@pytest.mark.parametrize(("until", "takes"), [(0, True), (-1, False)])
def test_its_last_day_still_takes_profiles(until, takes):
    assert campaign(until_on=timezone.localdate() + timedelta(days=until)).takes_profiles_on(timezone.localdate()) is takes


def test_its_page_counts_and_names_nobody(client):
    cusco = Territory.objects.create(slug="cusco", name="Cusco", level=Level.COUNTRY, path="/PE/08/")
    mine = group(territory=cusco)
    found = campaign(mine)
    organization("otra")
    Organization.objects.filter(slug="otra").update(territory=cusco)
    organization("lejos")
    profile(found)
    Application.objects.create(
        working_group=mine, campaign=found, name="Waytay", description="x", digest="d", expires_at=timezone.now()
    )
    Application.objects.update(proven_at=timezone.now())

    page = client.get(found.get_absolute_url()).content.decode()

    assert queries.counts_of(found) == queries.CampaignCounts(known=1, prefilled=1, claimed=0, applied=1)
    assert "Para conocernos." in page
    assert "A3C4D6" in page
    assert f"?campana=mapa&amp;mesa={mine.slug}" in page
    for kept in ("Killa", "ines@", "Inés", "Waytay"):
        assert kept not in page
    closed = services.close_campaign(found, by=Operator("test"))
    assert "?campana=" not in client.get(closed.get_absolute_url()).content.decode()


def test_an_application_from_its_page_is_counted_with_it(client):
    found = campaign()
    page = client.get(reverse("alliance:apply"), {"campana": found.slug}).content.decode()
    assert '<input type="hidden" name="campaign" value="mapa"' in page
    sent = {"name": "Waytay", "description": "Teatro.", "working_group": str(group().pk), "writer_name": "Inés"}
    answer = client.post(
        reverse("alliance:apply"), {**sent, "id": str(uuid7()), "email": "i@ejemplo.pe", "consents": "on", "campaign": found.slug}
    )
    assert answer.status_code == 302
    assert Application.objects.get().campaign == found


def test_the_form_on_paper_has_the_code_the_qr_and_the_groups_and_nothing_to_load(client):
    found, mine = campaign(), group()
    page = client.get(f"{found.get_absolute_url()}formulario/").content.decode()
    for said in ("A3C4D6", "/m/A3C4D6/", "<svg", mine.name, "29733", "alliance/paper"):
        assert said in page


@pytest.mark.parametrize("size", [1, 3])
def test_lists_and_pages_take_the_same_queries_however_many_rows(client, django_assert_num_queries, size):
    mine = group()
    for number in range(size):
        found = campaign(mine, slug=f"mapa-{number}", code=f"A3C4D{number}", name=f"Mapa {number}")
        for other in range(size):
            profile(found, f"Killa {other}", contact=services.Contact("I", f"i{number}{other}@ejemplo.pe"))
    with django_assert_num_queries(2):
        assert client.get("/mapeo/").content.count(b"<tr>") == size + 1
    with django_assert_num_queries(4):
        client.get(found.get_absolute_url())
    client.force_login(secretary())
    with django_assert_num_queries(6):
        assert client.get(f"{found.get_absolute_url()}perfiles/").content.count(b"<tr>") == size + 1


def test_whoever_works_here_is_offered_to_write_one_down(client):
    found = campaign()
    for somebody in (facilitator(), secretary(), coordinator_of(group()), delegate_of(organization())):
        client.force_login(somebody)
        assert b"perfiles/nuevo/" in client.get(found.get_absolute_url()).content
    client.force_login(stranger())
    assert b"perfiles/nuevo/" not in client.get(found.get_absolute_url()).content


def test_its_table_holds_numbers_and_nobodys_name(client):
    mine = group()
    profile(campaign(mine))
    campaign(state=CampaignState.DRAFT, slug="borrador", code="XXXXXX", name="Borrador")
    table = b"".join(client.get("/datos/campanas-de-mapeo.csv").streaming_content).decode()
    assert "A3C4D6,Quiénes hacen cultura,Para conocernos.,Mesa mt-cusco" in table
    assert ",abierta,1,0,0,no" in table
    for kept in ("Borrador", "Killa", "ines@"):
        assert kept not in table
