import pytest
from django.urls import reverse

from tinkuy.contributions import services
from tinkuy.contributions.enums import Status
from tinkuy.contributions.models import Contribution, Speaker
from tinkuy.contributions.tests import places
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.vocabulary.models import Theme

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"contributions:{name}", args=args)


def page(client, name, *args, **query):
    answer = client.get(address(name, *args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def typed(**fields):
    return {"id": uuid7(), "text": "Un fondo para la cultura viva", "language": "es", "kind": "PROPOSAL", **fields}


def test_list_shows_only_what_may_be_published(client):
    places.contribution("A la vista")
    places.contribution("Sin permiso", may_publish=False)
    places.contribution("Sin validar", status=Status.CAPTURED)
    shown = page(client, "contributions")
    assert "A la vista" in shown
    assert "Sin permiso" not in shown
    assert "Sin validar" not in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_queries_for_one_row_and_for_three(client, django_assert_num_queries, rows):
    region = places.region()
    for number in range(rows):
        made = places.contribution(f"Aporte {number}", meeting=places.meeting(territory=region))
        made.themes.add(Theme.objects.create(slug=f"tema-{number}", name=f"Tema {number}"))
    with django_assert_num_queries(5):
        page(client, "contributions")


def test_list_is_narrowed_by_region_meeting_kind_language_and_theme(client):
    cusco = places.region()
    theme = Theme.objects.create(slug="danza", name="Danza")
    meeting = places.meeting(territory=cusco)
    here = places.contribution("Del Cusco", meeting=meeting, kind="PROBLEM", language="qu")
    here.themes.add(theme)
    places.contribution("De otra parte")
    for query in [{"region": "cusco"}, {"encuentro": meeting.slug}, {"tipo": "PROBLEM"}, {"idioma": "qu"}, {"tema": "danza"}]:
        shown = page(client, "contributions", **query)
        assert "Del Cusco" in shown, query
        assert "De otra parte" not in shown, query


def test_list_narrowed_by_nonsense_shows_all_and_does_not_fall(client):
    places.contribution("A la vista")
    assert "A la vista" in page(client, "contributions", region="no-hay", tipo="<script>", pagina="9" * 40)


def test_fiction_wears_its_label(client):
    made = places.contribution(meeting=places.meeting(is_sample=True))
    for shown in [
        page(client, "contributions"),
        page(client, "contribution", made.pk),
        page(client, "of-meeting", made.meeting.slug),
    ]:
        assert 'class="sample"' in shown


def test_page_shows_words_in_their_language_beside_their_translation_and_no_receipt(client):
    made = places.contribution(
        "Runasimipi", language="qu", translation="En quechua", translation_language="es", translated_by="Eva"
    )
    shown = page(client, "contribution", made.pk)
    assert '<blockquote class="said" lang="qu"' in shown
    assert made.receipt not in shown


def test_page_names_the_translator_only_to_who_works_with_the_words(client):
    words = {"language": "qu", "translation": "En quechua", "translation_language": "es"}
    made, unknown = places.contribution("Runasimipi", translated_by="Eva", **words), places.contribution("Ñuqa", **words)
    for visitor in (None, stranger()):
        if visitor:
            client.force_login(visitor)
        shown = page(client, "contribution", made.pk)
        assert "Eva" not in shown
        assert "Se sabe quién" in shown
    client.force_login(secretary())
    assert "Eva" in page(client, "contribution", made.pk)
    assert "por completar" in page(client, "contribution", unknown.pk)


def test_page_shows_script_as_text(client):
    made = places.contribution("<script>alert(1)</script> & <b>ya</b>", translation="<i>x</i>", translation_language="es")
    for shown in [page(client, "contribution", made.pk), page(client, "contributions")]:
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;ya&lt;/b&gt;" in shown


def test_page_names_who_agreed_to_be_named(client):
    named, silent = places.contribution(may_attribute=True), places.contribution()
    Speaker.objects.create(contribution=named, name="Rosa Quispe")
    assert "Rosa Quispe" in page(client, "contribution", named.pk)
    assert "Rosa Quispe" not in page(client, "contribution", silent.pk)


def test_page_of_what_is_not_public_is_not_found(client):
    hidden = places.contribution(status=Status.CAPTURED)
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_typing_a_contribution_gives_its_receipt_and_twice_is_one(client):
    client.force_login(facilitator())
    meeting, sent = places.meeting(), typed()
    for _ in range(2):
        answer = client.post(address("new-contribution", meeting.slug), sent)
    made = Contribution.objects.get()
    assert answer.url == address("receipt", made.pk)
    shown = page(client, "receipt", made.pk)
    assert made.receipt in shown
    assert "<svg" in shown
    assert "style=" not in shown


def test_the_form_carries_an_id_made_with_the_page(client):
    client.force_login(facilitator())
    shown = page(client, "new-contribution", places.meeting().slug)
    assert 'type="hidden" name="id" value="' in shown


def test_other_words_under_the_same_id_are_refused_and_still_there(client):
    client.force_login(facilitator())
    meeting, sent = places.meeting(), typed()
    client.post(address("new-contribution", meeting.slug), sent)
    answer = client.post(address("new-contribution", meeting.slug), {**sent, "text": "Otras palabras"})
    assert "Otras palabras" in answer.content.decode()
    assert Contribution.objects.get().text == sent["text"]


def test_blank_words_are_refused_beside_the_field(client):
    client.force_login(facilitator())
    answer = client.post(address("new-contribution", places.meeting().slug), typed(text=" \u202e "))
    assert answer.status_code == 200
    assert not Contribution.objects.exists()


def test_strangers_may_neither_type_nor_see_slips(client):
    made = places.contribution()
    client.force_login(stranger())
    names = [
        ("new-contribution", made.meeting.slug),
        ("receipts", made.meeting.slug),
        ("receipt", made.pk),
        ("new-import", made.meeting.slug),
    ]
    assert [client.get(address(*name)).status_code for name in names] == [403] * 4


@pytest.mark.parametrize("rows", [1, 3])
def test_sheet_of_slips_has_each_slip_of_the_meeting(client, rows, django_assert_num_queries):
    meeting = places.meeting()
    receipts = [places.contribution(f"Aporte {number}", meeting=meeting).receipt for number in range(rows)]
    client.force_login(secretary())
    with django_assert_num_queries(5):
        shown = page(client, "receipts", meeting.slug)
    assert all(receipt in shown for receipt in receipts)


def test_facilitator_prints_only_the_slips_of_what_she_captured(client):
    luis, meeting = facilitator(), places.meeting()
    mine, other = places.contribution("Mío", meeting=meeting, captured_by=luis), places.contribution("Otro", meeting=meeting)
    client.force_login(luis)
    shown = page(client, "receipts", meeting.slug)
    assert mine.receipt in shown
    assert other.receipt not in shown


def test_secretariat_validates_and_withdraws_on_the_pages(client):
    made = places.contribution("Palabras", status=Status.CAPTURED)
    client.force_login(secretary())
    client.post(address("validate-contribution", made.pk))
    made.refresh_from_db()
    assert made.status == Status.VALIDATED
    assert "Palabras" in page(client, "withdraw-contribution", made.pk)
    client.post(address("withdraw-contribution", made.pk), {"reason": "Lo pidió"})
    made.refresh_from_db()
    assert (made.text, made.status) == ("", Status.WITHDRAWN)
    assert client.get(made.get_absolute_url()).status_code == 200


def test_validating_all_of_a_meeting_from_its_page(client):
    made = places.contribution(status=Status.CAPTURED)
    client.force_login(secretary())
    assert address("validate-many", made.meeting.slug) in page(client, "of-meeting", made.meeting.slug)
    client.post(address("validate-many", made.meeting.slug))
    made.refresh_from_db()
    assert made.status == Status.VALIDATED


def test_page_of_a_meeting_offers_no_action_to_the_public(client):
    made = places.contribution()
    assert '<form method="post"' not in page(client, "of-meeting", made.meeting.slug)


def test_search_finds_a_contribution_until_it_is_withdrawn():
    from tinkuy.core import search

    made = services.capture_contribution(
        uuid7(),
        meeting=places.meeting(),
        text="Salvaguarda de danzas",
        kind="PROPOSAL",
        language="es",
        by=secretary(),
        may_publish=True,
    )
    assert search.find("danza") == []
    services.validate_contribution(made, secretary())
    assert [hit.object_id for hit in search.find("danza")] == [made.pk]
    services.withdraw_contribution(made, "Lo pidió", secretary())
    assert search.find("danza") == []


def test_what_was_typed_is_still_there_after_the_session_expired(client):
    meeting, luis = places.meeting(), facilitator()
    sent = typed(text="Escrito sin sesión")
    assert client.post(address("new-contribution", meeting.slug), sent).status_code == 302
    client.force_login(luis)
    shown = page(client, "new-contribution", meeting.slug)
    assert "Escrito sin sesión" in shown
    assert str(sent["id"]) in shown


def test_table_to_take_away_holds_public_words_and_no_receipt():
    from django.contrib.auth.models import AnonymousUser

    from tinkuy.contributions.datasets import CONTRIBUTIONS

    made = places.contribution("=A la vista")
    places.contribution("Sin permiso", may_publish=False)
    rows = list(CONTRIBUTIONS.rows(CONTRIBUTIONS.queryset(AnonymousUser())))
    assert [row[0] for row in rows] == [str(made.pk)]
    assert made.receipt not in str(rows)
