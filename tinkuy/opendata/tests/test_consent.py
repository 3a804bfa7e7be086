"""What the tables of all rooms together must not say."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tinkuy.agenda.tests import ground
from tinkuy.alliance.models import Organization
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


def test_no_table_holds_a_receipt():
    version = ground.published()
    receipts = set(version.wordings.values_list("contributions__receipt", flat=True))
    ground.contribution("Otra voz")

    for dataset in CATALOGUE.values():
        for row in dataset.rows(dataset.queryset(AnonymousUser())):
            assert not receipts & set(map(str, row)), dataset.slug
