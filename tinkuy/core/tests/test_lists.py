"""What makes a list of fifty rows quick must say the same as what it stands in for."""

from uuid import UUID

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tinkuy.core.addresses import address_of
from tinkuy.core.filters import FiltersForm
from tinkuy.core.templatetags.tinkuy import shortened
from tinkuy.meetings.models import Meeting

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
