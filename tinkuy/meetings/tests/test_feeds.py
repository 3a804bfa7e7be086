from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction

from tinkuy.core.errors import NotAllowedError
from tinkuy.core.tests.people import secretary, stranger
from tinkuy.meetings import queries, services
from tinkuy.meetings.models import Feed
from tinkuy.meetings.tests.gatherings import LOADER, chain, meeting


@pytest.mark.django_db
@pytest.mark.parametrize("length", [2, 3, 7])
def test_record_feed_refuses_a_circle_of_any_length_and_names_both(length):
    found = chain(*(f"paso-{number}" for number in range(length)))
    with pytest.raises(services.FeedRefusedError) as refusal:
        services.record_feed(found[-1], found[0], by=secretary())
    assert str(found[0]) in str(refusal.value)
    assert str(found[-1]) in str(refusal.value)
    assert Feed.objects.count() == length - 1


@pytest.mark.django_db
def test_record_feed_lets_streams_part_and_meet_again():
    first, _second, last = chain("uno", "dos", "tres")
    services.record_feed(first, last, by=LOADER)
    assert queries.reached_from(first) == set(Feed.objects.values_list("to_meeting", flat=True))
    assert queries.reached_from(last) == set()


@pytest.mark.django_db
def test_the_database_itself_refuses_a_circle():
    first, second, third = chain("uno", "dos", "tres")
    with pytest.raises(DatabaseError, match="no circle"), transaction.atomic():
        Feed.objects.create(from_meeting=third, to_meeting=first)
    with pytest.raises(DatabaseError, match="no circle"), transaction.atomic():
        Feed.objects.filter(to_meeting=third).update(from_meeting=third, to_meeting=first)
    assert Feed.objects.filter(from_meeting=second).count() == 1


@pytest.mark.django_db
def test_record_feed_is_for_who_may_write_the_later_meeting():
    with pytest.raises(NotAllowedError):
        services.record_feed(meeting(), meeting(), by=stranger())
    assert not Feed.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time, and in memory one connection")
def test_two_people_who_would_close_a_circle_together_do_not():
    one, two = chain("a", "b")
    three, four = chain("c", "d")
    start, refused = Barrier(2), []

    def join(earlier, later):
        try:
            with transaction.atomic():
                start.wait(5)
                services.record_feed(earlier, later, by=LOADER)
        except services.FeedRefusedError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=join, args=pair) for pair in ((two, three), (four, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(refused) == 1
    assert Feed.objects.count() == 3
