"""An account from its invitation to a passkey, in a real browser on a real server with a real worker."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest

from tests.browser.phone import empty_house, look, watched_page

PASSWORD = "cuatro ríos muy hondos"
ROSA = "rosa@ejemplo.pe"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house of its own, whose mail goes into files."""
    with empty_house(tmp_path_factory.mktemp("cuentas")) as made:
        yield made


@pytest.fixture
def page(browser, house):
    with watched_page(browser, house) as opened:
        yield opened


def visit(page, path):
    page.goto(path)
    look(page)


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    look(page)


def sign_in(page, email, password):
    visit(page, "/acceso/login/?next=/cuenta/")
    page.get_by_label("Correo electrónico").fill(email)
    page.get_by_label("Contraseña", exact=True).fill(password)
    press(page, "Entrar")


def confirm_by_password(page, password):
    """Protected pages ask once more who it is."""
    if "/reauthenticate/" in page.url:
        look(page)
        page.get_by_label("Contraseña", exact=True).fill(password)
        press(page, "Seguir")


def sign_out(page):
    page.context.clear_cookies()


def code_now(secret):
    """The six figures of RFC 6238 for this half minute."""
    key = base64.b32decode(secret.replace(" ", "") + "=" * (-len(secret.replace(" ", "")) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def wait_for_the_next_code():
    """A code that was used once is refused within its half minute."""
    time.sleep(30 - time.time() % 30 + 0.2)


@pytest.fixture(scope="module")
def rosa(house, browser):
    """Rosa, invited by the secretariat, chose her password from the letter."""
    with watched_page(browser, house) as page:
        sign_in(page, "secretaria@ejemplo.pe", house.password)
        follow(page, "Personas con cuenta")
        follow(page, "Invitar a alguien")
        page.get_by_label("Nombre").fill("Rosa Ñahui")
        page.get_by_role("main").get_by_label("Correo").fill(ROSA)
        page.get_by_label("facilitador o facilitadora").check()
        press(page, "Invitar")
        page.get_by_text("Invitación hecha").wait_for()
        look(page)
        sign_out(page)

        (letter,) = house.letters_to(ROSA)
        assert letter["Subject"] == "Tu cuenta en APOC"
        link = re.search(r"http://\S+/acceso/password/reset/key/\S+", letter.get_body(("plain",)).get_content())[0]
        visit(page, link)
        page.locator("[name=password1]").fill(PASSWORD)
        page.locator("[name=password2]").fill(PASSWORD)
        press(page, "Guardar esta contraseña")
        page.get_by_role("heading", name="Tu contraseña está lista").wait_for()
        look(page)
        visit(page, link)
        page.get_by_role("heading", name="Este enlace ya no sirve").wait_for()
    return ROSA


def test_invited_person_signs_in_with_the_password_she_chose(page, rosa):
    sign_in(page, rosa, PASSWORD)

    page.get_by_role("heading", name="Mi cuenta").wait_for()
    look(page)
    assert page.get_by_role("link", name="Historial").count() == 0


def test_pages_of_ones_own_account_belong_to_the_house(page, rosa):
    for path in ("/acceso/password/reset/", "/acceso/password/reset/done/", "/acceso/password/reset/key/done/"):
        visit(page, path)
    sign_in(page, rosa, PASSWORD)
    page.wait_for_url("**/cuenta/")
    for path in ("/acceso/email/", "/acceso/password/change/", "/acceso/2fa/", "/acceso/2fa/webauthn/", "/acceso/logout/"):
        visit(page, path)


def test_forgotten_password_is_answered_by_a_letter(page, house, rosa):
    visit(page, "/acceso/password/reset/")
    page.get_by_label("Correo electrónico").fill(rosa)
    press(page, "Envíenme el enlace")
    page.get_by_role("heading", name="Mira tu correo").wait_for()

    assert "/acceso/password/reset/key/" in house.letters_to(rosa)[-1].get_body(("plain",)).get_content()


def test_codes_of_an_app_are_asked_after_the_password(page, house, rosa):
    sign_in(page, rosa, PASSWORD)
    page.wait_for_url("**/cuenta/")
    page.goto("/acceso/2fa/totp/activate/")
    confirm_by_password(page, PASSWORD)
    look(page)
    secret = page.locator("code").inner_text()
    page.locator("[name=code]").fill(code_now(secret))
    press(page, "Empezar a usarla")
    page.get_by_role("link", name="Ya los tengo").wait_for()
    look(page)
    follow(page, "Ya los tengo")
    sign_out(page)

    sign_in(page, rosa, PASSWORD)
    page.get_by_role("heading", name="Un paso más").wait_for()
    look(page)
    wait_for_the_next_code()
    page.locator("[name=code]").fill(code_now(secret))
    press(page, "Entrar")
    page.wait_for_url("**/cuenta/")

    page.goto("/acceso/2fa/totp/deactivate/")
    confirm_by_password(page, PASSWORD)
    look(page)
    press(page, "Dejar de usarla")
    page.get_by_role("link", name="Empezar a usarla").wait_for()


def test_passkey_is_enough_to_sign_in(page, rosa):
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    sign_in(page, rosa, PASSWORD)
    page.wait_for_url("**/cuenta/")
    page.goto("/acceso/2fa/webauthn/add/")
    confirm_by_password(page, PASSWORD)
    look(page)
    page.locator("[name=name]").fill("mi teléfono")
    page.locator("[name=passwordless]").check()
    press(page, "Añadir la llave")
    page.wait_for_url(re.compile("/acceso/2fa/(?!webauthn/add)"))
    look(page)
    visit(page, "/acceso/2fa/webauthn/")
    page.get_by_role("heading", name="mi teléfono").wait_for()
    sign_out(page)

    visit(page, "/acceso/login/?next=/cuenta/")
    press(page, "Entrar con una llave de acceso")

    page.wait_for_url("**/cuenta/")
    page.get_by_text("Rosa Ñahui").first.wait_for()


def test_secretariat_reads_all_of_it_in_the_history(page, house, rosa):
    sign_in(page, "secretaria@ejemplo.pe", house.password)
    follow(page, "Historial")
    page.get_by_role("heading", name="Contraseña elegida").first.wait_for()
    visit(page, "/accesos/?q=nahui")
    visit(page, "/accesos/?q=ñahui")
    follow(page, "Rosa Ñahui")
    page.get_by_role("heading", name="Persona invitada").wait_for()
    for act in ("Dar un rol", "Terminar el rol", "Cerrar la cuenta"):
        follow(page, act)
        follow(page, "Cancelar")
