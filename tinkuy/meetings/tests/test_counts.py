import pytest

from tinkuy.alliance.models import Organization
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import facilitator, stranger
from tinkuy.meetings import queries, services
from tinkuy.meetings.datasets import COUNTS
from tinkuy.meetings.tests.comers import comer, gathering

pytestmark = pytest.mark.django_db


def came(row, people, **counted):
    services.add_arrival(row, uuid7(), people=people, by=facilitator(), **counted)


def parts(found, key):
    return [(part.label, part.people) for each in found.breakdowns if each.key == key for part in each.parts or []]


def busy_meeting(days=-1):
    row = gathering(days=days)
    for people, gender in ((30, "WOMAN"), (20, "MAN"), (2, "NON_BINARY")):
        came(row, people, gender=gender, age_band="FROM_18")
    return row


def test_counts_add_up_who_was_received_and_the_lines_typed_in():
    row = gathering()
    yawar = Organization.objects.create(slug="yawar", name="Yawar")
    services.check_in(comer(row, organization=yawar, gender="WOMAN"), by=facilitator())
    comer(row, organization=yawar)  # who did not come is not counted
    came(row, 4, organization=yawar)
    came(row, 6, gender="MAN")
    found = queries.attended(row, for_organizers=True)
    assert found.people == 11
    assert parts(found, "organizacion") == [("Yawar", 5), ("otra, ninguna o sin decir", 6)]
    assert parts(found, "genero") == [("mujer", 1), ("hombre", 6), ("sin decir", 4)]


def test_public_counts_hide_the_small_and_what_would_tell_them():
    found = queries.attended(busy_meeting())
    assert found.people == 52
    assert parts(found, "genero") == [("mujer", 30), ("hombre", None), ("no binario", None)]
    assert parts(found, "edad") == [("18 a 29 años", 52)]


def test_nothing_is_counted_in_public_before_the_meeting_is_over():
    row = busy_meeting(days=1)
    assert queries.attended(row) is None
    assert queries.attended(row, for_organizers=True).people == 52


def test_few_people_are_not_counted_in_public(client):
    row = gathering(days=-1)
    came(row, 4, gender="WOMAN")
    page = client.get(row.get_absolute_url()).content.decode()
    assert "menos de 5 personas" in page
    assert "mujer" not in page


def test_page_says_why_a_number_is_not_published_and_organizers_see_all(client):
    row = busy_meeting()
    page = client.get(row.get_absolute_url()).content.decode()
    for words in ("52 personas", '<td class="number">30</td>', "menos de 5", "no se publica"):
        assert words in page
    assert '<td class="number">20</td>' not in page
    assert '<td class="number">2</td>' not in page
    client.force_login(stranger())
    assert '<td class="number">2</td>' not in client.get(row.get_absolute_url()).content.decode()
    client.force_login(facilitator())
    assert '<td class="number">2</td>' in client.get(row.get_absolute_url()).content.decode()


def test_table_of_counts_leaves_the_house_as_the_page_shows_it(django_assert_num_queries):
    slugs = [busy_meeting().slug for _each in range(2)]
    busy_meeting(days=1)
    with django_assert_num_queries(1):
        rows = list(COUNTS.rows(COUNTS.queryset(None)))
    assert {row[0] for row in rows} == set(slugs)
    by_gender = [row[3:7] for row in rows if row[0] == slugs[0] and row[2] == "genero"]
    assert by_gender == [["mujer", 30, "no", "no"], ["hombre", "", "no", "sí"], ["no binario", "", "sí", "no"]]
    assert COUNTS.queryset(None).count() == len(rows)
