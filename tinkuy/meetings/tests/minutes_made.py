"""Minutes in each state, and who writes them, ready for tests."""

from datetime import timedelta
from itertools import count
from uuid import uuid4

from django.utils import timezone

from tinkuy.alliance.models import Organization, Person, Seat, WorkingGroup
from tinkuy.core.tests.people import stranger
from tinkuy.meetings import services
from tinkuy.meetings.models import Minutes
from tinkuy.meetings.tests.gatherings import LOADER, meeting

_numbers = count(1)
TEXTS = {
    "summary": "Se habló de la feria del río.",
    "achievements": "Vinieron doce colectivos.",
    "difficulties": "Faltó luz.",
    "findings": "Nadie conoce la ordenanza.",
    "headcount": "34 mujeres\n3 invitados",
}


def texts(**changed):
    return {**TEXTS, **changed}


def organization(**values):
    number = next(_numbers)
    return Organization.objects.create(slug=f"org-{number}", name=f"Organización {number}", **values)


def group():
    number = next(_numbers)
    return WorkingGroup.objects.create(slug=f"mesa-{number}", name=f"Mesa {number}")


def delegate_of(organization, until_on=None):
    user = stranger("Flor")
    person = Person.objects.create(name="Flor", user=user)
    begun = timezone.localdate() - timedelta(days=30)
    Seat.objects.create(person=person, organization=organization, since_on=begun, until_on=until_on)
    return user


def draft(**values):
    return services.save_minutes(meeting(**values), TEXTS, based_on=0, by=LOADER)


def circulated(**values):
    return services.circulate_minutes(draft(**values), by=LOADER)


def close_window(minutes):
    """Let its days go by."""
    past = timezone.now() - timedelta(days=minutes.window_days + 1)
    Minutes.objects.filter(pk=minutes.pk).update(circulated_at=past)
    minutes.refresh_from_db()
    return minutes


def validated(**values):
    minutes = close_window(circulated(**values))
    return services.validate_minutes(minutes, number=minutes.current, by=LOADER)


def correction(minutes, **values):
    given = {"id": uuid4(), "heading": "SUMMARY", "proposal": "Fue la feria del libro.", "why": "Estuve ahí.", **values}
    return services.propose_correction(minutes, **{"by": stranger(), **given})


def agreement(meeting, **values):
    given = {"id": uuid4(), "text": "Pedir la ordenanza", "office": "Gerencia de cultura", **values}
    return services.record_agreement(meeting, by=LOADER, **given)
