"""Letters to many wait for a yes; letters to few do not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinkuy.core import history, mail, services
from tinkuy.core.enums import BulkMailState
from tinkuy.core.errors import ConflictError, DomainError, NotAllowedError
from tinkuy.core.models import BulkMail, Mail
from tinkuy.core.services.bulk_mail import FEW
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.core.waiting import waiting_for

pytestmark = pytest.mark.django_db
KIND = "core.notice"
# Session, who visits, her roles; the letters; on the page of one, its addressees, and none more for the letter itself.
LIST, ONE = 4, 5


@pytest.fixture(autouse=True)
def _a_letter_of_a_room(monkeypatch):
    templates = ("core/mail/invitation.txt", "core/mail/invitation.html")
    notice = mail.Letter("Un aviso de %(alliance_acronym)s", *templates, lambda _mail: {"link": "", "days": 3})
    monkeypatch.setitem(mail.LETTERS, KIND, notice)


@pytest.fixture
def luis():
    return facilitator()


def propose(by, count=FEW + 1, **about):
    people = [stranger(f"Persona {number}") for number in range(count)]
    return services.propose_bulk_mail(KIND, people, about, by)


def page(client, user, address):
    client.force_login(user)
    return client.get(address)


def test_letter_to_many_waits(luis):
    letter = propose(luis)

    assert letter.state == BulkMailState.WAITING
    assert Mail.objects.count() == 0
    assert [(entry.action, entry.details) for entry in history.of(letter)] == [
        ("core.bulk_mail_proposed", {"kind": KIND, "addressees": FEW + 1})
    ]


def test_letter_to_few_goes_out_at_once(luis):
    assert propose(luis, FEW) is None
    assert Mail.objects.count() == FEW


def test_one_person_named_often_and_closed_accounts_are_not_many(luis):
    rosa, closed = stranger(), stranger()
    services.deactivate_user(closed, reason="x", by=secretary())
    closed.refresh_from_db()

    services.propose_bulk_mail(KIND, [rosa] * 9 + [closed], {}, luis)

    assert [each.to for each in Mail.objects.all()] == [rosa]


def test_proposing_the_same_twice_is_once(luis):
    first = propose(luis, meeting="5enc")

    assert propose(luis, meeting="5enc") == first
    assert propose(luis, meeting="4enc") != first
    assert len(history.of(first)) == 1


def test_letter_that_nobody_wrote_is_refused(luis):
    with pytest.raises(LookupError):
        services.propose_bulk_mail("core.nothing", [luis], {}, luis)


def test_yes_lets_it_go_out_once(luis):
    letter, ana = propose(luis, meeting="5enc"), secretary()
    on_another_screen = BulkMail.objects.get(pk=letter.pk)

    services.approve_bulk_mail(letter, by=ana)
    services.approve_bulk_mail(on_another_screen, by=secretary())

    assert Mail.objects.count() == FEW + 1
    assert {each.about["meeting"] for each in Mail.objects.all()} == {"5enc"}
    assert on_another_screen.answered_by == ana
    last = history.of(letter).last()
    assert last.action == "core.bulk_mail_approved"
    assert last.details == {"addressees": FEW + 1, "reason": "", "own_proposal": False}
    with pytest.raises(ConflictError, match="ya se aprobó"):
        services.refuse_bulk_mail(letter, reason="no", by=ana)


def test_yes_to_ones_own_letter_is_remembered_as_such():
    ana = secretary()
    letter = propose(ana)

    services.approve_bulk_mail(letter, by=ana)

    assert history.of(letter).last().details["own_proposal"] is True


def test_no_says_why_and_nothing_goes_out(luis):
    letter, ana = propose(luis), secretary()
    with pytest.raises(DomainError, match="por qué no sale"):
        services.refuse_bulk_mail(letter, reason="  ", by=ana)

    for _ in range(2):
        services.refuse_bulk_mail(letter, reason="La fecha está mal", by=ana)

    assert letter.reason == "La fecha está mal"
    assert Mail.objects.count() == 0
    assert [entry.action for entry in history.of(letter)] == ["core.bulk_mail_proposed", "core.bulk_mail_refused"]
    with pytest.raises(ConflictError, match="ya se rechazó"):
        services.approve_bulk_mail(letter, by=ana)


def test_accounts_closed_meanwhile_get_nothing(luis):
    letter, ana = propose(luis), secretary()
    services.deactivate_user(letter.to.first(), reason="x", by=ana)

    services.approve_bulk_mail(letter, by=ana)

    assert Mail.objects.count() == FEW


@pytest.mark.parametrize("answer", [services.approve_bulk_mail, services.refuse_bulk_mail])
def test_only_the_secretariat_answers(luis, answer):
    letter = propose(luis)
    with pytest.raises(NotAllowedError):
        answer(letter, reason="x", by=luis)
    letter.refresh_from_db()
    assert letter.state == BulkMailState.WAITING


@pytest.mark.parametrize("address", ["/salida/", "/salida/{pk}/"])
def test_pages_are_the_secretariats(client, luis, address):
    address = address.format(pk=propose(luis).pk)

    assert client.get(address).status_code == 302
    assert page(client, luis, address).status_code == 403
    assert page(client, secretary(), address).status_code == 200


def test_page_shows_the_letter_and_to_how_many_before_the_answer(client, luis):
    letter, ana = propose(luis), secretary()
    html = page(client, ana, f"/salida/{letter.pk}/").content.decode()

    assert "A 6 personas." in html
    assert "Un aviso de APOC" in html
    assert "Hola, Ana:" in html  # as she would get it
    assert "Persona 3" in html


def test_answer_on_the_page(client, luis):
    letter, other, ana = propose(luis), propose(luis, meeting="4enc"), secretary()
    client.force_login(ana)

    refused = client.post(f"/salida/{letter.pk}/", {"answer": "no", "reason": ""})
    assert refused.status_code == 422
    assert "Di por qué no sale" in refused.content.decode()
    assert "Sale ahora" in client.post(f"/salida/{letter.pk}/", {"answer": "yes"}, follow=True).content.decode()
    assert "No sale" in client.post(f"/salida/{other.pk}/", {"answer": "no", "reason": "x"}, follow=True).content.decode()
    late = client.post(f"/salida/{letter.pk}/", {"answer": "no", "reason": "tarde"}, follow=True).content.decode()
    assert "ya se aprobó" in late
    assert Mail.objects.count() == FEW + 1


def test_answer_typed_after_the_session_ended_is_still_there(client, luis):
    letter, ana = propose(luis), secretary()
    client.post(f"/salida/{letter.pk}/", {"answer": "no", "reason": "La fecha está mal"})

    assert "La fecha está mal" in page(client, ana, f"/salida/{letter.pk}/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_however_many(client, luis, number):
    for at in range(number):
        letter = propose(luis, count=FEW + at + 1, meeting=str(at))
    client.force_login(secretary())

    for address, cost in (("/salida/", LIST), (f"/salida/{letter.pk}/", ONE)):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) == cost, address


def test_it_waits_for_the_secretariat(luis):
    letter = propose(luis)

    ((row,),) = [heap.rows for heap in waiting_for(secretary())]
    assert (row.name, row.url) == ("Un aviso de APOC", f"/salida/{letter.pk}/")
    assert waiting_for(luis) == []
