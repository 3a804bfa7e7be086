import pytest
from django.urls import reverse

from tinkuy.alliance import queries, services
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.core.models import Source
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import secretary, stranger

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
        services.record_membership(row, group, by=LOADER)
        services.record_working_group(None, by=LOADER, sources=[source], slug=f"sin-nombre-{count}-{number}")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries_wanted"), [("alliance:groups", 2), ("alliance:organizations", 4), ("alliance:organizations-csv", 2)]
)
def test_lists_take_the_same_queries_whatever_the_number_of_rows(client, django_assert_num_queries, name, queries_wanted, count):
    many(count)
    with django_assert_num_queries(queries_wanted):
        answer = client.get(reverse(name))
        b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 200


def test_group_shows_its_dated_lists_side_by_side_with_their_sources(client):
    page = client.get(cusco().get_absolute_url()).content.decode()
    assert "27 de junio de 2018" in page
    assert "junio de 2019" in page
    assert "Nota de Cusco" in page
    assert page.count("<td>está en todas</td>") == 1
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
