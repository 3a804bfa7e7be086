"""Profiles that others write: who writes and reads them, and that they are public nowhere."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from tinkuy.alliance import services
from tinkuy.alliance.enums import ProfileState
from tinkuy.alliance.models import Organization, Profile, ProfileContact
from tinkuy.alliance.pure.likeness import Names
from tinkuy.alliance.services import Contact
from tinkuy.alliance.tests.ground import actions, coordinator_of, days_ago, delegate_of, group, organization
from tinkuy.alliance.tests.mapping import INES, campaign, profile
from tinkuy.core import history, personal, waiting
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.models import HistoryEntry
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.recording import InvalidError
from tinkuy.core.services import erase_account
from tinkuy.core.tests.people import facilitator, secretary, stranger

pytestmark = pytest.mark.django_db
BY = Operator("test")


def wanted(**values):
    told = {"id": str(uuid7()), "name": "Killa Danza", "contact_name": "Inés", "email": "Ines@Ejemplo.pe"}
    return {**told, "kind": "colectivo", "description": "Danzan desde 2015.", **values}


def refusal_of(verb, *arguments, **values):
    with pytest.raises(InvalidError) as refusal:
        verb(*arguments, **values)
    return refusal.value.errors


def test_who_knows_an_organization_writes_it_down_once(client):
    mine = group()
    found, luis = campaign(mine), facilitator()
    client.force_login(luis)
    sent = wanted(working_groups=[str(mine.pk)])
    for _time in range(2):
        answer = client.post(found.get_absolute_url() + "perfiles/nuevo/", sent)
        assert answer.status_code == 302

    kept = Profile.objects.get()
    assert answer.url == kept.get_absolute_url()
    assert (kept.name, kept.state, kept.prefilled_by, list(kept.working_groups.all())) == (
        "Killa Danza",
        "PREFILLED",
        luis,
        [mine],
    )
    assert (kept.contact.name, kept.contact.email) == ("Inés", "ines@ejemplo.pe")
    assert actions(kept) == ["alliance.profile_prefilled"]
    assert not Organization.objects.exists()


def test_everybody_who_works_here_may_write_one_and_nobody_else():
    found = campaign()
    for number, somebody in enumerate((secretary(), facilitator(), coordinator_of(group()), delegate_of(organization()))):
        profile(found, f"Uno {number}", Contact(), by=somebody)
    past = delegate_of(organization("otra"), until_on=days_ago(1))
    for somebody in (stranger(), past):
        with pytest.raises(NotAllowedError):
            profile(found, "Otro", Contact(), by=somebody)
    assert Profile.objects.count() == 4


def test_a_profile_is_read_only_by_who_wrote_it_and_who_holds_the_campaign(client):
    mine = group()
    luis = facilitator()
    kept = profile(campaign(mine), by=luis)
    address, listed = kept.get_absolute_url(), kept.campaign.get_absolute_url() + "perfiles/"
    assert client.get(address).status_code == 302
    for somebody in (luis, coordinator_of(mine), secretary()):
        client.force_login(somebody)
        page = client.get(address)
        assert "ines@ejemplo.pe" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
        assert "Killa Danza" in client.get(listed).content.decode()
    for somebody in (facilitator(), coordinator_of(group("otra")), delegate_of(organization())):
        client.force_login(somebody)
        for verb in ("", "editar/", "retirar/"):
            assert client.get(address + verb).status_code == 404
        assert "Killa" not in client.get(listed).content.decode()
        assert client.post(address + "escribir/").status_code == 404
    client.force_login(stranger())
    assert client.get(listed).status_code == 403


def test_who_wrote_it_corrects_it_and_takes_it_back_and_history_never_repeats_her_words(client):
    luis = facilitator()
    kept = profile(campaign(), by=luis)
    client.force_login(luis)
    for _time in range(2):
        client.post(kept.get_absolute_url() + "editar/", wanted(name="Killa Danza Teatro", email="otra@ejemplo.pe"))
    kept.refresh_from_db()
    assert (kept.name, kept.contact.email) == ("Killa Danza Teatro", "otra@ejemplo.pe")
    assert actions(kept) == ["alliance.profile_prefilled", "alliance.profile_changed"]
    assert history.of(kept).last().details == {"fields": ["name", "contact"]}
    for _time in range(2):
        client.post(kept.get_absolute_url() + "retirar/")
    kept = Profile.objects.get()

    assert (kept.name, kept.folded_name, kept.description, kept.state) == ("", "", "", ProfileState.WITHDRAWN)
    assert actions(kept)[2:] == ["alliance.profile_withdrawn"]
    assert not ProfileContact.objects.exists()
    told = str(list(HistoryEntry.objects.values_list("details", flat=True)))
    for words in ("Killa", "Danzan", "ejemplo.pe", "Inés"):
        assert words not in told
    assert client.get(kept.get_absolute_url()).status_code == 200
    with pytest.raises(ConflictError):
        services.change_profile(kept, contact=INES, by=luis, name="Otra")


def test_somebody_else_neither_corrects_nor_takes_it_back():
    kept = profile(campaign(), by=facilitator())
    for somebody in (facilitator(), delegate_of(organization()), stranger()):
        with pytest.raises(NotAllowedError):
            services.change_profile(kept, contact=INES, by=somebody, name="Otra")
        with pytest.raises(NotAllowedError):
            services.withdraw_profile(kept, by=somebody)


def test_a_closed_campaign_takes_no_profile(client):
    found = campaign(until_on=days_ago(1))
    client.force_login(facilitator())
    answer = client.post(found.get_absolute_url() + "perfiles/nuevo/", wanted())
    assert answer.status_code == 422
    assert "no recibe perfiles hoy" in answer.content.decode()
    assert "Killa Danza" in answer.content.decode()
    assert not Profile.objects.exists()


def test_what_a_profile_refuses_stands_beside_its_field():
    found = campaign()
    kept = profile(found)
    assert list(refusal_of(profile, found, "KILLA DÁNZA", Contact())) == ["name"]
    assert list(refusal_of(profile, found, "Otra", Contact("Inés", ""))) == ["email"]
    assert list(refusal_of(profile, found, "Otra", Contact("Inés", "no es correo"))) == ["email"]
    assert list(refusal_of(profile, found, "", Contact())) == ["name"]
    assert list(Profile.objects.all()) == [kept]
    profile(campaign(slug="otra", code="XXXXXX"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.create(campaign=found, name="killa danza")


@pytest.mark.parametrize(
    ("state", "values"),
    [(ProfileState.DECLINED, {}), (ProfileState.CLAIMED, {}), (ProfileState.PREFILLED, {"organization": True})],
)
def test_the_database_holds_what_a_state_means(state, values):
    kept = profile(campaign())
    if values:
        values = {"organization": organization()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.filter(pk=kept.pk).update(state=state, **values)


def test_organizations_of_a_name_like_it_are_shown_beside_it(client):
    organization("killa-danzas")
    organization("teatro")
    client.force_login(secretary())
    page = client.get(profile(campaign()).get_absolute_url()).content.decode()
    assert "/organizaciones/killa-danzas/" in page
    assert "/organizaciones/teatro/" not in page


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Danza Kila", ["killa"]),
        ("ASOCIACIÓN WAYTAY", ["waytay"]),
        ("Asociación Cultural", []),
        ("Teatro Dos", []),
        ("¿¡!?", []),
        ("Red Muralistas Cusco", ["muro"]),
    ],
)
def test_likely_names_are_found_whatever_half_of_all_are_called(name, found):
    known = {
        "killa": "Killa Danza",
        "waytay": "Centro Cultural Waytay",
        "uno": "Teatro Uno",
        "muro": "Red de Muralistas del Cusco",
    }
    assert Names(known).like(name) == found


def test_contacts_nobody_answers_for_are_forgotten_after_ninety_days(capsys):
    found = campaign()
    old, new = profile(found), profile(found, "Waytay", Contact("", "w@ejemplo.pe"))
    invitation = services.invite_to_claim(old, by=BY)
    for days, left in ((89, 2), (90, 1)):
        ProfileContact.objects.filter(profile=old).update(written_at=timezone.now() - timedelta(days=days, seconds=1))
        call_command("tick")
        call_command("tick")
        assert ProfileContact.objects.count() == left
    invitation.refresh_from_db()

    assert invitation.withdrawn_at
    assert actions(old) == [
        "alliance.profile_prefilled",
        "alliance.profile_link_sent",
        "alliance.profile_contact_forgotten",
    ]
    assert actions(new) == ["alliance.profile_prefilled"]
    old.refresh_from_db()
    assert old.name == "Killa Danza"
    assert "Contactos de perfiles, olvidados: 1." in capsys.readouterr().out
    with pytest.raises(NotAllowedError):
        services.forget_profile_contacts(by=facilitator())


def test_who_is_erased_is_no_contact_any_more_and_who_asks_gets_what_is_held():
    ines = stranger("Inés")
    kept = profile(campaign(), contact=Contact("Inés", ines.email))
    (held,) = personal.held_about(ines)["perfiles_de_campanas"]
    assert (held["como"], held["correo"], held["perfil"]) == ("contacto", ines.email, "Killa Danza")

    erase_account(ines, password="una clave larga", by=ines)

    assert not ProfileContact.objects.exists()
    assert actions(kept)[-1] == "alliance.profile_contact_forgotten"


def test_profiles_with_somebody_to_write_to_wait_for_who_holds_the_campaign():
    mine = group()
    quispe, ana = coordinator_of(mine), secretary()
    kept = profile(campaign(mine))
    profile(campaign(slug="de-todos", code="XXXXXX", name="De todos"))

    def names(user):
        return [row.name for heap in waiting.waiting_for(user) for row in heap.rows if row.kind == "alliance.profiles"]

    assert (names(quispe), names(ana), names(facilitator())) == (["Quiénes hacen cultura"], ["De todos"], [])
    services.invite_to_claim(kept, by=quispe)
    assert names(quispe) == []


def test_what_was_typed_before_the_session_ended_is_found_again(client):
    address = campaign().get_absolute_url() + "perfiles/nuevo/"
    client.post(address, wanted())
    client.force_login(facilitator())
    assert "Danzan desde 2015." in client.get(address).content.decode()
