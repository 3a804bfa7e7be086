import pytest
from django.urls import reverse

from tinkuy.alliance.models import Organization
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import facilitator, stranger
from tinkuy.meetings import queries, services
from tinkuy.meetings.models import Registration
from tinkuy.meetings.tests.comers import comer, gathering

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"meetings:{name}", args=args)


def rows_sent(*rows, total=25):
    """What the page sends of these rows; the others stay empty."""
    sent = {"fila-TOTAL_FORMS": str(total), "fila-INITIAL_FORMS": "0"}
    for place in range(total):
        values = rows[place] if place < len(rows) else {}
        sent |= {f"fila-{place}-{name}": value for name, value in {"id": str(uuid7()), **values}.items()}
    return sent


def test_whole_sheet_is_typed_in_one_send_and_twice_counts_once(client):
    row = gathering()
    Organization.objects.create(slug="yawar", name="Yawar")
    comer(row, name="Tomás Ñaupari")
    client.force_login(facilitator())
    sent = rows_sent(
        {"name": "tomas  ñaupari"},
        {"organization": "yawar", "gender": "WOMAN"},
        {"name": "Killa", "may_be_named": "on"},
        {"people": "6", "age_band": "FROM_18"},
    )
    for _time in range(2):
        assert client.post(address("type-sheet", row.slug), sent).status_code == 302
    assert queries.present_count(row) == 9
    assert row.registrations.filter(origin="SHEET").count() == 3
    assert queries.names_of_who_came(row) == ["Killa"]


def test_problems_stand_beside_their_row_and_nothing_is_kept(client):
    row = gathering()
    client.force_login(facilitator())
    page = client.post(address("type-sheet", row.slug), rows_sent({"gender": "MAN"}, {}, {"name": "Killa"}, {"people": "-2"}))
    assert page.status_code == 422
    words = page.content.decode()
    assert "id_fila-3-people_error" in words
    assert "id_fila-2-may_be_named_error" not in words  # first what is typed wrong, then what may not be
    page = client.post(address("type-sheet", row.slug), rows_sent({"gender": "MAN"}, {}, {"name": "Killa"}))
    words = page.content.decode()
    assert "id_fila-2-may_be_named_error" in words
    assert 'value="Killa"' in words
    assert not Registration.objects.exists()


def test_type_sheet_says_who_had_been_received_before():
    row, luis = gathering(), facilitator()
    services.check_in(comer(row, name="Killa"), by=luis)
    done = services.type_sheet(row, [services.SheetRow(uuid7(), name="KILLA"), services.SheetRow(uuid7())], by=luis)
    assert (done.added, done.known) == (1, 1)


def test_two_registered_under_one_name_are_not_taken_for_each_other():
    row, luis = gathering(), facilitator()
    comer(row, name="Killa"), comer(row, name="Killa")
    with pytest.raises(services.PaperRefusedError) as refusal:
        services.type_sheet(row, [services.SheetRow(uuid7(), name="Killa")], by=luis)
    assert list(refusal.value.problems[0]) == ["may_be_named"]
    assert queries.present_count(row) == 0


def test_sheet_is_for_who_receives_people(client):
    row = gathering()
    with pytest.raises(NotAllowedError):
        services.type_sheet(row, [services.SheetRow(uuid7())], by=stranger())
    for name in ("sheet", "type-sheet"):
        assert client.get(address(name, row.slug)).status_code == 302
    client.force_login(stranger())
    for name in ("sheet", "type-sheet"):
        assert client.get(address(name, row.slug)).status_code == 403


@pytest.mark.parametrize(
    ("asked", "rows"), [("", 25), ("?filas=50", 50), ("?filas=9999", 100), ("?filas=x", 25), ("?filas=0", 1)]
)
def test_sheet_to_print_has_its_numbered_rows_and_the_qr(client, asked, rows):
    client.force_login(facilitator())
    page = client.get(address("sheet", gathering().slug) + asked).content.decode()
    assert page.count('<th scope="row">') == rows
    assert "<svg" in page


def test_typing_page_asks_as_many_questions_whatever_its_rows(client, django_assert_num_queries):
    row = gathering()
    Organization.objects.create(slug="yawar", name="Yawar")
    client.force_login(facilitator())
    with django_assert_num_queries(6):
        page = client.get(address("type-sheet", row.slug)).content.decode()
    assert page.count('name="fila-') >= 25 * 8


def test_what_was_typed_when_the_session_ended_is_found_again(client):
    row = gathering()
    there = address("type-sheet", row.slug)
    client.post(there, rows_sent({"name": "Killa Mamani"}))
    drafts = client.session["drafts"]
    client.force_login(facilitator())
    session = client.session
    session["drafts"] = drafts
    session.save()
    assert "Killa Mamani" in client.get(there).content.decode()
