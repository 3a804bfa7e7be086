"""`tinkuy create-secretary`: the first account of a new house."""

from io import StringIO

import pytest
from django.core.management import call_command

from tinkuy.core import history
from tinkuy.core.enums import Role
from tinkuy.core.models import User

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command("create_secretary", "ana@ejemplo.pe", *arguments, stdout=out)
    return out.getvalue()


def password_in(said):
    return said.split("Contraseña:")[1].split()[0]


def test_create_secretary_prints_a_password_that_opens_the_house():
    said = run()

    ana = User.objects.get(email="ana@ejemplo.pe")
    assert ana.check_password(password_in(said))
    assert ana.roles == {Role.SECRETARIAT}
    assert [(entry.action, entry.via) for entry in history.of(ana)] == [
        ("core.user_created", "create-secretary"),
        ("core.role_granted", "create-secretary"),
    ]


def test_create_secretary_lets_her_sign_in(client):
    said = run()

    answer = client.post("/acceso/login/", {"login": "ana@ejemplo.pe", "password": password_in(said)})

    assert answer.status_code == 302
    assert client.session["_auth_user_id"]


def test_create_secretary_twice_keeps_the_account_and_its_password():
    first = password_in(run())

    said = run()

    ana = User.objects.get(email="ana@ejemplo.pe")
    assert "ya existe" in said
    assert "Contraseña:" not in said
    assert ana.check_password(first)
    assert history.of(ana).count() == 2


def test_create_secretary_replaces_a_forgotten_password_when_asked():
    first = password_in(run())

    second = password_in(run("--new-password"))

    ana = User.objects.get(email="ana@ejemplo.pe")
    assert ana.check_password(second)
    assert not ana.check_password(first)
    assert history.of(ana).last().action == "core.password_replaced"
