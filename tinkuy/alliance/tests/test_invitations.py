"""Somebody is invited to speak for an organization: the letter, its link, and what the link refuses."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tinkuy.alliance import services
from tinkuy.alliance.models import Membership, Person, Seat, SeatInvitation
from tinkuy.alliance.rules import coordinates
from tinkuy.alliance.tests.ground import actions, coordinator_of, days_ago, delegate_of, group, organization
from tinkuy.alliance.tests.letters import link_in, sent, token_in
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.models import Mail, User
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")
PASSWORD = "cuatro palabras bien juntas"


def invite(of, **values):
    asked = {"name": "Flor Huamán", "email": "Flor@Ejemplo.pe", "since_on": timezone.localdate(), "by": values.pop("by", None)}
    return services.invite_delegate(of, **{**asked, "by": asked["by"] or secretary(), **values})


def letter_sent():
    return sent()[-1]


def test_who_is_invited_takes_the_seat_and_opens_an_account_with_one_link(client):
    teatro = organization()
    invitation = invite(teatro, role="presidenta")
    message = letter_sent()
    assert message.to == ["flor@ejemplo.pe"]
    assert "Hola, Flor Huamán:" in message.body
    page = client.get(link_in(message)).content.decode()
    assert "Teatro" in page
    assert 'type="password"' in page

    answer = client.post(link_in(message), {"password": PASSWORD})

    assert answer.url == reverse("account_login")
    seat, user = Seat.objects.get(), User.objects.get(email="flor@ejemplo.pe")
    assert (seat.person.name, seat.person.user, seat.role, seat.organization) == ("Flor Huamán", user, "presidenta", teatro)
    assert user.check_password(PASSWORD)
    assert actions(user) == ["core.user_opened", "core.password_set"]
    assert actions(invitation) == ["alliance.seat_invitation_sent", "alliance.seat_invitation_accepted"]
    assert actions(seat) == ["alliance.seat_recorded"]
    invitation.refresh_from_db()
    assert (invitation.email, invitation.seat) == ("", seat)
    assert Mail.objects.get().address == ""
    assert client.login(email="flor@ejemplo.pe", password=PASSWORD)


def test_of_the_link_only_a_digest_is_kept():
    invite(organization())
    token = token_in(letter_sent())
    kept = [*SeatInvitation.objects.values_list(), *Mail.objects.values_list()]
    assert token not in str(kept)
    assert len(SeatInvitation.objects.get().digest) == 64


def test_link_used_twice_says_so_and_changes_nothing(client):
    invite(organization())
    link = link_in(letter_sent())
    client.post(link, {"password": PASSWORD})
    answer = client.post(link, {"password": "otra clave muy distinta"})
    assert answer.status_code == 410
    assert "Esta invitación se usó el" in answer.content.decode()
    assert Seat.objects.count() == 1
    assert User.objects.get(email="flor@ejemplo.pe").check_password(PASSWORD)


def test_link_after_its_days_says_so_and_changes_nothing(client):
    invitation = invite(organization())
    link = link_in(letter_sent())
    SeatInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for answer in (client.get(link), client.post(link, {"password": PASSWORD})):
        assert answer.status_code == 410
        assert "Pide otra a quien te invitó" in answer.content.decode()
    assert not Seat.objects.exists()
    assert actions(invitation) == ["alliance.seat_invitation_sent"]


def test_link_opened_by_somebody_signed_in_with_another_address_changes_nothing(client):
    invite(organization())
    link, other = link_in(letter_sent()), stranger()
    client.force_login(other)
    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 410
        assert f"Entraste como {other.email}" in answer.content.decode()
    assert not Seat.objects.exists()
    assert SeatInvitation.objects.waiting().exists()


def test_who_is_signed_in_with_that_address_takes_the_seat_without_a_password(client):
    teatro, flor = organization(), stranger("Flor")
    invite(teatro, email=flor.email.upper())
    client.force_login(flor)
    answer = client.post(link_in(letter_sent()))
    assert answer.url == teatro.get_absolute_url()
    assert Seat.objects.get().person.user == flor


def test_account_with_a_password_keeps_it(client):
    flor = stranger("Flor")
    invite(organization(), email=flor.email)
    link = link_in(letter_sent())
    assert 'type="password"' not in client.get(link).content.decode()
    client.post(link, {"password": PASSWORD})
    flor.refresh_from_db()
    assert flor.check_password("una clave larga")
    assert Seat.objects.get().person.user == flor


def test_closed_account_takes_no_seat(client):
    flor = stranger("Flor")
    invite(organization(), email=flor.email)
    User.objects.filter(pk=flor.pk).update(is_active=False, password="!")
    with pytest.raises(ConflictError, match="cerrada"):
        services.accept_invitation(token_in(letter_sent()), password=PASSWORD)
    assert SeatInvitation.objects.waiting().exists()
    assert not Seat.objects.exists()


def test_weak_password_is_refused_beside_its_field_and_leaves_nothing(client):
    invite(organization())
    answer = client.post(link_in(letter_sent()), {"password": "corta"})
    assert answer.status_code == 422
    assert 'id="id_password_error"' in answer.content.decode()
    assert not User.objects.filter(email="flor@ejemplo.pe").exists()
    assert SeatInvitation.objects.waiting().exists()


def test_unknown_link_says_so(client):
    answer = client.get(reverse("alliance:accept-invitation", args=["nada"]))
    assert answer.status_code == 410
    assert "Este enlace no abre nada" in answer.content.decode()


def test_withdrawn_link_opens_nothing_and_its_letter_is_not_sent():
    ana = secretary()
    invitation = invite(organization(), by=ana)
    for _time in range(2):
        services.withdraw_invitation(invitation, by=ana)
    call_command("worker", batch=True, verbosity=0)
    assert outbox.outbox == []
    assert Mail.objects.get().address == ""
    assert actions(invitation) == ["alliance.seat_invitation_sent", "alliance.seat_invitation_withdrawn"]
    assert SeatInvitation.objects.get().email == ""


def test_withdrawn_after_its_letter_went_out_opens_nothing(client):
    invitation = invite(organization())
    link = link_in(letter_sent())
    services.withdraw_invitation(invitation, by=secretary())
    assert "fue retirada" in client.post(link, {"password": PASSWORD}).content.decode()
    assert not Seat.objects.exists()


def test_accepted_invitation_cannot_be_withdrawn():
    invitation = invite(organization())
    services.accept_invitation(token_in(letter_sent()), password=PASSWORD)
    with pytest.raises(services.LinkError, match="ya la aceptó"):
        services.withdraw_invitation(invitation, by=secretary())


def test_same_address_again_is_the_same_invitation():
    teatro, ana = organization(), secretary()
    first = invite(teatro, by=ana)
    assert invite(teatro, by=ana) == first
    assert invite(teatro, by=ana, role="directora") == first
    assert actions(first) == ["alliance.seat_invitation_sent", "alliance.seat_invitation_sent_again"]
    assert SeatInvitation.objects.get().role == "directora"


def test_invitation_sent_anew_replaces_the_older_link(client):
    teatro = organization()
    invite(teatro)
    old = link_in(letter_sent())
    SeatInvitation.objects.update(sent_at=days_ago_at(1), expires_at=timezone.now() + timedelta(days=3))
    invite(teatro)
    new = link_in(letter_sent())
    assert old != new
    assert client.get(old).status_code == 410
    assert client.get(new).status_code == 200


def days_ago_at(count):
    return timezone.now() - timedelta(days=count)


def test_seat_does_not_begin_before_the_day_on_which_it_is_taken():
    invite(organization(), since_on=days_ago(20))
    assert services.accept_invitation(token_in(letter_sent()), password=PASSWORD).since_on == timezone.localdate()


def test_invite_refuses_who_speaks_already_and_a_second_voice():
    teatro = organization()
    flor = delegate_of(teatro)
    for email in (flor.email, "otra@ejemplo.pe"):
        with pytest.raises(InvalidError, match=r"ya (tiene una delegación|habla)"):
            invite(teatro, email=email)
    assert invite(teatro, email="otra@ejemplo.pe", is_substitute=True)
    with pytest.raises(InvalidError, match="no es una dirección de correo"):
        invite(organization("danza"), email="otra")
    assert SeatInvitation.objects.count() == 1


def test_seat_that_somebody_took_meanwhile_is_refused_and_the_invitation_waits():
    teatro = organization()
    invite(teatro)
    token = token_in(letter_sent())
    delegate_of(teatro)
    with pytest.raises(services.LinkError, match="Flor ya habla por esta organización"):
        services.accept_invitation(token, password=PASSWORD)
    assert SeatInvitation.objects.waiting().get().email
    assert not User.objects.filter(email="flor@ejemplo.pe").exists()


def test_who_coordinates_a_group_invites_for_its_organizations_while_both_last():
    mine, other, teatro, danza = group(), group("mt-lima"), organization(), organization("danza")
    Membership.objects.create(organization=teatro, working_group=mine, since_on="2018")
    Membership.objects.create(organization=danza, working_group=mine, since_on="2018", until_on="2019")
    quispe, former, elsewhere = coordinator_of(mine), coordinator_of(mine, days_ago(1)), coordinator_of(other)
    invitation = invite(teatro, by=quispe)
    for of, by in ((danza, quispe), (teatro, former), (teatro, elsewhere), (teatro, facilitator()), (teatro, delegate_of(danza))):
        with pytest.raises(NotAllowedError):
            invite(of, by=by)
    with pytest.raises(NotAllowedError):
        services.withdraw_invitation(invitation, by=elsewhere)
    services.withdraw_invitation(invitation, by=quispe)


def test_a_name_alone_does_not_take_over_what_somebody_else_may_do():
    mine, other, teatro = group(), group("mt-lima"), organization()
    Membership.objects.create(organization=teatro, working_group=mine)
    rojas = Person.objects.create(name="Rojas")
    services.record_coordination(rojas, other, since_on=days_ago(9), by=secretary())
    invite(teatro, name="Rojas", by=coordinator_of(mine))
    seat = services.accept_invitation(token_in(letter_sent()), password=PASSWORD)
    assert seat.person != rojas
    assert not coordinates(seat.person.user, other)


def test_the_secretariat_means_the_person_whom_it_already_knows():
    rojas = Person.objects.create(name="Rosa Rojas")
    invite(organization(), name="rosa rojas")
    seat = services.accept_invitation(token_in(letter_sent()), password=PASSWORD)
    assert seat.person == rojas
    assert actions(rojas) == ["alliance.person_changed"]


def test_invitations_are_shown_to_who_may_invite_and_to_nobody_else(client):
    teatro = organization()
    invitation = invite(teatro)
    for user in (None, stranger(), delegate_of(organization("danza"))):
        if user:
            client.force_login(user)
        page = client.get(teatro.get_absolute_url()).content.decode()
        assert "flor@ejemplo.pe" not in page
        assert reverse("alliance:new-invitation", args=["teatro"]) not in page
    assert client.get(reverse("alliance:new-invitation", args=["teatro"])).status_code == 403
    client.force_login(secretary())
    page = client.get(teatro.get_absolute_url()).content.decode()
    assert "flor@ejemplo.pe" in page
    address = reverse("alliance:withdraw-invitation", args=["teatro", invitation.pk])
    assert address in page
    assert client.post(address).status_code == 302
    assert "flor@ejemplo.pe" not in client.get(teatro.get_absolute_url()).content.decode()


def test_invitation_is_sent_from_its_page(client):
    teatro = organization()
    client.force_login(secretary())
    address = reverse("alliance:new-invitation", args=["teatro"])
    assert client.get(address).status_code == 200
    sent = {"name": "Flor", "email": "flor@ejemplo", "since_on": timezone.localdate().isoformat()}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "no es una dirección de correo" in answer.content.decode()
    assert client.post(address, {**sent, "email": "flor@ejemplo.pe"}).url == teatro.get_absolute_url()
    assert letter_sent().to == ["flor@ejemplo.pe"]
