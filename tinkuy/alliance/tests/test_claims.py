"""The organization answers: the letter, its link, what claiming makes, and what declining takes away."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tinkuy.alliance import services
from tinkuy.alliance.enums import CampaignState, ProfileState, Standing
from tinkuy.alliance.models import Applicant, Application, Membership, Organization, Profile, ProfileContact, ProfileInvitation
from tinkuy.alliance.services import Contact
from tinkuy.alliance.tests.ground import actions, coordinator_of, group, organization
from tinkuy.alliance.tests.letters import link_in, sent, token_in
from tinkuy.alliance.tests.mapping import campaign, profile
from tinkuy.core import history
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.models import HistoryEntry, Mail
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import facilitator, secretary, stranger

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")
BY = Operator("test")


def asked(kept):
    """The letter that asks to claim it."""
    services.invite_to_claim(kept, by=BY)
    return sent()[-1]


def said(**values):
    return {"name": "Killa Danza y Teatro", "description": "Danzamos y actuamos desde 2014.", "kind": "colectivo", **values}


def test_an_organization_reads_corrects_and_claims_what_others_wrote(client):
    kept = profile(campaign())
    letter = asked(kept)
    assert letter.to == ["ines@ejemplo.pe"]
    assert "Hola, Inés:" in letter.body
    page = client.get(link_in(letter))
    assert "Danzan desde 2015." in page.content.decode()
    assert "no-store" in page["Cache-Control"]

    answer = client.post(link_in(letter), said())

    found = Organization.objects.get()
    assert answer.url == found.get_absolute_url()
    assert (found.name, found.description, found.standing) == (
        *("Killa Danza y Teatro", "Danzamos y actuamos desde 2014."),
        Standing.NOT_STATED,
    )
    kept.refresh_from_db()
    assert (kept.state, kept.organization, kept.name) == (ProfileState.CLAIMED, found, "Killa Danza y Teatro")
    assert actions(kept) == ["alliance.profile_prefilled", "alliance.profile_link_sent", "alliance.profile_claimed"]
    assert actions(found) == ["alliance.organization_recorded", "alliance.organization_claimed"]
    assert history.of(found).last().details == {"campaign": str(kept.campaign_id), "joined": False}
    assert not ProfileContact.objects.exists()
    assert not Application.objects.exists()
    assert set(Mail.objects.values_list("address", flat=True)) == {""}
    client.logout()
    assert "Killa Danza y Teatro" in client.get("/organizaciones/").content.decode()


def test_of_the_link_only_a_digest_is_kept():
    token = token_in(asked(profile(campaign())))
    kept = [*ProfileInvitation.objects.values_list(), *Mail.objects.values_list(), *HistoryEntry.objects.values_list()]
    assert token not in str(kept)


def test_a_link_used_twice_says_so_and_changes_nothing(client):
    letter = asked(profile(campaign()))
    client.post(link_in(letter), said())
    again = client.post(link_in(letter), said(name="Otra"))
    assert again.status_code == 410
    assert "ya fue reclamado" in again.content.decode()
    assert client.post(link_in(letter) + "rechazar/").status_code == 410
    assert Organization.objects.get().name == "Killa Danza y Teatro"


def test_a_link_after_its_days_says_so_and_still_declines(client):
    letter = asked(profile(campaign()))
    ProfileInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for answer in (client.get(link_in(letter)), client.post(link_in(letter), said())):
        assert answer.status_code == 410
        assert "Pide otro" in answer.content.decode()
    assert not Organization.objects.exists()
    assert client.post(link_in(letter) + "rechazar/").status_code == 200
    assert Profile.objects.get().state == ProfileState.DECLINED


def test_a_link_is_for_one_address(client):
    letter, other = asked(profile(campaign())), stranger()
    client.force_login(other)
    for answer in (
        client.get(link_in(letter)),
        client.post(link_in(letter), said()),
        client.post(link_in(letter) + "rechazar/"),
    ):
        assert answer.status_code == 410
        assert other.email in answer.content.decode()
    assert Profile.objects.get().state == ProfileState.PREFILLED


def test_a_corrected_address_makes_the_link_to_the_one_before_open_nothing(client):
    kept = profile(campaign())
    letter = asked(kept)
    services.change_profile(kept, contact=Contact("Rosa", "rosa@ejemplo.pe"), by=BY, name=kept.name)
    assert client.get(link_in(letter)).status_code == 410
    newer = asked(kept)
    assert newer.to == ["rosa@ejemplo.pe"]
    assert client.get(link_in(newer)).status_code == 200


def test_a_letter_sent_twice_at_once_is_one_and_a_later_one_replaces_it(client):
    kept = profile(campaign())
    letter = asked(kept)
    services.invite_to_claim(kept, by=BY)
    assert sent() == []
    ProfileInvitation.objects.update(sent_at=timezone.now() - timedelta(hours=1))
    newer = asked(kept)
    assert client.get(link_in(letter)).status_code == 410
    assert client.get(link_in(newer)).status_code == 200
    assert actions(kept)[1:] == ["alliance.profile_link_sent", "alliance.profile_link_sent_again"]


def test_a_letter_that_nobody_wants_any_more_does_not_go_out():
    kept = profile(campaign())
    services.invite_to_claim(kept, by=BY)
    services.withdraw_profile(kept, by=BY)
    assert sent() == []


def test_only_who_holds_the_campaign_sends_the_letter():
    mine = group()
    luis = facilitator()
    kept = profile(campaign(mine), by=luis)
    for somebody in (luis, stranger(), coordinator_of(group("otra"))):
        with pytest.raises(NotAllowedError):
            services.invite_to_claim(kept, by=somebody)
    quispe = coordinator_of(mine)
    services.invite_to_claim(kept, by=quispe)
    assert ProfileInvitation.objects.get().invited_by == quispe


def test_letters_to_many_are_the_secretariats_to_send_and_go_once(client):
    mine = group()
    found = campaign(mine)
    for number in range(3):
        profile(found, f"Uno {number}", Contact("", f"u{number}@ejemplo.pe"))
    profile(found, "Sin correo", Contact())
    with pytest.raises(NotAllowedError):
        services.invite_all_to_claim(found, by=coordinator_of(mine))
    client.force_login(secretary())
    for _time in range(2):
        client.post(found.get_absolute_url() + "perfiles/escribir/")
    assert len(sent()) == 3


@pytest.mark.parametrize(("state", "contact"), [(CampaignState.DRAFT, "ines@ejemplo.pe"), (CampaignState.OPEN, "")])
def test_no_letter_goes_out_before_the_campaign_opened_or_without_an_address(client, state, contact):
    found = campaign()
    kept = profile(found, contact=Contact("", contact))
    type(found).objects.update(state=state)
    client.force_login(secretary())
    client.post(kept.get_absolute_url() + "escribir/")
    assert sent() == []
    assert actions(kept) == ["alliance.profile_prefilled"]


def test_declining_erases_all_that_was_written_and_nobody_writes_to_it_again(client):
    found = campaign()
    kept = profile(found, working_groups=[group()])
    letter = asked(kept)
    assert "rechazar" in letter.body
    assert client.get(link_in(letter) + "rechazar/").status_code == 200
    assert Profile.objects.get().state == ProfileState.PREFILLED

    assert "Se borró todo" in client.post(link_in(letter) + "rechazar/").content.decode()

    kept = Profile.objects.get()
    assert (kept.state, kept.name, kept.folded_name, kept.description, kept.kind) == (ProfileState.DECLINED, "", "", "", "")
    assert list(kept.working_groups.all()) == []
    assert not ProfileContact.objects.exists()
    assert actions(kept)[-1] == "alliance.profile_declined"
    everything = str([*Profile.objects.values(), *Mail.objects.values(), *HistoryEntry.objects.values("details")])
    for gone in ("Killa", "Danzan", "ines@", "Inés"):
        assert gone not in everything
    again = client.get(link_in(letter))
    assert again.status_code == 410
    assert "no es parte de esto" in again.content.decode()
    client.force_login(facilitator())
    told = {"id": str(kept.pk)[:-4] + "abcd", "name": "Killa", "email": "INES@ejemplo.pe"}
    refused = client.post(found.get_absolute_url() + "perfiles/nuevo/", told)
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["email"]


def test_claiming_may_join_one_that_is_here_whose_page_stays_as_it_is(client):
    here = organization("killa-danzas")
    kept = profile(campaign())
    letter = asked(kept)
    assert 'type="radio"' in client.get(link_in(letter)).content.decode()

    answer = client.post(link_in(letter), said(known=str(here.pk)))

    assert answer.url == here.get_absolute_url()
    here.refresh_from_db()
    assert (here.name, here.description, Organization.objects.count()) == ("Killa-Danzas", "", 1)
    assert history.of(here).get().details["joined"] is True
    assert history.of(kept).last().details["organization"] == str(here.pk)


def test_an_organization_that_is_not_like_it_cannot_be_chosen(client):
    organization("killa-danzas")
    other = organization("teatro")
    letter = asked(profile(campaign()))
    answer = client.post(link_in(letter), said(known=str(other.pk)))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["known"]


def test_a_name_that_is_here_is_not_written_down_twice(client):
    Organization.objects.create(slug="killa", name="Killa Danza y Teatro")
    letter = asked(profile(campaign()))
    answer = client.post(link_in(letter), said())
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["known"]
    assert Organization.objects.count() == 1
    assert client.get(link_in(letter)).status_code == 200


def test_for_each_group_an_application_goes_to_who_coordinates_it(client):
    mine = group()
    quispe = coordinator_of(mine)
    letter = asked(profile(campaign(mine)))
    wish = said(working_groups=[str(mine.pk)], writer_name="Inés")
    refused = client.post(link_in(letter), wish)
    assert list(refused.context["form"].errors) == ["consents"]
    assert not Organization.objects.exists()

    client.post(link_in(letter), {**wish, "consents": "on"})

    found, application = Organization.objects.get(), Application.objects.get()
    assert (application.organization, application.applicant.email) == (found, "ines@ejemplo.pe")
    assert actions(application) == ["alliance.application_written", "alliance.application_proven"]
    assert [letter.to for letter in sent()] == [[quispe.email]]
    client.force_login(quispe)
    assert "selected" in client.get(application.get_absolute_url() + "aceptar/").content.decode()
    client.post(application.get_absolute_url() + "aceptar/", {"known": str(found.pk), "reason": "Sí.", "invites": "on"})
    assert Membership.objects.get().organization == found
    assert Organization.objects.count() == 1
    assert Applicant.objects.count() == 1


def test_accepting_without_choosing_joins_the_one_that_claimed():
    mine = group()
    token = token_in(asked(profile(campaign(mine))))
    found = services.claim_profile(token, working_groups=[mine], writer_name="Inés", consents=True, **said())
    services.accept_application(Application.objects.get(), reason="Sí.", by=secretary())
    assert Membership.objects.get().organization == found


def test_a_claimed_organization_that_is_merged_keeps_its_profile():
    token = token_in(asked(profile(campaign())))
    found, other = services.claim_profile(token, **said()), organization()
    services.merge_organizations(found, into=other, reason="Es la misma.", by=secretary())
    assert Profile.objects.get().organization == other


def test_a_claimed_profile_is_neither_corrected_nor_taken_back_nor_asked_again():
    kept = profile(campaign())
    services.claim_profile(token_in(asked(kept)), **said())
    for verb, values in (
        (services.change_profile, {"contact": Contact(), "name": "x"}),
        (services.withdraw_profile, {}),
        (services.invite_to_claim, {}),
    ):
        with pytest.raises(ConflictError):
            verb(kept, by=secretary(), **values)


def test_what_a_made_up_campaign_finds_is_made_up():
    found = services.claim_profile(token_in(asked(profile(campaign(is_sample=True)))), **said())
    assert found.is_sample


def test_html_in_a_profile_is_only_text(client):
    kept = profile(campaign(), name="<script>alert(1)</script>", description="<b>x</b>")
    page = client.get(link_in(asked(kept))).content.decode()
    assert "<script>alert" not in page
    assert "<b>x" not in page
