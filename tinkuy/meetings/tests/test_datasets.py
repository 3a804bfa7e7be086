import csv
import io
from datetime import time
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from tinkuy.core.datasets import as_csv
from tinkuy.meetings import services
from tinkuy.meetings.datasets import ATTENDANCES, DATASETS, EDITION_SESSIONS, EDITIONS, PROGRAMMES, SESSIONS
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
        services.record_session(row, 1, "Mesa de memoria", lead="Rosa", lead_agrees=True, by=LOADER)
        services.publish_edition(row, uuid4(), number=1, by=LOADER)


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


def test_editions_leave_with_what_changed_and_their_sessions_with_hours_and_rooms():
    published = [{"id": uuid4(), "number": number, "note": note} for number, note in ((1, ""), (2, "Otra sala"))]
    row = meeting("nacional", held_on="2017-08-05", place="Iquitos")
    for room, values in zip(("Aula", "Patio"), published, strict=True):
        services.record_session(row, 1, "Mesa", begins_at=time(9), room=room, lead="Rosa", lead_agrees=True, by=LOADER)
        services.publish_edition(row, by=LOADER, **values)
    found = [(each["edicion"], each["vigente"], each["que_cambio"], each["sesiones"]) for each in rows(EDITIONS)]
    assert found == [("1", "no", "", "1"), ("2", "sí", "Otra sala", "1")]
    told = [(each["edicion"], each["fecha"], each["empieza"], each["sala"], each["conduce"]) for each in rows(EDITION_SESSIONS)]
    assert told == [("1", "2017-08-05", "09:00:00", "Aula", "Rosa"), ("2", "2017-08-05", "09:00:00", "Patio", "Rosa")]


QUERIES = {"encuentros": 5}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.slug)
def test_tables_take_the_same_queries_whatever_the_number_of_rows(django_assert_num_queries, dataset, count):
    full(count)
    with django_assert_num_queries(QUERIES.get(dataset.slug, 1)):
        rows(dataset)
    assert all(column.describe_es for column in dataset.columns)
