"""A spreadsheet filled in without a connection: the empty one, every problem beside its row, and kept whole or not at all."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from tinkuy.alliance import services
from tinkuy.alliance.models import Profile, ProfileContact
from tinkuy.alliance.services import Contact
from tinkuy.alliance.services.profiles import declined_digest
from tinkuy.alliance.tests.ground import actions, days_ago, group, organization
from tinkuy.alliance.tests.mapping import campaign, profile
from tinkuy.core.permissions import Operator
from tinkuy.core.tests import sheets_made
from tinkuy.core.tests.people import facilitator, stranger
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory

pytestmark = pytest.mark.django_db
HEADERS = ["Nombre", "Tipo", "Territorio", "Qué hace", "Página web", "Mesas", "Contacto", "Correo"]
GOOD = ["Killa Danza", "colectivo", "Cusco", "Danzan.", "killa.pe", "Mesa mt-cusco", "Inés", "Ines@ejemplo.pe"]


@pytest.fixture
def found():
    country = Territory.objects.create(slug="peru", name="Perú", level=Level.COUNTRY, path="/PE/")
    Territory.objects.create(slug="cusco", name="Cusco", level=Level.REGION, parent=country, path="/PE/08/", inei="08")
    return campaign(group())


def row(name, *, territory="", site="", groups="", contact="", email=""):
    return [name, "", territory, "", site, groups, contact, email]


def upload(client, found, data, name="perfiles.xlsx", **more):
    sent = {"file": SimpleUploadedFile(name, data), "id": "0190f0f0-0000-7000-8000-000000000001", **more}
    return client.post(found.get_absolute_url() + "importar/", sent)


def again(client, found, seen, **more):
    kept = {name: seen.context[name] for name in ("id", "text", "odd")}
    return client.post(found.get_absolute_url() + "importar/", {**kept, **more})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("p.xlsx", sheets_made.xlsx(GOOD, headers=HEADERS)),
        ("p.ods", sheets_made.ods(GOOD, headers=HEADERS)),
        ("p.csv", sheets_made.csv_file(GOOD, headers=HEADERS, encoding="cp1252", separator=";")),
    ],
)
def test_nothing_is_kept_until_it_is_confirmed_and_confirming_twice_is_once(client, found, name, data):
    luis = facilitator()
    client.force_login(luis)
    seen = upload(client, found, data, name)
    assert seen.context["shown"].may_be_kept
    assert not Profile.objects.exists()

    for _time in range(2):
        assert again(client, found, seen, confirm="1").url == found.get_absolute_url() + "perfiles/"

    kept = Profile.objects.get()
    assert (kept.name, kept.kind, kept.territory.name, kept.site, kept.prefilled_by) == (
        *("Killa Danza", "colectivo", "Cusco", "https://killa.pe"),
        luis,
    )
    assert [each.slug for each in kept.working_groups.all()] == ["mt-cusco"]
    assert kept.contact.email == "ines@ejemplo.pe"
    assert actions(kept) == ["alliance.profile_prefilled"]
    assert actions(found) == ["alliance.profile_sheet_imported"]


def test_the_same_file_sent_again_keeps_nothing_twice(client, found):
    client.force_login(facilitator())
    data = sheets_made.xlsx(GOOD, headers=HEADERS)
    again(client, found, upload(client, found, data), confirm="1")
    seen = upload(client, found, data, id="0190f0f0-0000-7000-8000-000000000002")
    assert [shown.problems for shown in seen.context["shown"].rows] == [
        ["Esta campaña ya tiene un perfil con este nombre. Si es otra organización, agrega su distrito."]
    ]
    assert again(client, found, seen, confirm="1").status_code == 200
    assert Profile.objects.count() == 1


def test_every_problem_of_every_row_is_listed_at_once_and_nothing_is_kept(client, found):
    profile(found, "Ya está", Contact())
    gone = profile(found, "Se fue", Contact("", "no@ejemplo.pe"))
    services.withdraw_profile(gone, by=Operator("test"))
    Profile.objects.filter(pk=gone.pk).update(declined_digest=declined_digest(found, "no@ejemplo.pe"))
    rows = [
        row("Bien"),
        row("", email="a@ejemplo.pe"),
        row("bien"),
        row("YA ESTÁ"),
        row("Cinco", territory="Atlántida", groups="Mesa que no hay; Mesa mt-cusco"),
        row("Seis", email="no es correo", site="esto no es"),
        row("Siete", contact="Rosa"),
        row("Ocho", email="NO@ejemplo.pe"),
        row("Nueve"),
        row("x" * 201),
    ]
    data = sheets_made.xlsx(*rows, headers=HEADERS, formulas=[("B10", "=1+1", "2")])
    client.force_login(facilitator())

    seen = upload(client, found, data)

    shown = seen.context["shown"]
    assert {each.number: len(each.problems) for each in shown.rows} == {
        **{2: 0, 3: 1, 4: 1, 5: 1, 6: 2, 7: 2, 8: 1, 9: 1, 10: 1, 11: 1}
    }
    assert (shown.count, shown.bad_count) == (10, 9)
    assert again(client, found, seen, confirm="1").status_code == 200
    assert Profile.objects.exclude(name="").count() == 1
    given = again(client, found, seen, with_problems="1")
    said = CalamineWorkbook.from_filelike(io.BytesIO(given.content)).get_sheet_by_index(0).to_python()
    assert [bool(line[-1]) for line in said[1:]] == [False, *[True] * 9]


def test_rows_that_may_be_here_already_say_so_and_are_not_kept_out(client, found):
    organization("killa-danzas")
    client.force_login(facilitator())
    seen = upload(client, found, sheets_made.xlsx(GOOD, row("Waytay"), headers=HEADERS))
    assert [each.notes for each in seen.context["shown"].rows] == [["¿Ya está aquí? Killa-Danzas"], []]
    assert "Killa-Danzas" in seen.content.decode()
    assert seen.context["shown"].may_be_kept


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        sheets_made.xlsx(["x"], headers=["Otra"]),
        sheets_made.xlsx(headers=HEADERS),
        sheets_made.csv_file(*[[f"Uno {n}"] for n in range(1_001)], headers=["nombre"]),
    ],
)
def test_what_is_no_sheet_of_profiles_is_refused_beside_the_file(client, found, data):
    client.force_login(facilitator())
    answer = upload(client, found, data, "p.csv" if data[:2] != b"PK" else "p.xlsx")
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert "shown" not in answer.context


def test_the_empty_sheet_comes_back_filled_in(client, found):
    client.force_login(facilitator())
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(found.get_absolute_url() + "plantilla.xlsx").content))
    sheet, lists = book.get_sheet_by_name("perfiles").to_python(), book.get_sheet_by_name("listas").to_python()
    assert {cell for line in lists for cell in line if cell} == {"territorio", "mesas", "Cusco", "Mesa mt-cusco"}
    assert len(book.get_sheet_by_name("columnas").to_python()) == 9
    filled = {"nombre": "Killa", "territorio": "Cusco", "mesas": "Mesa mt-cusco"}
    data = sheets_made.xlsx([filled.get(header, "") for header in sheet[0]], headers=sheet[0])

    seen = upload(client, found, data)

    assert seen.context["shown"].may_be_kept
    assert seen.context["shown"].unused == ""
    again(client, found, seen, confirm="1")
    assert Profile.objects.get().territory.name == "Cusco"


def test_only_who_works_here_sends_one_and_only_while_the_campaign_takes_profiles(client, found):
    data = sheets_made.xlsx(GOOD, headers=HEADERS)
    assert client.get(found.get_absolute_url() + "importar/").status_code == 302
    client.force_login(stranger())
    assert upload(client, found, data).status_code == 403
    client.force_login(facilitator())
    seen = upload(client, found, data)
    type(found).objects.update(until_on=days_ago(1))
    answer = again(client, found, seen, confirm="1")
    assert "no recibe perfiles hoy" in answer.content.decode()
    assert not Profile.objects.exists()
    assert not ProfileContact.objects.exists()
