import pytest
from django.urls import reverse

from tinkuy.alliance import services
from tinkuy.alliance.models import Body, BodyMember, Coordination, MemberList, Membership, Person, Seat, WorkingGroup
from tinkuy.alliance.tests.ground import coordinator_of, days_ago, delegate_of, group, organization
from tinkuy.core import history
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import secretary, stranger

pytestmark = pytest.mark.django_db
LOADER = Operator("load-history")


def send(client, page, /, *arguments, **sent):
    return client.post(reverse(f"alliance:{page}", args=arguments), sent)


def signed_in(client, user=None):
    client.force_login(user or secretary())
    return client


def pages_for_the_secretariat():
    mesa, teatro = group(), organization()
    seat = services.record_seat(Person.objects.create(name="Flor"), teatro, since_on=days_ago(9), by=LOADER)
    coordination = services.record_coordination(seat.person, mesa, since_on=days_ago(9), by=LOADER)
    body = services.record_body(None, by=LOADER, name="Comité")
    member = services.record_body_member(body, seat.person, by=LOADER)
    return {
        "new-group": [],
        "edit-group": [mesa.slug],
        "new-coordination": [mesa.slug],
        "edit-coordination": [mesa.slug, coordination.pk],
        "edit-organization": [teatro.slug],
        "new-seat": [teatro.slug],
        "edit-seat": [teatro.slug, seat.pk],
        "new-body": [],
        "edit-body": [body.slug],
        "new-body-member": [body.slug],
        "edit-body-member": [body.slug, member.pk],
        "persons": [],
        "edit-person": [seat.person.pk],
    }


def test_pages_of_the_secretariat_open_for_it_and_for_nobody_else(client):
    addresses = [reverse(f"alliance:{name}", args=given) for name, given in pages_for_the_secretariat().items()]
    assert {client.get(address).status_code for address in addresses} == {302}
    mesa = WorkingGroup.objects.get()
    for user in (stranger(), coordinator_of(mesa), delegate_of(organization("danza"))):
        signed_in(client, user)
        assert {client.get(address).status_code for address in addresses} == {403}
    signed_in(client)
    assert {client.get(address).status_code for address in addresses} == {200}


def test_members_of_a_group_are_kept_by_who_coordinates_it(client):
    mesa, teatro = group(), organization()
    signed_in(client, coordinator_of(mesa))
    page = client.get(mesa.get_absolute_url()).content.decode()
    assert reverse("alliance:new-membership", args=[mesa.slug]) in page
    assert reverse("alliance:new-coordination", args=[mesa.slug]) not in page
    assert send(client, "new-membership", mesa.slug, organization=teatro.pk, since_on="2018").status_code == 302
    row = Membership.objects.get()
    assert send(client, "edit-membership", mesa.slug, row.pk, since_on="2018", until_on="2020").status_code == 302
    assert Membership.objects.get().until_on == "2020"
    other = group("mt-lima")
    assert send(client, "new-membership", other.slug, organization=teatro.pk).status_code == 403
    assert client.get(reverse("alliance:edit-membership", args=[other.slug, row.pk])).status_code == 403
    assert reverse("alliance:new-membership", args=[other.slug]) not in client.get(other.get_absolute_url()).content.decode()


def test_a_membership_of_another_group_is_not_found_under_this_one(client):
    row = services.record_membership(organization(), group(), by=LOADER)
    assert signed_in(client).get(reverse("alliance:edit-membership", args=[group("mt-lima").slug, row.pk])).status_code == 404


def test_what_a_membership_form_refuses_stands_beside_its_field_and_nothing_is_lost(client):
    mesa, teatro = group(), organization()
    signed_in(client)
    answer = send(
        client, "new-membership", mesa.slug, organization=teatro.pk, since_on="2019", until_on="2018", source_title="Nota"
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Escribe también la dirección de esa página" in page
    sent = {"organization": teatro.pk, "since_on": "2019", "until_on": "2018"}
    page = send(client, "new-membership", mesa.slug, **sent).content.decode()
    assert 'id="id_until_on_error"><p>Termina antes de empezar' in page
    assert 'value="2019"' in page
    assert not Membership.objects.exists()


def test_a_membership_without_dates_says_that_it_is_known_with_dates(client):
    mesa, teatro = group(), organization()
    services.record_membership(teatro, mesa, since_on="2018", until_on="2019", by=LOADER)
    answer = send(signed_in(client), "new-membership", mesa.slug, organization=teatro.pk)
    assert "Ya está en esta mesa, con sus fechas" in answer.content.decode()
    assert Membership.objects.count() == 1


def test_a_dated_list_twice_is_one_and_another_of_its_date_is_refused(client):
    mesa, one, two = group(), organization(), organization("danza")
    signed_in(client)
    sent = {"as_of": "2019", "organizations": [one.pk], "source_url": "https://ejemplo.pe/lista", "source_title": "Lista"}
    assert [send(client, "new-member-list", mesa.slug, **sent).status_code for _time in range(2)] == [302, 302]
    answer = send(client, "new-member-list", mesa.slug, as_of="2019", organizations=[two.pk])
    assert "Ya hay otra lista de esta fecha" in answer.content.decode()
    row = MemberList.objects.get()
    assert (row.confidence, str(row.sources.get())) == ("STATED", "Lista")
    assert send(client, "edit-member-list", mesa.slug, row.pk, as_of="2019", organizations=[two.pk]).status_code == 302
    assert list(MemberList.objects.get().organizations.all()) == [two]
    assert row.sources.exists()


def test_a_coordinator_is_added_and_ended(client):
    mesa = group()
    signed_in(client)
    sent = {"person_id": uuid7(), "name": "Rosa Mamani", "since_on": days_ago(20)}
    assert [send(client, "new-coordination", mesa.slug, **sent).status_code for _time in range(2)] == [302, 302]
    row = Coordination.objects.get()
    sent = {"since_on": days_ago(20), "until_on": days_ago(1)}
    assert send(client, "edit-coordination", mesa.slug, row.pk, **sent).status_code == 302
    page = client.get(mesa.get_absolute_url()).content.decode()
    assert "No hay nadie registrado que la coordine hoy" in page
    assert page.index("Antes") < page.index("Rosa Mamani")


def test_a_group_is_recorded_once_and_one_that_had_no_name_gets_it_and_keeps_its_address(client):
    signed_in(client)
    sent = {"id": uuid7(), "name": "Mesa de Danza", "kind": "THEMATIC"}
    assert [send(client, "new-group", **sent).status_code for _time in range(2)] == [302, 302]
    assert WorkingGroup.objects.get().slug == "mesa-de-danza"
    unnamed = services.record_working_group(None, by=LOADER, slug="mt-9")
    assert send(client, "edit-group", "mt-9", id=unnamed.pk, kind="TERRITORIAL").status_code == 302
    assert send(client, "edit-group", "mt-9", id=unnamed.pk, name="Mesa de Tacna").status_code == 302
    assert WorkingGroup.objects.get(slug="mt-9").name == "Mesa de Tacna"
    assert send(client, "edit-group", "mt-9", id=unnamed.pk, name="").status_code == 422


def test_a_seat_is_given_and_ended_and_the_account_is_never_shown(client):
    teatro, luis = organization(), stranger("Luis")
    signed_in(client)
    sent = {"person_id": uuid7(), "name": "Luis Rojas", "email": luis.email, "role": "director", "since_on": days_ago(20)}
    assert [send(client, "new-seat", teatro.slug, **sent).status_code for _time in range(2)] == [302, 302]
    row = Seat.objects.get()
    page = client.get(teatro.get_absolute_url()).content.decode()
    assert "Luis Rojas</strong>, director" in page
    assert luis.email not in page
    sent = {"since_on": days_ago(20), "until_on": days_ago(1), "role": "director"}
    assert send(client, "edit-seat", teatro.slug, row.pk, **sent).status_code == 302
    assert "No hay nadie registrado que hable por ella hoy" in client.get(teatro.get_absolute_url()).content.decode()
    assert [entry.action for entry in history.of(row)] == ["alliance.seat_recorded", "alliance.seat_changed"]


def test_a_seat_that_is_refused_says_so_beside_the_field_and_keeps_what_was_typed(client):
    teatro = organization()
    delegate_of(teatro)
    sent = {"person_id": uuid7(), "name": "Otra Persona", "since_on": days_ago(2)}
    answer = send(signed_in(client), "new-seat", teatro.slug, **sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_since_on_error"><p>Flor ya habla por esta organización' in page
    assert 'value="Otra Persona"' in page
    assert not Person.objects.filter(name="Otra Persona").exists()


def test_choosing_a_person_and_writing_another_name_is_refused(client):
    flor = Person.objects.create(name="Flor")
    sent = {"person": flor.pk, "name": "Rosa", "person_id": uuid7(), "since_on": days_ago(2)}
    page = send(signed_in(client), "new-seat", organization().slug, **sent).content.decode()
    assert "no ambas cosas" in page
    assert not Seat.objects.exists()


def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in(client):
    teatro = organization()
    sent = {"person_id": uuid7(), "name": "Luis Rojas", "role": "director", "since_on": "2020-01-02"}
    assert send(client, "new-seat", teatro.slug, **sent).status_code == 302
    page = signed_in(client).get(reverse("alliance:new-seat", args=[teatro.slug])).content.decode()
    assert all(f'value="{typed}"' in page for typed in ("Luis Rojas", "director", "2020-01-02", sent["person_id"]))


def test_a_body_and_who_is_in_it(client):
    signed_in(client)
    sent = {"id": uuid7(), "name": "Comité organizador"}
    assert [send(client, "new-body", **sent).status_code for _time in range(2)] == [302, 302]
    sent = {"person_id": uuid7(), "name": "Rosa", "role": "tesorera", "as_of": "2019"}
    assert [send(client, "new-body-member", "comite-organizador", **sent).status_code for _time in range(2)] == [302, 302]
    row = BodyMember.objects.get()
    assert send(client, "edit-body-member", "comite-organizador", row.pk, role="coordinadora", as_of="2019-05").status_code == 302
    page = client.get(Body.objects.get().get_absolute_url()).content.decode()
    assert "Rosa" in page
    assert "Coordinadora" in page
    assert "Mayo de 2019" in page
    sent = {"id": Body.objects.get().pk, "name": "Comité"}
    assert send(client, "edit-body", "comite-organizador", **sent).status_code == 302
    assert (Body.objects.get().name, Body.objects.get().slug) == ("Comité", "comite-organizador")


def test_a_person_gets_the_name_right_and_an_account(client):
    luis = stranger("Luis")
    flor = Person.objects.create(name="Flro")
    signed_in(client)
    assert send(client, "edit-person", flor.pk, name="Flor", email="nadie@ejemplo.pe").status_code == 422
    assert send(client, "edit-person", flor.pk, name="Flor", email=luis.email).status_code == 302
    assert f'value="{luis.email}"' in client.get(reverse("alliance:edit-person", args=[flor.pk])).content.decode()
    assert luis.email not in client.get(reverse("alliance:persons")).content.decode()
    flor.refresh_from_db()
    assert (flor.name, flor.user) == ("Flor", luis)
