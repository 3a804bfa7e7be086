from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tinkuy.alliance import queries, services
from tinkuy.alliance.models import Body, Organization, Person, WorkingGroup
from tinkuy.alliance.tests.ground import actions, days_ago, delegate_of, organization
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.models import Source
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import secretary, stranger
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.models import Theme

pytestmark = pytest.mark.django_db
LOADER = Operator("load-history")


def cusco():
    group = services.record_working_group(None, by=LOADER, slug="mt-cusco", name="Mesa de Cusco", kind="TERRITORIAL")
    rows = [services.record_organization(None, by=LOADER, name=name) for name in ("Art Restauro", "Mosoq Yawar", "Ruwashayku")]
    source = Source.objects.create(url="https://ejemplo.pe/cusco", title="Nota de Cusco")
    services.record_member_list(group, "2018-06-27", rows[:2], by=LOADER, sources=[source], confidence="STATED")
    services.record_member_list(group, "2019-06", [rows[0], rows[2]], by=LOADER)
    services.record_membership(rows[0], group, by=LOADER, sources=[source], confidence="INFERRED")
    return group


def many(count):
    group = WorkingGroup.objects.create(slug=f"mesa-{count}", name=f"Mesa {count}")
    source = Source.objects.create(url=f"https://ejemplo.pe/{count}")
    for number in range(count):
        row = services.record_organization(None, by=LOADER, sources=[source], name=f"Colectivo {count} {number}")
        services.record_membership(row, group, by=LOADER, sources=[source])
        services.record_member_list(group, f"20{number + 10}", [row], by=LOADER, sources=[source])
        person = services.record_person(None, by=LOADER, name=f"Persona {count} {number}")
        services.record_seat(person, row, since_on=date(2020, 1, 1), by=LOADER)
        services.record_coordination(person, group, since_on=date(2020, 1, 1), by=LOADER)
        body = services.record_body(None, by=LOADER, name=f"Comité {count} {number}")
        services.record_body_member(body, person, by=LOADER, sources=[source])
        services.record_working_group(None, by=LOADER, sources=[source], slug=f"sin-nombre-{count}-{number}")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries_wanted"),
    [("alliance:groups", 3), ("alliance:organizations", 7), ("alliance:organizations-csv", 2), ("alliance:bodies", 2)],
)
def test_lists_take_the_same_queries_whatever_the_number_of_rows(client, django_assert_num_queries, name, queries_wanted, count):
    many(count)
    with django_assert_num_queries(queries_wanted):
        answer = client.get(reverse(name))
        b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_one_group_takes_the_same_queries_whatever_it_holds(client, django_assert_num_queries, count):
    many(count)
    with django_assert_num_queries(13):
        client.get(reverse("alliance:group", args=[f"mesa-{count}"]))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_body_and_of_persons_take_the_same_queries_whatever_they_hold(client, django_assert_num_queries, count):
    many(count)
    body = Body.objects.first()
    for person in Person.objects.all():
        services.record_body_member(body, person, as_of="2019", by=LOADER, sources=Source.objects.all())
    with django_assert_num_queries(5):
        client.get(body.get_absolute_url())
    client.force_login(secretary())
    with django_assert_num_queries(7):
        client.get(reverse("alliance:persons"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_one_organization_takes_the_same_queries_whatever_it_holds(client, django_assert_num_queries, count):
    many(3)
    row = Organization.objects.first()
    for number in range(count):
        person = services.record_person(None, by=LOADER, name=f"Suplente {number}")
        services.record_seat(person, row, since_on=date(2021, 1, 1), is_substitute=True, by=LOADER)
        services.record_membership(row, WorkingGroup.objects.create(slug=f"otra-{number}"), since_on="2018", by=LOADER)
    with django_assert_num_queries(12):
        client.get(row.get_absolute_url())


def test_organizations_are_found_by_name_or_acronym_without_accents_or_capitals(client):
    services.record_organization(None, by=LOADER, name="Asociación Ñusta Teatro", acronym="ANT")
    services.record_organization(None, by=LOADER, name="Danzas de Puno")
    for asked, is_found in {"ASOCIACION teatro": 1, "teatro asoc": 1, "ant": 1, "ñusta": 1, "nusta": 0, "puno teatro": 0}.items():
        page = client.get(reverse("alliance:organizations"), {"nombre": asked}).content.decode()
        assert ("Asociación Ñusta Teatro" in page) == bool(is_found), asked
    lines = b"".join(client.get(reverse("alliance:organizations-csv"), {"nombre": "danzas"})).decode().splitlines()
    assert len(lines) == 2


def test_organizations_are_found_by_the_theme_of_their_meetings_and_groups(client):
    theme = Theme.objects.create(slug="memoria", name="Memoria")
    convener, member, _other = (services.record_organization(None, by=LOADER, name=name) for name in ("Killa", "Inti", "Wayra"))
    meeting = Meeting.objects.create(slug="uno", kind="TALK")
    meeting.themes.add(theme)
    meeting.convening_organizations.add(convener)
    group = WorkingGroup.objects.create(slug="memoria", name="Memoria", theme=theme)
    services.record_membership(member, group, since_on="2018", by=LOADER)

    page = client.get(reverse("alliance:organizations"), {"tema": "memoria"}).context["page"]

    assert {row.name for row in page} == {"Killa", "Inti"}
    lines = b"".join(client.get(reverse("alliance:organizations-csv"), {"tema": "memoria"})).decode().splitlines()
    assert len(lines) == 3


def test_the_three_lists_lead_to_each_other(client):
    names = ("alliance:groups", "alliance:organizations", "alliance:bodies")
    for name in names:
        page = client.get(reverse(name)).content.decode()
        assert all(f'href="{reverse(other)}"' in page for other in names)


def test_organization_shows_who_speaks_for_it_today_and_who_did(client):
    row, today = services.record_organization(None, by=LOADER, name="Killa"), timezone.localdate()
    for name, since, until in (("Inés", date(2018, 1, 1), date(2019, 12, 31)), ("Rosa", date(2020, 1, 1), today)):
        person = services.record_person(None, by=LOADER, name=name)
        services.record_seat(person, row, since_on=since, until_on=until, by=LOADER)
    page = client.get(row.get_absolute_url()).content.decode()
    assert page.index("Rosa") < page.index("Antes") < page.index("Inés")
    assert "del 1 de enero de 2018 al 31 de diciembre de 2019" in page
    assert "delegaciones" not in page


def test_a_person_without_a_public_function_is_on_no_page(client):
    cusco()
    services.record_body(None, by=LOADER, name="Comité")
    services.record_person(None, by=LOADER, name="Nadie Todavía")
    rows = [*Organization.objects.all(), *WorkingGroup.objects.all(), *Body.objects.all()]
    for address in [reverse("alliance:bodies"), *(row.get_absolute_url() for row in rows)]:
        assert "Nadie Todavía" not in client.get(address).content.decode()


def test_group_shows_its_dated_lists_side_by_side_with_their_sources(client):
    page = client.get(cusco().get_absolute_url()).content.decode()
    assert "27 de junio de 2018" in page
    assert "junio de 2019" in page
    assert "Nota de Cusco" in page
    assert page.count(">está en todas</td>") == 1
    assert page.count("<strong>no está en todas</strong>") == 2


def test_side_by_side_marks_in_which_list_each_one_is():
    listed = queries.side_by_side(queries.member_lists_of(cusco()))
    assert [(row.organization.name, row.is_in) for row in listed] == [
        ("Art Restauro", (True, True)),
        ("Mosoq Yawar", (True, False)),
        ("Ruwashayku", (False, True)),
    ]


def test_groups_keeps_the_place_of_those_without_a_name(client):
    source = Source.objects.create(url="https://ejemplo.pe/nueve", title="Nueve mesas")
    services.record_working_group(None, by=LOADER, sources=[source], slug="mesa-6")
    page = client.get(reverse("alliance:groups")).content.decode()
    assert "por completar (mesa-6)" in page
    assert "Nueve mesas" in page


def test_organization_says_what_it_does_not_know_and_never_asks_for_legal_personality(client):
    cusco()
    page = client.get(reverse("alliance:organization", args=["art-restauro"])).content.decode()
    assert "por completar" in page
    assert "no se pide" in page
    assert "Mesa de Cusco" in page


def test_organizations_are_narrowed_to_a_group_and_downloaded_so(client):
    cusco()
    services.record_organization(None, by=LOADER, name="De otra parte")
    answer = client.get(reverse("alliance:organizations-csv"), {"mesa": "mt-cusco"})
    lines = b"".join(answer).decode().splitlines()
    assert len(lines) == 4
    answer = client.get(reverse("alliance:organizations-xlsx"))
    assert answer.getvalue().startswith(b"PK")
    answer.close()


def test_sample_organization_wears_its_label(client):
    row = services.record_organization(None, by=LOADER, name="Inventada", is_sample=True)
    for address in (reverse("alliance:organizations"), row.get_absolute_url()):
        assert 'class="sample"' in client.get(address).content.decode()


def test_new_organization_sent_twice_makes_one(client):
    client.force_login(secretary())
    address = reverse("alliance:new-organization")
    sent = {"id": "0192f0c1-0000-7000-8000-000000000001", "name": "Killa", "standing": "MEMBER"}
    assert [client.post(address, sent).status_code for _time in range(2)] == [302, 302]
    assert Organization.objects.get().slug == "killa"


def test_edit_organization_says_beside_the_field_what_is_wrong(client):
    client.force_login(secretary())
    row = services.record_organization(None, by=LOADER, name="Killa")
    address = reverse("alliance:edit-organization", args=[row.slug])
    assert 'value="Killa"' in client.get(address).content.decode()
    sent = {"id": row.pk, "name": "Killa", "standing": "MEMBER", "founded_on": "ayer"}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "ayer no es una fecha" in answer.content.decode()
    assert client.post(address, {**sent, "founded_on": "2017"}).status_code == 302


def test_only_the_secretariat_sees_and_opens_the_form(client):
    address = reverse("alliance:new-organization")
    assert client.get(address).status_code == 302
    client.force_login(stranger())
    assert client.get(address).status_code == 403
    assert address not in client.get(reverse("alliance:organizations")).content.decode()
    client.force_login(secretary())
    assert address in client.get(reverse("alliance:organizations")).content.decode()


def test_who_speaks_for_an_organization_writes_its_page_but_not_its_standing(client):
    found = organization()
    flor = delegate_of(found)
    client.force_login(flor)

    page = client.get("/organizaciones/teatro/editar/").content.decode()
    assert "/organizaciones/teatro/editar/" in client.get("/organizaciones/teatro/").content.decode()
    assert 'name="standing"' not in page
    sent = {"name": "Teatro del Río", "description": "En la calle desde 1999.", "standing": "MEMBER"}
    assert client.post("/organizaciones/teatro/editar/", sent).status_code == 302

    found.refresh_from_db()
    assert (found.name, found.standing) == ("Teatro del Río", "NOT_STATED")
    assert actions(found) == ["alliance.organization_changed"]
    with pytest.raises(NotAllowedError):
        services.describe_organization(found, standing="MEMBER", by=flor)


def test_who_spoke_until_yesterday_or_for_another_writes_nothing(client):
    found, other = organization(), organization("danza")
    for user in (delegate_of(found, until_on=days_ago(1)), delegate_of(other)):
        client.force_login(user)
        assert client.get("/organizaciones/teatro/editar/").status_code == 403
        with pytest.raises(NotAllowedError):
            services.describe_organization(found, description="Otra cosa", by=user)
