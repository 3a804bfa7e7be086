"""Meetings and people who coordinate them, ready for tests."""

from datetime import timedelta
from itertools import count, pairwise

from django.utils import timezone

from tinkuy.alliance.models import Coordination, Person
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import stranger
from tinkuy.meetings import services

LOADER = Operator("load-history")
_numbers = count(1)


def meeting(slug=None, **values):
    return services.record_meeting(None, by=LOADER, slug=slug or f"encuentro-{next(_numbers)}", **{"kind": "TALK", **values})


def chain(*slugs):
    """Meetings of which each fed the next."""
    found = [meeting(slug) for slug in slugs]
    for earlier, later in pairwise(found):
        services.record_feed(earlier, later, by=LOADER)
    return found


def coordinator_of(group):
    user = stranger("Quispe")
    person = Person.objects.create(name="Quispe", user=user)
    Coordination.objects.create(person=person, working_group=group, since_on=timezone.localdate() - timedelta(days=1))
    return user
