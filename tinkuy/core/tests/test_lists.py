"""What makes a list of fifty rows quick must say the same as what it stands in for."""

from uuid import UUID

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tinkuy.core import history
from tinkuy.core.addresses import address_of
from tinkuy.core.filters import FiltersForm, RowField
from tinkuy.core.permissions import Operator
from tinkuy.core.templatetags.tinkuy import shortened
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.models import Theme

pytestmark = pytest.mark.django_db
ONE = UUID("0192f0c1-0000-7000-8000-000000000001")


class ColourForm(FiltersForm):
    color = forms.ChoiceField(choices=[("", "todos"), ("a&b", "Añil <b>")], label="Color", required=False)
    solo = forms.BooleanField(label="Solo nuevos", required=False)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("contributions:contribution", [ONE]),
        ("meetings:meeting", ["5enc"]),
        ("agenda:wording", ["aic1", "B07"]),
        ("agenda:remove-citation", ["aic1", "B07", ONE]),
    ],
)
def test_address_is_the_one_that_the_resolver_gives(name, parts):
    assert address_of(name, *parts) == reverse(name, args=parts)


def test_label_of_a_listed_field_is_in_the_language_of_the_page():
    meeting = Meeting(kind="NATIONAL", modality="")
    with translation.override("es"):
        assert (meeting.get_kind_display(), meeting.get_modality_display()) == ("encuentro nacional", "")
    with translation.override("en"):
        assert meeting.get_kind_display() == "national meeting"
    meeting.kind = "SOMETHING_OLD"
    assert meeting.get_kind_display() == "SOMETHING_OLD"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("corto", "corto"),
        ("la plaza es de todos", "la plaza…"),
        ("sinespaciosninada", "sinespacio…"),
    ],
)
def test_shortened_ends_with_a_whole_word(text, kept):
    assert shortened(text, 11) == kept


def test_shortened_text_is_still_escaped_on_the_page():
    page = engines["django"].from_string("{{ text|shortened:11 }}").render({"text": "<b>hola</b> y chau"})
    assert page == "&lt;b&gt;hola&lt;/b…"


def test_filters_show_what_was_asked_and_escape_what_was_written():
    page = render_to_string("core/_filters.html", {"form": ColourForm({"color": "a&b", "solo": "on"})})
    assert '<option value="a&amp;b" selected>Añil &lt;b&gt;</option>' in page
    assert '<label for="id_color">Color</label>' in page
    assert "checked" in page


def test_filter_that_was_not_understood_is_said_beside_its_field():
    with translation.override("es"):
        page = render_to_string("core/_filters.html", {"form": ColourForm({"color": "verde"})})
    assert page.index("verde") > page.index("id_color")
    assert 'class="errors"' in page


class ThemeForm(FiltersForm):
    tema = RowField(Theme.objects.order_by("name"), label="Tema")


def test_a_row_is_chosen_by_its_slug_and_all_are_read_once_until_something_happens(django_assert_num_queries):
    danza, teatro = (Theme.objects.create(slug=name.lower(), name=name) for name in ("Danza", "Teatro"))
    history.record("vocabulary.theme_recorded", danza, by=Operator(via="pruebas"))
    with django_assert_num_queries(5):  # one for the rows, and each time one for what happened last
        for asked, chosen in {"danza": danza, "teatro": teatro, "": None}.items():
            form = ThemeForm({"tema": asked})
            assert form.is_valid()
            assert form.cleaned_data["tema"] == chosen
        page = render_to_string("core/_filters.html", {"form": ThemeForm({"tema": "teatro"})})
    assert '<option value="teatro" selected>Teatro</option>' in page

    radio = Theme.objects.create(slug="radio", name="Radio")
    history.record("vocabulary.theme_recorded", radio, by=Operator(via="pruebas"))
    assert ThemeForm({"tema": "radio"}).is_valid()


def test_a_row_that_is_not_there_is_said_beside_its_field():
    with translation.override("es"):
        page = render_to_string("core/_filters.html", {"form": ThemeForm({"tema": "no-hay"})})
    assert 'class="errors"' in page
