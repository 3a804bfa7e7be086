"""What the tables of all rooms together must not say."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from tinkuy.agenda.tests import ground
from tinkuy.alliance.models import Organization
from tinkuy.contributions.models import Speaker
from tinkuy.meetings.queries.minutes import link_key
from tinkuy.meetings.tests import minutes_made
from tinkuy.meetings.tests.comers import comer, gathering
from tinkuy.opendata.catalogue import CATALOGUE

pytestmark = pytest.mark.django_db


def cells_of_contributions():
    dataset = CATALOGUE["aportes"]
    return [dict(zip(dataset.header, row, strict=True)) for row in dataset.rows(dataset.queryset(AnonymousUser()))]


@pytest.mark.parametrize(("may_attribute", "shown"), [(True, "Retablo"), (False, "")])
def test_an_organization_stands_beside_what_was_said_only_when_its_speaker_consented(may_attribute, shown):
    organization = Organization.objects.create(slug="retablo", name="Retablo")
    ground.contribution("Queremos talleres", organization=organization, may_attribute=may_attribute)

    assert [row["organization"] for row in cells_of_contributions()] == [shown]


# Whom nobody asked whether they may stand in a table, and in which column their names are kept.
NAMES = (
    ("core.User", "name"),
    ("contributions.Contribution", "translated_by"),
    ("contributions.Speaker", "name"),
    ("alliance.SeatInvitation", "name"),
    ("alliance.Applicant", "name"),
    ("alliance.Message", "name"),
    ("meetings.Registrant", "name"),
    ("meetings.Correction", "called"),
    ("meetings.ImageConsent", "given_by"),
)


def test_no_table_names_anybody_who_was_not_asked():
    version, minutes = ground.published(), minutes_made.circulated(slug="acta")
    minutes_made.correction(minutes, by=None, key=link_key(minutes))
    spoken = ground.contribution("Hablé", translation="I spoke", translation_language="en", may_attribute=True)
    Speaker.objects.create(contribution=spoken, name="x")
    comer(gathering(slug="con-inscritas"))
    for label, column in NAMES:
        apps.get_model(label).objects.update(**{column: "Nombre Plantado"})

    tables = {dataset.slug: list(dataset.rows(dataset.queryset(AnonymousUser()))) for dataset in CATALOGUE.values()}

    assert version
    assert len(tables["aportes"]) > 1
    assert [slug for slug, rows in tables.items() if "Nombre Plantado" in str(rows)] == []


def test_a_table_says_whether_a_translator_is_known_and_not_who():
    words = {"language": "qu", "translation": "Falta un taller", "translation_language": "es"}
    for given in ({"translated_by": "Eva", **words}, words, {}):
        ground.contribution("Taller", **given)

    assert sorted(row["translator_known"] for row in cells_of_contributions()) == ["", "no", "sí"]


def test_no_table_holds_a_receipt():
    version = ground.published()
    receipts = set(version.wordings.values_list("contributions__receipt", flat=True))
    ground.contribution("Otra voz")

    for dataset in CATALOGUE.values():
        for row in dataset.rows(dataset.queryset(AnonymousUser())):
            assert not receipts & set(map(str, row)), dataset.slug
