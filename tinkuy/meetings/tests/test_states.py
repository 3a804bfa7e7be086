from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tinkuy.core import history
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import services
from tinkuy.meetings.models import Meeting
from tinkuy.meetings.tests.gatherings import LOADER, meeting

pytestmark = pytest.mark.django_db
ACTION = "meetings.meeting_state_changed"


def test_cancelling_needs_a_reason_which_history_keeps_and_twice_is_once():
    row, ana = meeting(), secretary()
    with pytest.raises(services.NoReasonError):
        services.change_state(row, "CANCELLED", reason=" ", by=ana)
    for _time in range(2):
        services.change_state(row, "CANCELLED", reason="Llovió", by=ana)
    assert Meeting.objects.get().state == "CANCELLED"
    assert [entry.action for entry in history.of(row)] == ["meetings.meeting_recorded", ACTION]
    assert history.of(row).last().details == {"before": "CONVENED", "after": "CANCELLED", "reason": "Llovió"}


def test_that_it_was_held_needs_no_reason_but_taking_it_back_does():
    row = meeting()
    services.change_state(row, "NOT_CONFIRMED", by=LOADER)
    services.change_state(row, "HELD", by=facilitator())
    with pytest.raises(services.NoReasonError):
        services.change_state(row, "CONVENED", by=facilitator())
    assert Meeting.objects.get().state == "HELD"


def test_change_state_by_two_people_at_once_tells_the_second():
    row = meeting()
    same_on_another_screen = Meeting.objects.get()
    services.change_state(row, "HELD", by=LOADER)
    with pytest.raises(ConflictError):
        services.change_state(same_on_another_screen, "CANCELLED", reason="Llovió", by=LOADER)
    assert Meeting.objects.get().state == "HELD"


def test_change_state_refuses_a_stranger_and_what_is_no_state():
    row = meeting()
    with pytest.raises(NotAllowedError):
        services.change_state(row, "HELD", by=stranger())
    with pytest.raises(InvalidError):
        services.change_state(row, "MAYBE", by=LOADER)


def test_record_meeting_leaves_the_state_to_its_own_verb():
    row = meeting()
    with pytest.raises(InvalidError) as refusal:
        services.record_meeting(row.pk, by=secretary(), state="CANCELLED")
    assert list(refusal.value.errors) == ["state"]
    with pytest.raises(InvalidError):
        services.record_meeting(None, by=secretary(), kind="TALK", state="CANCELLED")
    assert services.record_meeting(row.pk, by=LOADER, state="CANCELLED").state == "CANCELLED"


def test_page_asks_why_and_then_says_why(client):
    row = meeting()
    address = reverse("meetings:change-state", args=[row.slug])
    client.force_login(facilitator())
    refused = client.post(address, {"state": "CANCELLED", "reason": ""})
    assert refused.status_code == 422
    assert "Escribe el motivo" in refused.content.decode()
    assert "id_reason_error" in refused.content.decode()
    assert client.post(address, {"state": "CANCELLED", "reason": "Llovió mucho"}).status_code == 302
    client.logout()
    assert "Llovió mucho" in client.get(row.get_absolute_url()).content.decode()


def test_page_says_that_nobody_told_what_became_of_a_meeting_whose_date_is_past(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    past, coming = meeting(held_on=yesterday.isoformat()), meeting(held_on=timezone.localdate().isoformat())
    words = "nadie ha dicho todavía si se realizó"
    assert words in client.get(past.get_absolute_url()).content.decode()
    assert words not in client.get(coming.get_absolute_url()).content.decode()


def test_page_of_a_cancelled_meeting_without_a_reason_says_so(client):
    row = meeting(state="CANCELLED")
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Por qué se canceló" in page
