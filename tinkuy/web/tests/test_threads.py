from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinkuy.agenda import services as agenda_services
from tinkuy.agenda.models import Citation, Version
from tinkuy.agenda.tests import ground
from tinkuy.contributions.models import Contribution
from tinkuy.contributions.pure.receipts import new_code
from tinkuy.contributions.services import withdraw_contribution
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import uuid7
from tinkuy.vocabulary.services import load_territories
from tinkuy.web.queries.threads import thread_of
from tinkuy.web.services.sample import load_sample
from tinkuy.web.views.threads import MISSES

pytestmark = pytest.mark.django_db
BY = Operator(via="test")


@pytest.fixture
def sample():
    load_territories(by=BY)
    return load_sample(by=BY)


def quoted() -> Contribution:
    return Contribution.objects.get(text__startswith="La casa de la cultura cierra")


def page(client, code: str) -> str:
    return client.get(f"/hilo/{code}/").content.decode()


def test_thread_marks_the_quoted_words_in_place_and_names_the_wordings(client, sample):
    html = page(client, quoted().receipt)

    assert '<mark class="quoted">cierra a las cinco de la tarde, justo cuando los jóvenes salimos de estudiar</mark>' in html
    assert "B01 · Locales públicos abiertos a los grupos del barrio" in html
    assert "Encuentro de ejemplo en Huánuco" in html
    assert "Las mismas palabras; se suma una cita de Puno." in html
    assert "ejemplo ficticio" in html


def test_thread_of_words_that_nobody_quotes_says_so(client, sample):
    unquoted = Contribution.objects.get(text__startswith="¿Quién eligió al consejo")

    assert "Todavía no se cita" in page(client, unquoted.receipt)


def test_thread_of_omitted_words_gives_the_reason(client, sample):
    omitted = Contribution.objects.get(text__startswith="Mi abuela decía")

    assert "Es una imagen hermosa" in page(client, omitted.receipt)


def test_thread_of_withdrawn_words_keeps_the_stone_and_not_the_words(client, sample):
    contribution = quoted()
    withdraw_contribution(contribution, reason="lo pidió quien habló", by=BY)

    html = page(client, contribution.receipt)

    assert "cierra a las cinco" not in html
    assert "Encuentro de ejemplo en Huánuco" in html
    assert not Citation.objects.filter(contribution=contribution).exclude(exact="").exists()


def test_thread_of_an_unknown_code_asks_the_database_as_much_as_of_a_known_one(client, sample):
    receipt = Contribution.objects.get(text__startswith="¿Quién eligió").receipt

    with CaptureQueriesContext(connection) as unknown:
        missing = client.get(f"/hilo/{new_code()}/")
    with CaptureQueriesContext(connection) as known:
        client.get(f"/hilo/{receipt}/")
    with CaptureQueriesContext(connection) as cited:
        client.get(f"/hilo/{quoted().receipt}/")

    assert missing.status_code == 404
    assert len(known) == len(unknown) == len(cited) - 1  # one is the test's own: which receipt it is


def test_thread_code_may_be_typed_without_care(client, sample):
    receipt = quoted().receipt

    response = client.get("/hilo/", {"codigo": f" {receipt.lower().replace('-', ' ')} "})

    assert response.headers["Location"] == f"/hilo/{receipt}/"


@pytest.mark.parametrize("typed", ["K7M3X", "K7M3X-9RT40", "KKKKK-KKKKM"])
def test_thread_code_that_is_none_is_explained(client, typed):
    response = client.get("/hilo/", {"codigo": typed})

    assert response.status_code == 404
    assert 'id="codigo-error"' in response.content.decode()


def test_thread_codes_cannot_be_guessed_from_one_address(client, sample):
    for _ in range(MISSES):
        assert client.get(f"/hilo/{new_code()}/").status_code == 404

    refused = client.get(f"/hilo/{quoted().receipt}/")

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0


def test_thread_is_kept_by_no_cache_and_found_by_no_search_engine(client, sample):
    response = client.get(f"/hilo/{quoted().receipt}/")

    assert "no-store" in response.headers["Cache-Control"]
    assert b'name="robots" content="noindex"' in response.content


def test_thread_of_words_that_the_next_version_dropped_says_where_they_were(client, sample):
    dropped = Citation.objects.get(wording__version__number=1, wording__block__code="B06").contribution

    html = page(client, dropped.receipt)

    assert "Tus palabras estuvieron en una agenda anterior" in html
    assert "retirado" in html
    assert html.index("Agenda de ejemplo, versión 1") < html.index("Agenda de ejemplo, versión 2")
    assert "Esta versión no lo cita." in html


def test_thread_shows_the_holder_words_that_nobody_checked_yet_and_says_who_else_reads_them(client, sample):
    row = Contribution.objects.get(text__startswith="¿Quién eligió al consejo")
    Contribution.objects.filter(pk=row.pk).update(status="CAPTURED")

    html = page(client, row.receipt)

    assert "¿Quién eligió al consejo" in html
    assert "Estas palabras todavía no se publican" in html
    assert "lista de lo que no se citó" not in html
    assert client.get(f"/aportes/{row.pk}/").status_code == 404


def test_thread_shows_words_without_consent_to_nobody_whoever_holds_the_code(client, sample):
    row = Contribution.objects.get(text__startswith="¿Quién eligió al consejo")
    Contribution.objects.filter(pk=row.pk).update(may_publish=False)

    html = page(client, row.receipt)

    assert "¿Quién eligió al consejo" not in html
    assert "aquí no se muestran a nadie" in html


def test_thread_tells_nothing_of_a_draft(client, sample):
    second = Version.objects.get(slug="ejemplo-2")
    third = ground.draft(agenda=second.agenda, number=3, previous=second)
    wording = Citation.objects.filter(contribution=quoted(), wording__version=second).first().wording
    agenda_services.trace(wording, None, kind="DROPPED", note="Nadie lo pidió ya", by=BY)
    agenda_services.cite(uuid7(), ground.wording(third), quoted(), "cierra a las cinco de la tarde", by=BY)

    html = page(client, quoted().receipt)

    assert third.name not in html
    assert "Nadie lo pidió ya" not in html
    assert "Tus palabras están en la agenda" in html


def test_thread_marks_quotes_that_overlap_without_repeating_a_word(client, sample):
    row, draft = quoted(), ground.draft()
    agenda_services.cite(uuid7(), ground.wording(draft), row, "La casa de la cultura cierra a las cinco", by=BY)
    agenda_services.record_adoption(draft, date(2025, 1, 1), "Asamblea", by=BY)
    draft.refresh_from_db()
    agenda_services.publish_version(draft, by=BY)

    found = thread_of(row.receipt, AnonymousUser())

    assert "".join(segment.text for segment in found.text) == row.text
    assert [segment.text for segment in found.text if len({*segment.quotes}) == 3] == ["cierra a las cinco"]


def test_thread_of_a_withdrawn_contribution_does_not_say_that_it_waits(client, sample):
    row = Contribution.objects.get(text__startswith="¿Quién eligió al consejo")
    withdraw_contribution(row, reason="lo pidió quien habló", by=BY)

    html = page(client, row.receipt)

    assert "Estas palabras se retiraron" in html
    assert "Todavía no se cita" not in html


def test_thread_codes_that_are_none_do_not_count_as_guesses(client, sample):
    for _ in range(MISSES + 5):
        client.get("/hilo/NO-ES-UN-CODIGO/")

    assert client.get(f"/hilo/{quoted().receipt}/").status_code == 200


# "no-referrer" would make browsers send "Origin: null" with the form that changes the language, which is refused then.
def test_thread_address_leaves_the_house_with_no_link(client, sample):
    assert client.get(f"/hilo/{quoted().receipt}/").headers["Referrer-Policy"] == "same-origin"
