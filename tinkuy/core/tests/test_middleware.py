import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpResponse
from django.urls import include, path

from tinkuy.core.errors import NotAllowedError
from tinkuy.core.middleware import GetWouldWriteError
from tinkuy.core.models import User
from tinkuy.core.tests.people import stranger

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def renames(request):
    User.objects.filter(email__endswith="@ejemplo.pe").update(name="Otra")
    return HttpResponse("ok")


def remembers_the_visit(request):
    request.session["visto"] = True
    return HttpResponse("ok")


def refuses(request):
    raise NotAllowedError("Solo la secretaría técnica publica versiones.")


urlpatterns = [
    path("cambia/", renames),
    path("visita/", remembers_the_visit),
    path("prohibe/", refuses),
    path("", include("tinkuy.core.urls")),
    path("acceso/", include("allauth.urls")),
]


def test_get_that_writes_fails_and_changes_nothing(client):
    user = stranger(name="Ana")
    with transaction.atomic(), pytest.raises(GetWouldWriteError):
        client.get("/cambia/")
    transaction.set_rollback(False)
    user.refresh_from_db()
    assert user.name == "Ana"


def test_post_writes(client):
    user = stranger(name="Ana")
    assert client.post("/cambia/").status_code == 200
    user.refresh_from_db()
    assert user.name == "Otra"


def test_get_may_remember_the_visit(client):
    assert client.get("/visita/").status_code == 200
    assert Session.objects.count() == 1


def test_every_answer_forbids_what_is_not_ours(client):
    policy = client.get("/visita/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_refusal_answers_on_a_page_of_the_house(client):
    page = client.get("/prohibe/")
    assert page.status_code == 403
    assert "Solo la secretaría técnica publica versiones." in page.content.decode()
