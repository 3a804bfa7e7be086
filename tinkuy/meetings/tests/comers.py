"""Meetings to which people may register, and people who did, ready for tests."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from tinkuy.meetings import services
from tinkuy.meetings.enums import Question
from tinkuy.meetings.tests.gatherings import LOADER, meeting

_numbers = count(1)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def gathering(capacity=None, days=10, asks=Question.values, closes_on=None, **values):
    """A meeting to come, with its desk open."""
    row = meeting(held_on=in_days(days).isoformat(), **values)
    services.open_registration(row, capacity=capacity, closes_on=closes_on, asks=asks, by=LOADER)
    return row


def answers(**values):
    number = next(_numbers)
    return services.Answers(**{"name": f"Persona {number}", "email": f"p{number}@ejemplo.pe", "consents": True, **values})


def comer(row, **values):
    """Somebody who asked and confirmed."""
    return services.confirm_registration(services.ask_for_place(row, answers(**values)), by=services.VISITOR)
