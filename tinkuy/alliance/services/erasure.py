"""When somebody who speaks or spoke for us asked to be erased."""

from django.db import models

from tinkuy.alliance.models import Person
from tinkuy.core import history
from tinkuy.core.models import HistoryEntry, User

# In Spanish whatever the screen's language: it stands in the row, where a name stood.
ERASED_NAME = "Persona que pidió ser borrada"


def forget_person(entry: HistoryEntry, user: models.Model) -> None:
    """Cut the person of public function from the account; when she asked it, her name goes too. Her dates and functions stay.

    History says neither the name nor the account: it is never erased.
    """
    assert isinstance(user, User)
    person = Person.objects.filter(user=user).first()
    if person is None:
        return
    person.user = None
    if entry.details["names_too"]:
        person.name = ERASED_NAME
    person.save(update_fields=["user", "name", "folded_name"])
    history.record("alliance.person_erased", person, by=user)
