"""Consent withdrawn takes effect everywhere at once: one voice is looked for in every place that could repeat it."""

import io
from datetime import date

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tinkuy.agenda import services as agenda
from tinkuy.agenda.models import Citation
from tinkuy.agenda.tests import ground
from tinkuy.alliance.models import Organization
from tinkuy.contributions import services
from tinkuy.contributions.models import Contribution, Speaker
from tinkuy.contributions.services.states import NoReasonError
from tinkuy.core import history, search
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import facilitator, secretary, stranger, systematiser
from tinkuy.opendata.catalogue import CATALOGUE

pytestmark = pytest.mark.django_db
WORDS = "el charango de mi abuelo suena en la plaza"
NAME, ORGANIZATION = "Eulalia Mamani", "Retablo de Quinua"


@pytest.fixture
def voice():
    """One voice, quoted in a published version, named with her organization, captured by the facilitator."""
    version = ground.draft()
    block = ground.wording(version)
    organization = Organization.objects.create(slug="retablo", name=ORGANIZATION)
    said = services.capture_contribution(
        uuid7(), meeting=ground.meeting(), text=f"Queremos que {WORDS}.", kind="PROPOSAL", language="es", may_publish=True,
        may_attribute=True, speaker_name=NAME, organization=organization, by=facilitator(),
    )  # fmt: skip
    services.validate_contribution(said, by=ground.US)
    agenda.cite(uuid7(), block, said, WORDS, by=ground.US)
    agenda.record_adoption(version, date(2020, 3, 1), "Asamblea", by=ground.US)
    agenda.publish_version(version, by=ground.US)
    said.version = version
    return said


def places(voice):
    """Every address that shows the words, the name, or both, to anybody."""
    version, slug = voice.version.slug, voice.meeting.slug
    return [
        "/", "/aportes/", f"/aportes/{voice.pk}/", "/aportes/aportes.csv", "/aportes/aportes.xlsx", f"/encuentros/{slug}/",
        f"/encuentros/{slug}/aportes/", "/buscar/?q=charango", f"/hilo/{voice.receipt}/", f"/agenda/{version}/",
        f"/agenda/{version}/B01/", f"/agenda/{version}/sin-citar/", f"/agenda/{version}.json",
        *(f"/datos/{table}.{kind}" for table in CATALOGUE for kind in ("csv", "xlsx")),
    ]  # fmt: skip


def read(client, address, **headers):
    """What stands at an address, sheets as their cells."""
    answer = client.get(address, headers=headers)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if address.endswith(".xlsx") and answer.status_code == 200:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        return answer, str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    return answer, body.decode()


def where(what, voice, client=None):
    return [address for address in places(voice) if what in read(client or Client(), address)[1]]


def everywhere(voice):
    """The places of the words and of the name before anything is taken back: the test would see them."""
    seen = where(WORDS, voice)
    assert {"/aportes/", "/aportes/aportes.xlsx", f"/hilo/{voice.receipt}/", "/datos/aportes.csv"} <= set(seen)
    assert {f"/agenda/{voice.version.slug}.json", f"/agenda/{voice.version.slug}/B01/", "/datos/citas.csv"} <= set(seen)
    assert search.find("charango")
    return seen


def test_words_no_longer_published_stand_nowhere(voice):
    marks = {address: read(Client(), address)[0].headers.get("ETag", "") for address in everywhere(voice)}

    services.withdraw_consent(voice, "Lo pidió", by=secretary(), publishing=True)

    assert where(WORDS, voice) == []
    assert where("charango", voice, Client()) in ([], ["/buscar/?q=charango"])  # the question is repeated, no answer
    assert not search.find("charango")
    for address, mark in marks.items():
        again, text = read(Client(), address, **{"if-none-match": mark} if mark else {})
        assert again.status_code != 304, address
        assert WORDS not in text
    assert Contribution.objects.get(pk=voice.pk).text  # kept, for who works on the agenda
    assert [citation.exact for citation in Citation.objects.all()] == [""]


def test_words_withdrawn_stand_nowhere_for_anybody(voice):
    everywhere(voice)
    services.withdraw_contribution(voice, "Lo pidió", by=secretary())

    for reader in (None, secretary(), systematiser(), stranger(), voice.captured_by):
        client = Client()
        if reader:
            client.force_login(reader)
        assert where(WORDS, voice, client) == []


def test_who_may_not_read_does_not_read_words_that_are_no_longer_published(voice):
    services.withdraw_consent(voice, "Lo pidió", by=secretary(), publishing=True)
    client = Client()
    client.force_login(stranger())

    assert where(WORDS, voice, client) == []


def test_name_taken_back_stands_nowhere_and_the_words_stay(voice):
    assert where(NAME, voice) == [f"/aportes/{voice.pk}/"]
    assert "/datos/aportes.csv" in where(ORGANIZATION, voice)

    services.withdraw_consent(voice, "Lo pidió", by=secretary(), naming=True)

    reader = Client()
    reader.force_login(secretary())
    assert where(NAME, voice) == where(NAME, voice, reader) == []
    # The organization itself goes on being known, as one of the alliance; never beside these words.
    assert set(where(ORGANIZATION, voice)) <= {"/datos/organizaciones.csv", "/datos/organizaciones.xlsx"}
    assert not Speaker.objects.exists()
    assert WORDS in read(Client(), f"/aportes/{voice.pk}/")[1]


def test_organization_is_not_named_on_the_page_without_consent():
    organization = Organization.objects.create(slug="retablo", name=ORGANIZATION)
    row = ground.contribution(organization=organization, may_attribute=False)

    assert ORGANIZATION not in read(Client(), row.get_absolute_url())[1]


def test_withdrawing_twice_is_once_and_history_says_why_without_the_words(voice):
    ana = secretary()
    for _ in range(2):
        services.withdraw_consent(voice, "Lo pidió", by=ana, publishing=True, naming=True)

    told = [(entry.action, entry.details) for entry in history.of(voice)][-2:]
    assert told == [
        ("contributions.publishing_consent_withdrawn", {"reason": "Lo pidió"}),
        ("contributions.naming_consent_withdrawn", {"reason": "Lo pidió"}),
    ]
    assert (voice.may_publish, voice.may_attribute) == (False, False)


@pytest.mark.parametrize("values", [{"reason": " ", "publishing": True}, {"reason": "x"}])
def test_it_is_said_which_and_why(voice, values):
    with pytest.raises((NoReasonError, services.NothingChosenError)):
        services.withdraw_consent(voice, by=secretary(), **values)
    voice.refresh_from_db()
    assert voice.may_publish
    assert voice.may_attribute


def test_who_may_and_who_may_not(voice):
    for nobody in (stranger(), systematiser(), facilitator()):
        with pytest.raises(NotAllowedError):
            services.withdraw_consent(voice, "x", by=nobody, publishing=True)
    services.withdraw_consent(voice, "x", by=voice.captured_by, publishing=True)
    assert voice.may_publish is False


def test_page_withdraws_and_offers_only_what_was_given(client, voice):
    client.force_login(secretary())
    address = f"/aportes/{voice.pk}/consentimiento/"
    assert address in client.get(f"/aportes/{voice.pk}/").content.decode()

    assert "Elige qué consentimiento" in client.post(address, {"reason": "x"}).content.decode()
    done = client.post(address, {"naming": "on", "reason": "Lo pidió"}, follow=True).content.decode()

    assert "retirado en todas partes" in done
    form = client.get(address).content.decode()
    assert 'name="naming"' not in form
    assert 'name="publishing"' in form


def test_page_is_not_for_others(client, voice):
    client.force_login(stranger())
    assert client.get(f"/aportes/{voice.pk}/consentimiento/").status_code == 403
