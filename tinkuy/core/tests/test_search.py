"""Search finds what people mean, on either database, and keeps private what is private."""

from uuid import uuid4

import pytest
from django.db import transaction

from tinkuy.core import history, search
from tinkuy.core.models import HistoryEntry, Source
from tinkuy.core.permissions import Operator
from tinkuy.core.search import Document
from tinkuy.core.search.finding import RANKED_AT_MOST
from tinkuy.core.search.question import terms_of

pytestmark = pytest.mark.django_db


def said(text, *, title="", kind="contributions.contribution", language="es", is_public=True, also=()):
    document = Document(kind, uuid4(), title, text, language, is_public, also)
    search.put(document)
    return document.object_id


def found(question, **options):
    return [hit.object_id for hit in search.find(question, **options)]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("La cultura viva comunitaria", "culturales"),
        ("Los jóvenes de la asociación", "joven asociaciones"),
        ("Falta presupuesto en Iquitos", "PRESUPUESTOS"),
        ("Los niños hacen teatro", "NIÑO"),
        ("Más fondos para la región", "fondo de la region"),
        ("Que el Estado reconozca a los cultores", "  ¿el estado, reconozca?  "),
    ],
)
def test_find_reads_over_accents_case_and_inflection(text, question):
    one = said(text)
    assert found(question) == [one]


def test_find_keeps_enye_apart_from_n():
    said("un año de trabajo")
    assert found("ano") == []


def test_find_looks_for_plain_words_in_other_languages():
    one = said("Llaqtanchikpi p'unchay raymi", language="quz")
    assert found("p’unchay") == found("raymi") == [one]


def test_find_also_finds_the_translation():
    one = said("Llaqtanchikpi raymi", language="quz", also=(("La fiesta de nuestro pueblo", "es"),))
    assert found("fiestas del pueblo") == [one]


def test_find_wants_every_word():
    both = said("teatro en la calle")
    said("teatro en la escuela")
    assert found("teatro calles") == [both]


def test_find_takes_a_star_as_the_beginning_of_a_word():
    one, other = said("fortalecimiento"), said("fortuna")
    assert set(found("fort*")) == {one, other}
    assert found("fortale*") == [one]
    assert found("fort") == []


def test_find_takes_a_whole_word_with_a_star_too():
    one = said("educación artística")
    assert found("educa*") == found("educación*") == [one]


@pytest.mark.parametrize(
    "question", ["", "   ", "*", '"', "()", "AND OR NOT ' \\ :* & | !", "\x00", "a" * 5_000, "NEAR(a b)", "日本 語"]
)
def test_find_takes_any_typing_without_failing(question):
    assert found(question) == []


def test_find_by_function_words_alone_looks_for_them():
    assert [term.tokens for term in terms_of("de la")] == [("de",), ("la",)]


def test_find_shows_private_documents_only_to_who_asks_for_them():
    open_, closed = said("arte"), said("arte", is_public=False)
    assert found("arte") == found("art*") == [open_]
    assert set(found("arte", with_private=True)) == set(found("art*", with_private=True)) == {open_, closed}


def test_find_can_be_narrowed_to_kinds():
    said("Red de teatro")
    group = said("Red de teatro", kind="alliance.workinggroup")
    assert found("teatro", kinds=["alliance.workinggroup"]) == [group]
    assert found("teatro", kinds=[]) == []


def test_find_ranks_a_title_above_a_text():
    titled = said("nada más", title="Música")
    said("se habló de música y de otras cosas")
    assert found("música")[0] == titled


def test_find_lists_very_common_words_newest_first_and_in_pages():
    ids = [uuid4() for _ in range(RANKED_AT_MOST + 10)]
    search.put_many(Document("contributions.contribution", one, "", "cultura", "es", True) for one in ids)
    search.refresh_statistics()
    assert found("cultura", limit=3) == ids[:-4:-1]
    assert found("cultura", limit=2, offset=3) == [ids[-4], ids[-5]]
    assert found("cultura", limit=5, offset=len(ids)) == []


def test_put_again_replaces_what_was_known():
    one = said("teatro")
    search.put(Document("contributions.contribution", one, "", "danza", "es", True))
    search.put(Document("contributions.contribution", one, "", "danza", "es", True))
    assert found("teatro") == []
    assert found("danza") == [one]


def test_put_again_as_private_hides_it():
    one = said("teatro")
    search.put(Document("contributions.contribution", one, "", "teatro", "es", False))
    assert found("teatro") == []


def test_put_many_with_one_document_twice_keeps_the_last():
    one = uuid4()
    search.put_many([Document("x.y", one, "", word, "es", True) for word in ("teatro", "danza")])
    assert found("teatro") == []
    assert found("danza") == [one]


def test_put_takes_very_long_words_and_texts():
    one = said("x" * 100_000 + " " + "palabra " * 50_000, title="T" * 900)
    assert found("palabra") == [one]
    assert found("x" * 150) == [one]


def test_remove_twice_is_once():
    one, other = said("teatro"), said("teatro")
    search.remove("contributions.contribution", one)
    search.remove("contributions.contribution", one)
    assert found("teatro") == [other]


def test_remove_leaves_other_kinds_of_the_same_id():
    one = said("teatro")
    search.put(Document("x.y", one, "", "teatro", "es", True))
    search.remove("x.y", one)
    assert [hit.kind for hit in search.find("teatro")] == ["contributions.contribution"]


def test_forget_all_empties_the_index():
    said("teatro")
    search.forget_all()
    assert found("teatro") == []
    assert found("teatro", with_private=True) == []


def source_document(source):
    return Document("core.source", source.pk, source.title, source.publisher, is_public=True) if source.title else None


@pytest.fixture
def sources_are_searched():
    from tinkuy.core.search import registry

    before, subscribers = dict(registry._registered), {key: list(value) for key, value in history._subscribers.items()}
    search.register(
        Source, source_document, ["core.source_tested"], through={"core.publisher_tested": lambda one: Source.objects.all()}
    )
    yield
    registry._registered.clear()
    registry._registered.update(before)
    history._subscribers.clear()
    history._subscribers.update(subscribers)


@pytest.mark.usefixtures("sources_are_searched")
def test_register_indexes_in_the_transaction_of_the_action():
    source = Source.objects.create(url="https://ejemplo.pe/1", title="Diagnóstico")
    with transaction.atomic():
        history.record("core.source_tested", source, by=Operator("prueba"))
        assert found("diagnósticos") == [source.pk]
        transaction.set_rollback(True)
    assert found("diagnósticos") == []
    assert not HistoryEntry.objects.exists()


@pytest.mark.usefixtures("sources_are_searched")
def test_register_removes_what_has_no_document_any_more():
    source = Source.objects.create(url="https://ejemplo.pe/1", title="Diagnóstico")
    history.record("core.source_tested", source, by=Operator("prueba"))
    source.title = ""
    history.record("core.source_tested", source, by=Operator("prueba"))
    assert found("diagnóstico") == []


@pytest.mark.usefixtures("sources_are_searched")
def test_register_follows_actions_on_something_else():
    source = Source.objects.create(url="https://ejemplo.pe/1", title="Diagnóstico")
    history.record("core.publisher_tested", Source.objects.create(url="https://ejemplo.pe/2"), by=Operator("prueba"))
    assert found("diagnóstico") == [source.pk]


@pytest.mark.usefixtures("sources_are_searched")
def test_reindex_builds_all_again_and_forgets_what_is_gone():
    said("diagnóstico de algo borrado", kind="core.source")
    source = Source.objects.create(url="https://ejemplo.pe/1", title="Diagnóstico")
    assert dict(search.reindex())["core.source"] == 1
    assert found("diagnóstico") == [source.pk]


@pytest.mark.usefixtures("sources_are_searched")
def test_forget_missing_forgets_what_was_deleted_and_nothing_else():
    source = Source.objects.create(url="https://ejemplo.pe/1", title="Diagnóstico")
    history.record("core.source_tested", source, by=Operator("prueba"))
    said("diagnóstico", kind="core.source")
    search.forget_missing()
    assert found("diagnóstico") == [source.pk]
