"""What waits for whom at meetings: corrections, minutes, agreements, people whom no letter reached."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tinkuy.alliance.models import Body
from tinkuy.core.models import MOST_TRIES, Mail
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.core.waiting import waiting_for
from tinkuy.meetings import services
from tinkuy.meetings.models import Minutes
from tinkuy.meetings.tests.comers import comer, gathering
from tinkuy.meetings.tests.gatherings import LOADER, coordinator_of, meeting
from tinkuy.meetings.tests.minutes_made import (
    TEXTS,
    agreement,
    circulated,
    close_window,
    correction,
    delegate_of,
    draft,
    group,
    organization,
    texts,
)

pytestmark = pytest.mark.django_db


def said(user):
    """What of meetings waits for her: kind, where, how many."""
    rows = [row for heap in waiting_for(user) for row in heap.rows if row.kind.startswith("meetings.")]
    return [(row.kind.removeprefix("meetings."), row.url, row.count) for row in rows]


def address(minutes):
    return f"/encuentros/{minutes.meeting.slug}/acta/"


def convened(make, **values):
    """Minutes made by `make`, and who convened the meeting: a coordinator and a delegate."""
    mesa, teatro = group(), organization()
    minutes = make(convening_groups=[mesa], convening_organizations=[teatro], **values)
    return minutes, coordinator_of(mesa), delegate_of(teatro)


def test_corrections_wait_for_who_convened_and_for_who_wrote_until_they_are_answered():
    minutes, quispe, flor = convened(draft)
    luis = facilitator()
    services.save_minutes(minutes.meeting, texts(summary="Otra cosa."), based_on=1, by=luis)
    minutes.refresh_from_db()
    services.circulate_minutes(minutes, by=LOADER)
    both = [correction(minutes, by=stranger()) for _ in range(2)]

    expected = ("corrections", f"{address(minutes)}#correcciones", 2)
    assert [expected in said(user) for user in (quispe, flor, luis)] == [True] * 3
    assert said(secretary()) == said(stranger()) == said(facilitator()) == []

    for each in both:
        services.decline_correction(each, reason="Así se dijo.", by=quispe)
    assert not any(kind == "corrections" for kind, _url, _count in said(quispe))


def test_corrections_to_what_nobody_here_convened_wait_for_the_secretariat():
    minutes = circulated()
    correction(minutes)

    assert said(secretary()) == [("corrections", f"{address(minutes)}#correcciones", 1)]


def came(at, user):
    """She registered with the address of her account, and was there."""
    registration = comer(at, email=user.email.upper())
    services.check_in(registration, by=secretary())


def test_minutes_sent_round_wait_for_who_convened_and_who_came_until_the_days_are_over():
    mesa, teatro = group(), organization()
    quispe, flor, rosa, absent = coordinator_of(mesa), delegate_of(teatro), stranger(), stranger()
    at = gathering(convening_groups=[mesa], convening_organizations=[teatro])
    came(at, rosa)
    comer(at, email=absent.email)
    minutes = services.circulate_minutes(services.save_minutes(at, TEXTS, based_on=0, by=LOADER), by=LOADER)

    expected = [("minutes_to_read", address(minutes), 1)]
    assert said(quispe) == said(flor) == said(rosa) == expected
    assert said(absent) == said(stranger()) == said(secretary()) == []

    close_window(minutes)
    assert said(rosa) == []
    assert said(quispe) == said(flor) == [("minutes_to_validate", f"{address(minutes)}validar/", 1)]


def test_minutes_are_to_be_read_by_their_last_day(client):
    minutes, quispe, _flor = convened(circulated)
    last = timezone.localdate() + timedelta(days=minutes.window_days)

    (row,) = waiting_for(quispe)[0].rows
    assert (row.oldest, row.when) == (last, f"hasta el {date_format(last)}")
    Minutes.objects.update(circulated_at=timezone.now() - timedelta(days=minutes.window_days))
    assert [kind for kind, *_rest in said(quispe)] == ["minutes_to_read"]


def test_minutes_that_one_wrote_or_answered_are_read_already():
    minutes, quispe, flor = convened(draft)
    services.save_minutes(minutes.meeting, texts(summary="Otra cosa."), based_on=1, by=quispe)
    minutes.refresh_from_db()
    services.circulate_minutes(minutes, by=quispe)
    answered = correction(minutes, by=flor)
    services.decline_correction(answered, reason="Así se dijo.", by=quispe)

    assert said(quispe) == said(flor) == []


def test_minutes_with_a_correction_to_answer_are_not_to_be_validated_yet():
    minutes = circulated()
    given = correction(minutes)
    close_window(minutes)
    ana = secretary()
    assert [kind for kind, *_rest in said(ana)] == ["corrections"]

    services.decline_correction(given, reason="Así se dijo.", by=ana)
    assert [kind for kind, *_rest in said(ana)] == ["minutes_to_validate"]
    services.validate_minutes(minutes, number=minutes.current, by=ana)
    assert said(ana) == []


def agreed(minutes, days=None, **who):
    due_on = None if days is None else timezone.localdate() + timedelta(days=days)
    return agreement(minutes.meeting, office="", due_on=due_on, **who)


def test_agreements_wait_for_who_answers_for_them_until_they_are_settled():
    teatro, mesa = organization(), group()
    flor, quispe, ana = delegate_of(teatro), coordinator_of(mesa), secretary()
    minutes = circulated()
    late, coming = agreed(minutes, -1, organization=teatro), agreed(minutes, 0, organization=teatro)
    undated = agreed(minutes, working_group=mesa)

    assert said(flor) == [("agreements_overdue", f"/acuerdos/{late.pk}/", 1), ("agreements", f"/acuerdos/{coming.pk}/", 1)]
    assert said(quispe) == [("agreements", f"/acuerdos/{undated.pk}/", 1)]
    assert said(ana) == said(stranger()) == []

    services.settle_agreement(late, "DONE", note="Se hizo.", by=flor)
    services.settle_agreement(coming, "DROPPED", note="Ya no hace falta.", by=flor)
    assert said(flor) == []


def test_agreements_for_which_nobody_here_answers_wait_for_the_secretariat():
    minutes = circulated()
    body = Body.objects.create(slug="comite", name="Comité")
    made = [agreed(minutes, 3, body=body), agreed(minutes, 2, organization=organization()), agreement(minutes.meeting)]
    made.append(agreed(minutes, 1, working_group=group()))

    assert {url for _kind, url, _count in said(secretary())} == {f"/acuerdos/{each.pk}/" for each in made}
    assert said(facilitator()) == []


def test_agreements_of_drafts_wait_for_nobody_and_functions_that_ended_give_nothing_to_do():
    teatro, mesa = organization(), group()
    yesterday = timezone.localdate() - timedelta(days=1)
    flor, quispe = delegate_of(teatro, until_on=yesterday), coordinator_of(mesa)
    agreed(circulated(), organization=teatro)
    agreed(draft(), working_group=mesa)

    assert said(flor) == said(quispe) == []


def test_people_whom_no_letter_reached_wait_for_who_convened():
    mesa = group()
    at = gathering(convening_groups=[mesa])
    lost, gone = comer(at), comer(at)
    comer(at)
    services.cancel_registration(gone, by=LOADER)
    for each in (lost, gone):
        letters = Mail.objects.filter(address=each.registrant.email)
        letters.update(tries=MOST_TRIES, next_try_at=timezone.now())

    assert said(coordinator_of(mesa)) == [("unreached", f"/encuentros/{at.slug}/inscritos/", 1)]
    assert said(secretary()) == said(stranger()) == []


def test_group_without_a_coordinator_here_leaves_its_word_to_the_secretariat():
    yesterday = timezone.localdate() - timedelta(days=1)
    mesa = group()
    meeting(convening_groups=[mesa], held_on=yesterday.isoformat())
    ana = secretary()
    assert [kind for kind, *_rest in said(ana)] == ["without_word"]

    coordinator_of(mesa)
    assert said(ana) == []
