"""The Cusco group's known meetings of 2016-2019, typed in by hand on a telephone (docs/walks/2016-2019-por-paginas.md).

Each step may take so many taps and pages at most: who makes it longer sees it here.
"""

import re

import pytest
from PIL import Image

from tests.browser.phone import SECRETARIAT, Phone, empty_house, watched_page

COORDINATOR, PASSWORD = "coordina@ejemplo.pe", "cuatro ríos muy hondos"
CALL = "http://apoc.pe/2018/06/27/cusco-organizaciones-culturales"
COLUMN = "https://limagris.com/viernes-literario-foro-regional-por-la-cultura-en-el-cusco"
GROUP, CUSCO = "Mesa de Trabajo de Cusco", "Cusco (provincia, Cusco)"
ORGANIZATIONS = {"Art Restauro": CALL, "Ruwashayku": CALL, "Defensores del Patrimonio Mosoq Yawar": CALL, "Reducto": COLUMN}
LISTS = {
    "27 de junio de 2018": ["Art Restauro", "Ruwashayku", "Defensores del Patrimonio Mosoq Yawar"],
    "junio de 2019": ["Art Restauro", "Ruwashayku", "Reducto"],
}
FORUM = "Foro Regional de Políticas Culturales"
MOST = {
    "sign in": (5, 3),
    "organizations": (17, 6),
    "group": (10, 4),
    "lists": (12, 4),
    "membership": (5, 2),
    "coordinator": (5, 2),
    "national meeting": (12, 3),
    "accept": (7, 4),
    "workshop": (13, 3),
    "meeting without a date": (6, 3),
    "forum": (11, 3),
    "tables": (8, 4),
    "attendance": (6, 3),
    "minutes": (4, 2),
    "agreements": (5, 3),
    "photo": (6, 3),
    "joined": (4, 2),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with empty_house(tmp_path_factory.mktemp("cusco")) as made:
        yield made


@pytest.fixture
def phone(browser, house):
    with watched_page(browser, house) as page:
        yield Phone(page)


def sign_in(phone, email, password):
    phone.write(login=email, password=password)
    phone.send()


def write_the_alliance(phone, house):
    with phone.step("sign in"):
        phone.page.goto("/")
        phone.menu("/acceso/login/")
        sign_in(phone, SECRETARIAT, house.password)
    with phone.step("organizations"):
        phone.menu("/organizaciones/")
        phone.follow("/organizaciones/nueva/")
        phone.write(territory=CUSCO, standing="miembro")
        before = ""
        for name, read_at in ORGANIZATIONS.items():
            phone.write(name=name, **({"source_url": read_at} if read_at != before else {}))
            before = read_at
            phone.and_another()
    with phone.step("group"):
        phone.menu("/organizaciones/")
        phone.follow("/mesas/")
        phone.follow("/mesas/nueva/")
        phone.write(name=GROUP, kind="territorial", territory=CUSCO)
        phone.send()
    with phone.step("lists"):
        for as_of, names in LISTS.items():
            phone.follow("/listas/nueva/")
            phone.write(as_of=as_of, organizations=names)
            phone.send()


def name_the_coordinator(phone):
    with phone.step("membership"):
        phone.follow("/membresias/nueva/")
        phone.write(organization="Reducto", since_on="hacia 2019")
        phone.send()
    with phone.step("coordinator"):
        phone.follow("/coordinacion/nueva/")
        phone.write(name="Rosa Ñahui", email=COORDINATOR, invites=["abrir una"])
        phone.send()
    assert "Rosa Ñahui" in phone.text()
    assert "hacia 2019" in phone.text()
    assert "27 de junio de 2018" in phone.text()


def write_the_national_meeting(phone):
    with phone.step("national meeting"):
        phone.menu("/encuentros/")
        phone.follow("/encuentros/nuevo/")
        phone.write(kind="encuentro nacional", name="6to Encuentro Nacional de Cultura", held_on="2019", place="Chimbote")
        phone.write(state="realizado", source_url=COLUMN)
        phone.send()
    assert "6to Encuentro" in phone.text()


def accept(phone, house):
    (letter,) = house.letters_to(COORDINATOR)
    with phone.step("accept"):
        phone.page.goto(re.search(r"http://\S+/key/\S+", letter.get_body(("plain",)).get_content())[0])
        phone.write(password1=PASSWORD, password2=PASSWORD)
        phone.send()
        phone.follow("/acceso/login/")
        sign_in(phone, COORDINATOR, PASSWORD)
    assert "Dónde participas" in phone.text()


def write_the_meetings_of_the_group(phone):
    with phone.step("workshop"):
        phone.follow("/mesas/mesa-de-trabajo-de-cusco/")
        phone.follow("/encuentros/nuevo/?mesa=mesa-de-trabajo-de-cusco")
        phone.write(kind="taller", name="Taller Participativo", held_on="12 de julio de 2018", begins_at="18:00")
        phone.write(place="Casa de la Cultura", convening_organizations=LISTS["27 de junio de 2018"], source_url=CALL)
        phone.send()
    assert "12 de julio de 2018, 18:00" in phone.text()
    assert CALL in phone.text()
    with phone.step("meeting without a date"):
        phone.follow("/mesas/mesa-de-trabajo-de-cusco/")
        phone.follow("/encuentros/nuevo/?mesa=mesa-de-trabajo-de-cusco")
        phone.write(kind="reunión con una autoridad", name="Reunión con la Municipalidad Provincial")
        phone.send()
    assert "fecha por completar" in phone.text().lower()
    with phone.step("forum"):
        phone.follow("/mesas/mesa-de-trabajo-de-cusco/")
        phone.follow("/encuentros/nuevo/?mesa=mesa-de-trabajo-de-cusco")
        phone.write(kind="foro", name=FORUM, held_on="quizá el 27 de junio de 2019", place="Plazoleta Regocijo")
        phone.write(state="realizado", source_url=COLUMN)
        phone.send()
    assert "Quizá el 27 de junio de 2019" in phone.text()


def write_what_it_held(phone):
    with phone.step("tables"):
        phone.tap(phone.page.locator('main a[href="#sesiones"]'))
        phone.follow("/sesiones/nueva/")
        for title in ("Convención 2005", "Sociedad civil"):
            phone.write(title=title)
            phone.and_another()
        phone.write(title="Desarrollo sostenible")
        phone.send()
    assert [title in phone.text() for title in ("Convención 2005", "Sociedad civil", "Desarrollo sostenible")] == [True] * 3
    with phone.step("attendance"):
        phone.follow("/asistencia/nueva/")
        phone.write(count="60")
        phone.and_another()
        phone.write(of_whom="mujeres", count="34")
        phone.send()
    assert "34 mujeres" in phone.text()
    with phone.step("minutes"):
        phone.follow("/acta/escribir/")
        phone.write(summary="Se presentó la Convención 2005.", achievements="Cinco organizaciones convocaron juntas.")
        phone.send()
    with phone.step("agreements"):
        phone.follow("/acuerdos/nuevo/")
        phone.write(text="Llevar la posición de la mesa al encuentro nacional")
        phone.and_another()
        phone.write(text="Pedir una reunión con la municipalidad")
        phone.send()
    assert "Pedir una reunión" in phone.text()


def show_and_join(phone, photo):
    with phone.step("photo"):
        phone.tap(phone.page.locator("main .kicker a", has_text=FORUM))
        phone.follow("/materiales/nuevo/")
        phone.page.set_input_files("main [name=file]", photo)
        phone.write(title="La mesa del foro", alt="Cinco personas en una mesa larga", shows_people=["No"])
        phone.send()
    assert "La mesa del foro" in phone.text()
    phone.tap(phone.page.locator("main .kicker a", has_text=FORUM))
    phone.follow("/recoge/nuevo/")
    phone.write(way=["se llevó"], other="6to Encuentro Nacional de Cultura (2019)")
    phone.send()
    assert "lo anota quien lo convoca" in phone.text()


def test_the_meetings_of_a_group_are_typed_in_on_a_telephone(browser, house, phone, tmp_path):
    photo = tmp_path / "foto.jpg"
    Image.new("RGB", (1200, 900), "sienna").save(photo)
    write_the_alliance(phone, house)
    name_the_coordinator(phone)
    write_the_national_meeting(phone)
    with watched_page(browser, house) as page:
        hers = Phone(page)
        accept(hers, house)
        write_the_meetings_of_the_group(hers)
        write_what_it_held(hers)
        show_and_join(hers, photo)
    with phone.step("joined"):
        phone.follow("/recoge/nuevo/")
        phone.write(other=f"{FORUM} (quizá el 27 de junio de 2019)")
        phone.send()
    assert FORUM in phone.text()
    taken = {name: (step.taps, step.pages) for name, step in {**phone.taken, **hers.taken}.items()}
    assert taken.keys() == MOST.keys()
    assert {name: took for name, took in taken.items() if took[0] > MOST[name][0] or took[1] > MOST[name][1]} == {}
