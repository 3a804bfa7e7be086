"""One voice's way through the whole house, as people walk it: by links and forms, without JavaScript."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import demo_data

SAID = "En mi barrio la biblioteca cierra a las seis. Queremos que abra de noche, cuando volvemos del trabajo."
QUOTE = "Queremos que abra de noche, cuando volvemos del trabajo"
MISQUOTE = "Queremos que abra por la noche, cuando volvemos del trabajo"
VERSION = "Agenda de prueba"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A served demo of its own, because this journey writes: its address, the secretariat's password, its folder."""
    folder = tmp_path_factory.mktemp("journey")
    password = demo_data.load(folder)
    with demo_data.served(folder) as address:
        yield address, password, folder


@pytest.fixture
def visit(browser, house):
    """Opens a window without JavaScript, on a phone, at an address of the house."""
    windows = []

    def open_at(path: str):
        window = browser.new_context(
            base_url=house[0], java_script_enabled=False, viewport={"width": 360, "height": 800}, locale="es-PE"
        )
        windows.append(window)
        page = window.new_page()
        page.goto(path)
        return page

    yield open_at
    for window in windows:
        window.close()


def follow(page, ending: str) -> None:
    """Click the link of the page's own text whose address ends so: what has no link is not reached."""
    page.locator(f'main a[href$="{ending}"]').first.click()


def send(page, **values) -> None:
    """Fill in the page's form and send it; a list ticks boxes, a text that is an option's chooses it."""
    form = page.locator("main form").filter(has=page.locator(f'[name="{next(iter(values), "csrfmiddlewaretoken")}"]')).first
    for name, value in values.items():
        field = form.locator(f'[name="{name}"]')
        if value is True:
            field.check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    form.locator('button[type="submit"], button:not([type])').first.click()


def text_of(page) -> str:
    return re.sub(r"\s+", " ", page.locator("main").inner_text())


def sign_in(page, password: str) -> None:
    page.locator(".menu summary").click()
    page.get_by_role("link", name="Entrar").locator("visible=true").click()
    send(page, login="secretaria@ejemplo.pe", password=password)


def record_meeting(page) -> None:
    page.goto("/encuentros/")
    follow(page, "/encuentros/nuevo/")
    send(page, name="Asamblea del barrio", held_on="2026-03-14", place="Casa comunal", conveners_text="Vecinas y vecinos")
    assert "Asamblea del barrio" in text_of(page)
    assert "14 de marzo de 2026" in text_of(page)


def type_contribution(page) -> tuple[str, str]:
    """The receipt that the slip shows, and the address of the contribution."""
    follow(page, "/aportes/")
    follow(page, "/aportes/nuevo/")
    send(page, text=SAID, may_publish=True)
    receipt = page.locator(".slip-code").inner_text()
    page.get_by_role("link", name="Leer este aporte").click()
    assert SAID in text_of(page)
    return receipt, page.url


def write_version(page) -> None:
    page.goto("/agenda/")
    follow(page, "/agenda/version-nueva/")
    send(page, agenda="Agenda de Incidencia Compartida", number="3", name=VERSION, slug="prueba-3")
    follow(page, "/eje-nuevo/")
    send(page, position="1", title="Espacios abiertos")
    follow(page, "/bloque-nuevo/")
    send(
        page,
        block_code="B01",
        axis="Espacios abiertos",
        position="1",
        title="Bibliotecas de noche",
        text="Las bibliotecas cierran cuando la gente puede ir.",
        demand="Que las bibliotecas públicas abran hasta las diez.",
    )
    assert "Bibliotecas de noche" in text_of(page)


def quote(page, address: str) -> None:
    """First with other words than were said: the house shows the nearest place, and nothing typed is lost."""
    follow(page, "/citar/")
    send(page, contribution=address, typed=MISQUOTE)
    assert "por la" in page.locator("main del").all_inner_texts()
    assert page.locator('[name="typed"]').input_value() == MISQUOTE
    send(page, typed=QUOTE)
    assert page.locator("main mark.quoted").inner_text() == QUOTE


def adopt_and_publish(page) -> None:
    page.locator("main .kicker a").filter(has_text=VERSION).click()
    follow(page, "/adoptar/")
    send(page, on="2026-04-01", note="Asamblea general")
    follow(page, "/publicar/")
    send(page)
    assert page.locator('main a[href$=".json"]').count()


def verified(page, folder: Path) -> str:
    """What `tinkuy verify` says of the file that the page offers, with the key that the house shows."""
    with page.expect_download() as kept:
        page.locator('main a[href$=".json"]').first.click()
    file = folder / "prueba-3.json"
    kept.value.save_as(file)
    page.goto("/agenda/llave/")
    key = page.locator("main code, main pre").filter(has_text=re.compile(r"^[A-Za-z0-9+/=_-]{40,}$")).first.inner_text()
    command = [sys.executable, "-c", "from tinkuy.cli import main; main()", "verify", str(file), "--key", key]
    done = subprocess.run(command, cwd=demo_data.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_what_somebody_said_is_followed_to_the_published_agenda_and_back(visit, house):
    _address, password, folder = house
    secretariat = visit("/")
    sign_in(secretariat, password)
    record_meeting(secretariat)
    receipt, address = type_contribution(secretariat)

    somebody = visit(f"/hilo/{receipt}/")
    assert "Estas palabras todavía no se publican" in text_of(somebody)

    secretariat.goto(address)
    secretariat.locator('main form[action$="/validar/"] button').click()
    write_version(secretariat)
    quote(secretariat, address)
    adopt_and_publish(secretariat)
    found = verified(secretariat, folder)
    assert "El archivo está tal como se publicó: no cambió ni una palabra." in found
    assert "Firmó la clave en la que confías" in found

    visitor = visit("/")
    send(visitor, codigo=receipt.lower().replace("-", " "))
    assert "Tus palabras están en la agenda" in text_of(visitor)
    assert visitor.locator("main mark.quoted").inner_text() == QUOTE
    follow(visitor, "/agenda/prueba-3/B01/")
    assert "Que las bibliotecas públicas abran hasta las diez." in text_of(visitor)
    follow(visitor, "/agenda/prueba-3/")
    assert "Bibliotecas de noche" in text_of(visitor)


def test_a_code_that_nobody_has_is_told_so_and_can_be_typed_again(visit):
    page = visit("/")
    send(page, codigo="K7M3X")
    assert page.locator("#codigo-error").is_visible()
    assert page.locator("#codigo").input_value() == "K7M3X"
