"""Groups, organizations and persons that several tests of this room stand on."""

from datetime import timedelta

from django.utils import timezone

from tinkuy.alliance.models import Coordination, Organization, Person, Seat, WorkingGroup
from tinkuy.core import history
from tinkuy.core.tests.people import stranger


def group(slug="mt-cusco", **values):
    return WorkingGroup.objects.create(slug=slug, name=f"Mesa {slug}", **values)


def organization(slug="teatro"):
    return Organization.objects.create(slug=slug, name=slug.title())


def days_ago(count):
    return timezone.localdate() - timedelta(days=count)


def coordinator_of(of, until_on=None):
    user = stranger("Quispe")
    person = Person.objects.create(name="Quispe", user=user)
    Coordination.objects.create(person=person, working_group=of, since_on=days_ago(30), until_on=until_on)
    return user


def delegate_of(of, until_on=None, **values):
    user = stranger("Flor")
    person = Person.objects.create(name="Flor", user=user)
    Seat.objects.create(person=person, organization=of, since_on=days_ago(30), until_on=until_on, **values)
    return user


def actions(target):
    return [entry.action for entry in history.of(target)]
