from datetime import date

import pytest

from tinkuy.alliance.models import WorkingGroup
from tinkuy.core import history
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.pure.ids import named
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import services
from tinkuy.meetings.models import Attendance, Feed, Meeting
from tinkuy.meetings.tests.gatherings import LOADER, coordinator_of
from tinkuy.vocabulary.models import Theme

pytestmark = pytest.mark.django_db


def meeting(slug="5enc", **values):
    return services.record_meeting(None, by=LOADER, slug=slug, **{"kind": "NATIONAL", **values})


def actions(target):
    return [entry.action for entry in history.of(target)]


def test_record_programme_twice_is_one():
    for _time in range(2):
        row = services.record_programme(named("programme", "pre"), by=LOADER, slug="pre", name="Pre/Encuentros")
    assert actions(row) == ["meetings.programme_recorded"]
    with pytest.raises(NotAllowedError):
        services.record_programme(None, by=facilitator(), slug="otro", name="Otro")


def test_record_meeting_bounds_its_honest_date():
    row = meeting(held_on="2017-08-03/2017-08-05")
    assert (row.earliest_on, row.latest_on) == (date(2017, 8, 3), date(2017, 8, 5))
    services.record_meeting(row.pk, by=LOADER, held_on="")
    row.refresh_from_db()
    assert (row.held_on, row.earliest_on, row.latest_on) == ("", None, None)


def test_record_meeting_twice_is_one_and_links_are_remembered():
    theme = Theme.objects.create(slug="memoria", name="Memoria")
    row = meeting(held_on="2017")
    services.record_meeting(row.pk, by=LOADER, held_on="2017")
    services.record_meeting(row.pk, by=LOADER, themes=[theme])
    assert actions(row) == ["meetings.meeting_recorded", "meetings.meeting_changed"]
    assert history.of(row).last().details == {"changes": {"themes": [[], [str(theme.pk)]]}}


def test_record_meeting_refuses_what_is_no_date_beside_its_field():
    with pytest.raises(InvalidError) as refusal:
        meeting(held_on="pronto")
    assert list(refusal.value.errors) == ["held_on"]


def test_record_meeting_makes_an_address_from_its_name_or_kind():
    names = [
        services.record_meeting(None, by=LOADER, kind="NATIONAL", **each).slug for each in ({"name": "Tinkuy"}, {"number": "7"})
    ]
    assert names[0] == "tinkuy"
    assert names[1].endswith("-7")


@pytest.mark.parametrize("who", [secretary, facilitator])
def test_record_meeting_is_for_secretariat_and_facilitators(who):
    assert services.record_meeting(None, by=who(), kind="TALK", name="Charla").pk


def test_record_meeting_refuses_a_stranger():
    with pytest.raises(NotAllowedError):
        services.record_meeting(None, by=stranger(), kind="TALK", name="Charla")
    assert not Meeting.objects.exists()


def test_record_meeting_is_for_the_coordinator_of_a_group_that_convenes_it():
    mine, other = (WorkingGroup.objects.create(slug=slug, name=slug) for slug in ("mia", "otra"))
    quispe = coordinator_of(mine)
    services.record_meeting(None, by=quispe, kind="TALK", name="Nuestra", convening_groups=[mine])
    with pytest.raises(NotAllowedError):
        services.record_meeting(None, by=quispe, kind="TALK", name="Ajena", convening_groups=[other])


def test_record_meeting_refuses_to_take_over_a_meeting_of_others():
    mine = WorkingGroup.objects.create(slug="mia", name="Mía")
    row = meeting()
    with pytest.raises(NotAllowedError):
        services.record_meeting(row.pk, by=coordinator_of(mine), convening_groups=[mine])


def test_record_feed_twice_is_one_and_removing_it_needs_a_reason():
    first, second, ana = meeting("pre"), meeting("nacional"), secretary()
    for _time in range(2):
        services.record_feed(first, second, by=ana)
    with pytest.raises(services.FeedRefusedError):
        services.remove_feed(first, second, reason=" ", by=ana)
    for _time in range(2):
        services.remove_feed(first, second, reason="Fue otro encuentro", by=ana)
    assert not Feed.objects.exists()
    assert actions(second)[1:] == ["meetings.feed_recorded", "meetings.feed_removed"]
    assert history.of(second).last().details == {"from_meeting": str(first.pk), "reason": "Fue otro encuentro"}


def test_record_feed_refuses_a_meeting_that_feeds_itself_and_a_stranger():
    row = meeting()
    with pytest.raises(services.FeedRefusedError):
        services.record_feed(row, row, by=secretary())
    with pytest.raises(NotAllowedError):
        services.record_feed(meeting("pre"), row, by=stranger())
    with pytest.raises(NotAllowedError):
        services.remove_feed(meeting("pre2"), row, reason="x", by=stranger())


def test_record_attendance_of_the_same_people_is_corrected_not_doubled():
    row = meeting()
    for count in (300, 300, 320):
        made = services.record_attendance(row, count=count, is_approximate=True, by=LOADER)
    services.record_attendance(row, count=150, of_whom="mujeres", by=LOADER)
    assert sorted(Attendance.objects.values_list("count", flat=True)) == [150, 320]
    assert actions(made) == ["meetings.attendance_recorded", "meetings.attendance_changed"]
    with pytest.raises(NotAllowedError):
        services.record_attendance(row, count=1, by=stranger())


def test_record_session_twice_is_one():
    row = meeting()
    for _time in range(2):
        made = services.record_session(row, 1, "Mesa de memoria", by=facilitator())
    assert actions(made) == ["meetings.session_recorded"]
    with pytest.raises(NotAllowedError):
        services.record_session(row, 1, "Otra", by=stranger())
