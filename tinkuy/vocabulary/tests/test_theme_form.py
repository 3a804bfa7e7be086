import pytest

from tinkuy.core import history
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import facilitator, secretary, systematiser
from tinkuy.vocabulary import services
from tinkuy.vocabulary.models import Theme
from tinkuy.vocabulary.queries import themes_outside

OPERATOR = Operator(via="test")
MEMORY = {"name": "Memoria viva", "parent": "", "definition": "Lo que se recuerda en común."}


def test_a_systematiser_writes_a_theme_whose_address_comes_from_its_name(client, db):
    rosa = systematiser()
    client.force_login(rosa)

    answer = client.post("/temas/nuevo/", MEMORY)

    theme = Theme.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/temas/memoria-viva/")
    assert (theme.definition, theme.is_sample) == ("Lo que se recuerda en común.", False)
    assert [(entry.action, entry.by) for entry in history.of(theme)] == [("vocabulary.theme_defined", rosa)]


def test_themes_are_written_in_a_row(client, db):
    client.force_login(systematiser())
    assert client.post("/temas/nuevo/", {**MEMORY, "otra": "1"})["Location"] == "/temas/nuevo/"
    assert "Guardar y escribir otro" in client.get("/temas/nuevo/").content.decode()
    assert "otra" not in client.get("/temas/memoria-viva/editar/").content.decode().partition("<form class")[2]
    changed = client.post("/temas/memoria-viva/editar/", {**MEMORY, "definition": "Otra.", "otra": "1"})
    assert changed["Location"] == "/temas/memoria-viva/"


def test_a_new_theme_of_a_name_that_stands_is_refused_beside_the_name_and_changes_nothing(client, db):
    services.define_theme("memoria-viva", "Memoria viva", "La de antes.", by=OPERATOR)
    client.force_login(secretary())

    answer = client.post("/temas/nuevo/", {**MEMORY, "name": "memoria  VIVA"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["name"])
    assert "Lo que se recuerda en común." in answer.content.decode()
    assert Theme.objects.get().definition == "La de antes."


@pytest.mark.parametrize(("name", "field"), [("", "name"), ("!!!", "name"), ("x" * 121, "name"), ("Nuevo", "name")])
def test_a_bad_name_is_refused_beside_the_name(client, db, name, field):
    client.force_login(secretary())

    answer = client.post("/temas/nuevo/", {**MEMORY, "name": name})

    assert list(answer.context["form"].errors) == [field]
    assert not Theme.objects.exists()


def test_changing_a_theme_keeps_its_address_and_its_label_and_is_remembered(client, db):
    services.define_theme("memoria", "Memoria", is_sample=True, by=OPERATOR)
    client.force_login(secretary())
    assert "Memoria" in client.get("/temas/memoria/editar/").content.decode()

    client.post("/temas/memoria/editar/", MEMORY)
    client.post("/temas/memoria/editar/", MEMORY)

    theme = Theme.objects.get()
    assert (theme.slug, theme.name, theme.is_sample) == ("memoria", "Memoria viva", True)
    assert [entry.action for entry in history.of(theme)] == ["vocabulary.theme_defined", "vocabulary.theme_changed"]


def test_a_theme_is_not_offered_itself_nor_what_lies_under_it(client, db):
    rows = [{"name": "A"}, {"name": "B", "parent": "a"}, {"name": "C", "parent": "b"}, {"name": "D"}]
    services.import_themes(rows, by=OPERATOR)
    client.force_login(secretary())

    answer = client.post("/temas/a/editar/", {"name": "A", "parent": "c"})

    assert [theme.slug for _depth, theme in themes_outside(Theme.objects.get(slug="a"))] == ["d"]
    assert list(answer.context["form"].errors) == ["parent"]
    assert Theme.objects.get(slug="a").parent is None


@pytest.mark.parametrize("size", [1, 3])
def test_the_form_takes_the_same_queries_however_many_themes(client, db, django_assert_num_queries, size):
    services.import_themes([{"name": f"Tema {number}"} for number in range(size)], by=OPERATOR)
    client.force_login(secretary())
    with django_assert_num_queries(4):
        answer = client.get("/temas/nuevo/")
    assert answer.content.count(b'<option value="tema-') == size


def test_only_who_may_define_themes_sees_the_way_and_passes(client, db):
    services.define_theme("memoria", "Memoria", by=OPERATOR)
    assert client.get("/temas/nuevo/").status_code == 302
    assert b"/temas/nuevo/" not in client.get("/temas/").content
    client.force_login(facilitator())
    assert client.post("/temas/nuevo/", MEMORY).status_code == 403
    assert b"/editar/" not in client.get("/temas/memoria/").content
    client.force_login(systematiser())
    assert b"/temas/nuevo/" in client.get("/temas/").content
    assert b"/temas/memoria/editar/" in client.get("/temas/memoria/").content


def test_what_somebody_wrote_before_her_session_ended_is_found_again(client, db):
    client.post("/temas/nuevo/", MEMORY)
    client.force_login(secretary())

    assert "Lo que se recuerda en común." in client.get("/temas/nuevo/").content.decode()


def test_a_theme_called_as_a_page_is_refused_from_a_file_too(db):
    assert services.theme_problems([{"name": "Importar"}])[0][0] == 2
