import csv
import io

import pytest
from django.contrib.auth.models import AnonymousUser

from tinkuy.core.datasets import as_csv
from tinkuy.meetings import services
from tinkuy.meetings.datasets import ATTENDANCES, DATASETS, PROGRAMMES, SESSIONS
from tinkuy.meetings.tests.gatherings import LOADER, meeting

pytestmark = pytest.mark.django_db


def rows(dataset):
    text = b"".join(as_csv(dataset, AnonymousUser())).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def full(count=1):
    for number in range(count):
        programme = services.record_programme(None, by=LOADER, name=f"Temporada {number}")
        row = meeting(f"nacional-{number}", name="Nacional", held_on="2017-08-05", programme=programme)
        services.record_attendance(row, count=120, is_approximate=True, by=LOADER)
        services.record_attendance(row, count=4, of_whom="mayores de 80", by=LOADER)
        services.record_session(row, 1, "Mesa de memoria", by=LOADER)


def test_programmes_leave_with_how_many_meetings_they_have():
    full()
    assert [(row["nombre"], row["encuentros"]) for row in rows(PROGRAMMES)] == [("Temporada 0", "1")]


def test_counts_under_five_leave_empty_and_say_so():
    full()
    found = [(row["de_quienes"], row["cantidad"], row["menos_de_5"], row["aproximada"]) for row in rows(ATTENDANCES)]
    assert found == [("", "120", "no", "sí"), ("mayores de 80", "", "sí", "no")]


def test_sessions_leave_with_their_meeting_and_place():
    full()
    assert [(row["encuentro"], row["lugar"], row["titulo"]) for row in rows(SESSIONS)] == [("nacional-0", "1", "Mesa de memoria")]


QUERIES = {"encuentros": 5, "programas": 1, "asistencias": 1, "sesiones": 1, "asistencia-por-grupos": 1, "acuerdos": 1}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.slug)
def test_tables_take_the_same_queries_whatever_the_number_of_rows(django_assert_num_queries, dataset, count):
    full(count)
    with django_assert_num_queries(QUERIES[dataset.slug]):
        rows(dataset)
    assert all(column.describe_es for column in dataset.columns)
