import pytest
from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.test import Client, RequestFactory
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from tinkuy.core import drafts
from tinkuy.core.tests.people import stranger

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class WritingForm(forms.Form):
    text = forms.CharField(label="Texto", help_text="Con tus palabras", widget=forms.Textarea)
    themes = forms.MultipleChoiceField(
        label="Temas", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    password = forms.CharField(label="Clave", required=False)


@drafts.login_required_keeping_draft
def write(request):
    form = WritingForm(request.POST or None, initial=drafts.initial(request, WritingForm))
    if request.method == "POST" and form.is_valid():
        drafts.forget(request)
        return redirect("/escrito/")
    return render(request, "core/_form.html", {"form": form})


@csrf_exempt
def plain(request):
    return render(request, "core/base.html")


urlpatterns = [
    path("escribir/", write),
    path("escrito/", lambda request: HttpResponse("ok")),
    path("llano/", plain),
    path("", include("tinkuy.core.urls")),
    path("acceso/", include("allauth.urls")),
]
handler404 = "tinkuy.core.views.house.not_found"


def sign_in(client, user, to):
    return client.post("/acceso/login/", {"login": user.email, "password": "una clave larga", "next": to})


def a_person_with_checked_email():
    user = stranger()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def test_write_without_session_keeps_the_text_until_after_login(client):
    user = a_person_with_checked_email()
    sent = client.post("/escribir/", {"text": "El local se cierra ♥", "themes": ["b"], "password": "no me guardes"})
    assert sent.url == "/acceso/login/?next=/escribir/"
    assert "no me guardes" not in str(dict(client.session))

    assert sign_in(client, user, "/escribir/").url == "/escribir/"
    page = client.get("/escribir/").content.decode()

    assert "El local se cierra ♥" in page
    assert page.count("checked") == 1


def test_write_when_sent_forgets_the_draft(client):
    user = a_person_with_checked_email()
    client.post("/escribir/", {"text": "El local se cierra"})
    sign_in(client, user, "/escribir/")

    assert client.post("/escribir/", {"text": "El local se cierra ya"}).status_code == 302

    assert "El local" not in client.get("/escribir/").content.decode()
    assert client.session[drafts.KEY] == {}


def test_keep_many_drafts_lets_the_oldest_go(client):
    request = RequestFactory().post("/", {})
    request.session, kept = client.session, []
    for number in range(drafts.MOST_DRAFTS + 2):
        request.path = f"/{number}/"
        request.POST = RequestFactory().post("/", {"text": "x"}).POST
        kept.append(drafts)
        _keep_quietly(request)
    assert list(request.session[drafts.KEY]) == [f"/{number}/" for number in range(2, drafts.MOST_DRAFTS + 2)]


def _keep_quietly(request):
    from django.contrib.messages.storage.session import SessionStorage

    request._messages = SessionStorage(request)
    drafts.keep(request)


def test_base_names_the_alliance_and_marks_where_one_is(client):
    page = client.get("/llano/").content.decode()
    assert '<html lang="es">' in page
    assert "Alianza Peruana de Organizaciones Culturales" in page
    assert page.count("<h1") == 0
    assert page.count("<main") == 1
    assert "style=" not in page
    assert "<script" not in page


def test_base_costs_no_query_to_a_visitor(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/llano/")


def test_set_language_changes_the_words_of_the_next_page(client):
    client.post("/idioma/", {"language": "en", "next": "/llano/"})
    assert "Skip to the content" in client.get("/llano/").content.decode()


def test_form_ties_help_and_errors_to_their_field(client):
    client.force_login(stranger())
    page = client.post("/escribir/", {"themes": ["a"]}).content.decode()
    assert 'for="id_text"' in page
    assert 'aria-describedby="id_text_helptext' in page
    assert 'id="id_text_error"' in page
    assert "<fieldset" in page
    assert "<legend>Temas" in page


@pytest.mark.parametrize("address", ["/acceso/login/", "/acceso/password/reset/"])
def test_entrance_pages_open_in_the_house_layout(client, address):
    page = client.get(address)
    assert page.status_code == 200
    assert 'class="site-head"' in page.content.decode()


@pytest.mark.parametrize("address", ["/acceso/2fa/", "/acceso/email/", "/acceso/password/change/", "/acceso/logout/"])
def test_account_pages_open_in_the_house_layout(client, address):
    user = a_person_with_checked_email()
    sign_in(client, user, "/")
    page = client.get(address)
    assert page.status_code == 200
    assert 'class="site-head"' in page.content.decode()


def test_login_page_offers_no_sign_up_and_runs_no_inline_script(client):
    page = client.get("/acceso/login/").content.decode()
    assert "signup" not in page
    assert all("src=" in tag or "application/json" in tag for tag in page.split("<script")[1:])


def test_not_found_answers_on_a_page_of_the_house(client):
    page = client.get("/no-existe/")
    assert page.status_code == 404
    assert (
        'property="og:title" content="There is nothing here"'
        in client.get("/x/", headers={"accept-language": "en"}).content.decode()
    )
    assert 'action="/buscar/"' in page.content.decode()


def test_form_sent_too_late_shows_what_was_typed():
    client = Client(enforce_csrf_checks=True)
    client.force_login(stranger())
    page = client.post("/escribir/", {"text": "Mi <b>voz</b>", "password": "secreta"})
    assert page.status_code == 403
    assert "Mi &lt;b&gt;voz&lt;/b&gt;</textarea>" in page.content.decode()
    assert "secreta" not in page.content.decode()


def test_the_footer_leads_to_the_source_of_the_program_that_runs(client, db, settings):
    settings.SOURCE_URL = "https://codigo.ejemplo.pe/tinkuy"
    assert '<a href="https://codigo.ejemplo.pe/tinkuy">' in client.get("/acceso/login/").content.decode()
