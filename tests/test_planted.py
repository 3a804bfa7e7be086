"""Telephones, document numbers and addresses of people, planted in every field that could hold them, come out nowhere.

Fields are found by their kind and name, so that those of models yet to be written are planted too.
"""

import re

import pytest
from django.apps import apps
from django.db import models, transaction
from model_bakery import baker

from tests.walking import walked
from tinkuy.alliance.models import Organization
from tinkuy.contributions.models import Contribution, Speaker
from tinkuy.core import history
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import facilitator, secretary
from tinkuy.vocabulary.services import load_territories
from tinkuy.web.services.sample import load_sample

pytestmark = pytest.mark.django_db
BY = Operator(via="prueba")
PHONE, DNI, RUC, MAIL = "987654321", "45678912", "20456789123", "correo-plantado.pe"
PLANTED = re.compile(rf"987[ .-]?654[ .-]?321|{DNI}|{RUC}|{re.escape(MAIL)}", re.IGNORECASE)
# Longest first: as many as a field holds.
VALUES = (f"{PHONE} {DNI} {RUC} rosa@{MAIL}", f"{PHONE} {DNI} {RUC}", f"{PHONE} {DNI}", PHONE, DNI)
PERSONAL = re.compile(
    r"phone|mobile|whatsapp|celular|telefono|contact|document_number|(^|_)(dni|ruc|passport|identity|id_number)(_|$)|e_?mail|"
    r"address(_|$)|device|file_name|last_error|birth|guardian|emergency|health|access_needs|"
    r"^(about|details_private)$"
)
# Names of people that are nobody's to read, and fields whose name says something else.
BESIDES = {"core.User": {"name"}, "contributions.Speaker": {"name"}, "contributions.Contribution": {"translated_by"}}
NOT_PERSONAL = {"addressee_level", "document"}
# What a row needs besides, where the database asks for one of several.
NEEDED = {"alliance.Message": {"working_group": lambda: baker.make("alliance.WorkingGroup")}}


def personal_fields(model):
    """The fields of `model` in which something personal may be typed."""
    return [field for field in model._meta.concrete_fields if is_personal(model, field)]


def is_personal(model, field):
    if not isinstance(field, models.CharField | models.TextField | models.JSONField) or field.choices:
        return False
    if field.name in BESIDES.get(model._meta.label, ()) or isinstance(field, models.EmailField):
        return True
    return bool(PERSONAL.search(field.name)) and field.name not in NOT_PERSONAL


def with_personal_fields():
    ours = [model for model in apps.get_models() if model.__module__.startswith("tinkuy.") and not model._meta.proxy]
    return [model for model in ours if model._meta.label != "core.HistoryEntry" and personal_fields(model)]


def planted(field, number):
    if isinstance(field, models.JSONField):
        return {"telefono": VALUES[0]}
    if isinstance(field, models.EmailField):
        return f"rosa{number}@{MAIL}"
    room = field.max_length or 10_000
    text = next(value for value in VALUES if len(value) + 5 <= room or len(value) <= room)
    return f"{text} {number}"[:room]


def plant():
    """Put something into each such field of each row there is; of a model without rows one is made."""
    for model in with_personal_fields():
        if not model._base_manager.exists():
            baker.make(model, **NEEDED.get(model._meta.label, {}))
        for number, row in enumerate(model._base_manager.all()[:50]):
            model._base_manager.filter(pk=row.pk).update(**{f.name: planted(f, number) for f in personal_fields(model)})
    with transaction.atomic():
        somebody = User.objects.first()
        history.record("core.user_invited", somebody, by=somebody, reason=VALUES[0])


@pytest.fixture
def site():
    """The whole sample, people who work here, one who spoke and did not consent to be named, and something in every field."""
    load_territories(by=BY)
    agenda = load_sample(by=BY)
    ana, luis = secretary(), facilitator()
    unnamed = Contribution.objects.order_by("pk").first()
    Speaker.objects.create(contribution=unnamed, name="Rosa")
    Contribution.objects.update(captured_by=luis)
    plant()
    return agenda, ana


def leaks():
    """Where something planted comes out, to somebody without an account; and how many places were looked at."""
    places = list(walked())
    return [(address, match.group()) for address, text, _page in places for match in PLANTED.finditer(text)], len(places)


def test_fields_of_people_are_found():
    names = {f"{model._meta.label}.{field.name}" for model in with_personal_fields() for field in personal_fields(model)}

    assert {
        "core.User.email",
        "core.User.name",
        "core.Mail.last_error",
        "core.Mail.about",
        "contributions.Contribution.device",
        "contributions.Import.file_name",
        "contributions.Speaker.name",
    } <= names


def test_nothing_of_people_comes_out_anywhere(site):
    found, looked_at = leaks()

    assert found == []
    assert looked_at > 80


def test_the_crawl_sees_what_does_come_out(site):
    Organization.objects.create(slug="teatro", name="Teatro", description=f"Escríbenos a {PHONE} o a rosa@{MAIL}")

    found, _looked_at = leaks()

    assert {match for _address, match in found} == {PHONE, MAIL}
    assert "/organizaciones/teatro/" in {address for address, _match in found}
