"""What changed from one programme to another, thought without a database."""

from datetime import date, time
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tinkuy.meetings.pure.programmes import Kind, Slot, by_day, differences, in_order


def slot(key, title="", **values):
    return Slot(UUID(int=key), title or f"Mesa {key}", **{"position": key, "number": 1, "begins": time(9), **values})


def kinds(earlier, later):
    return [(change.kind, (change.after or change.before or change.order[0]).key.int) for change in differences(earlier, later)]


def test_what_comes_in_and_goes_out_is_told():
    assert kinds([slot(1), slot(2)], [slot(2), slot(3)]) == [(Kind.ADDED, 3), (Kind.REMOVED, 1)]


def test_one_session_may_change_in_several_ways():
    later = slot(1, "Otro nombre", begins=time(10), room="Patio", lead_id=UUID(int=9))
    assert [kind for kind, _key in kinds([slot(1)], [later])] == [Kind.RENAMED, Kind.MOVED, Kind.ROOM, Kind.LED]


def test_a_meeting_moved_whole_changes_no_session():
    assert differences([slot(1, day=date(2031, 5, 6))], [slot(1, day=date(2031, 5, 13))]) == []


def test_a_new_order_is_told_once_with_the_order_that_stands():
    (change,) = differences([slot(1), slot(2), slot(3)], [slot(1, position=9), slot(2), slot(3)])
    assert change.kind == Kind.ORDER
    assert [each.key.int for each in change.order] == [2, 3, 1]


def test_moving_to_another_hour_is_no_new_order():
    assert kinds([slot(1), slot(2)], [slot(1, begins=time(15)), slot(2)]) == [(Kind.MOVED, 1)]


def test_a_new_spelling_of_a_name_that_nobody_changed_is_no_change():
    assert differences([slot(1, lead="Rosa", organization="A")], [slot(1, lead="", organization="B")]) == []


def test_sessions_stand_by_day_and_hour_and_the_unknown_last():
    found = in_order([slot(1, begins=None), slot(2, number=2), slot(3, begins=time(8)), slot(4, number=None), slot(5)])
    assert [each.key.int for each in found] == [3, 5, 1, 2, 4]
    assert [[each.key.int for each in slots] for _day, slots in by_day(found)] == [[3, 5, 1], [2], [4]]


slots = st.lists(
    st.builds(
        slot,
        st.integers(1, 6),
        st.sampled_from(["a", "b"]),
        position=st.integers(1, 6),
        number=st.sampled_from([None, 1, 2]),
        begins=st.sampled_from([None, time(9), time(10)]),
    ),
    unique_by=lambda each: each.key,
)


@given(slots, slots)
def test_nothing_differs_only_from_what_says_the_same(earlier, later):
    def told(found):
        return [(each.key, each.title, each.when) for each in in_order(found)]

    # Of one hour and one place both orders are right.
    if len({(each.place, each.position) for each in later}) == len(later) and told(earlier) == told(later):
        assert differences(earlier, later) == []
    if told(earlier) != told(later):
        assert differences(earlier, later)
    assert differences(earlier, earlier) == []
