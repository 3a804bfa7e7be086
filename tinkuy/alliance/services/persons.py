"""Persons of public function: a name, and an account where there is one. No contact and no document number."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.alliance.models import Person
from tinkuy.alliance.services.sources import By
from tinkuy.core.models import User
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean, fold
from tinkuy.core.recording import InvalidError, upsert
from tinkuy.core.services import invite_user


@dataclass(frozen=True)
class Who:
    """A person as a form names her: one who is `known`, or a new `name` under an `id` made with the form.

    `email` is that of her account. It ties the two, and is kept nowhere else. When she has none yet and who writes
    `invites` her, one is opened, and a letter lets her choose its password.
    """

    known: Person | None = None
    id: UUID | None = None
    name: str = ""
    email: str = ""
    invites: bool = False


@transaction.atomic
def record_person(id: UUID | None, *, by: By, **values: Any) -> Person:
    """Somebody who speaks for an organization or a body: a name, and an account where there is one."""
    require(by, "alliance.record_person")
    return upsert(Person, id, values, by=by, action_prefix="alliance.person")[0]


@transaction.atomic
def describe_person(person: Person, *, name: str, email: str = "", by: By) -> Person:
    """Correct how her name is written, and tie her to the account with this e-mail; without an e-mail, to none."""
    require(by, "alliance.record_person")
    return record_person(person.pk, name=name, user=_account(email, person), by=by)


def settled(who: Person | Who, *, by: By) -> Person:
    """The person meant; a new one is recorded, which twice is once. Refuses a new name that somebody here already has."""
    if isinstance(who, Person):
        return who
    person = who.known or (Person.objects.filter(pk=who.id).first() if who.id else None)
    if person is None:
        _require_new_name(who.name)
    if who.email and who.invites:
        invite_user(who.email, person.name if person else who.name, by=by)
    account = _account(who.email, person)
    if person and account and person.user_id not in (None, account.pk):
        raise InvalidError.beside(
            "email", _("%(name)s has another account. Change it on her or his own page.") % {"name": person.name}
        )
    tie = {"user": account} if account else {}
    return record_person(person.pk if person else who.id, name=person.name if person else who.name, by=by, **tie)


def _require_new_name(name: str) -> None:
    if not clean(name):
        raise InvalidError.beside("name", _("Choose a person of the list, or write the name of somebody new."))
    if Person.objects.filter(folded_name=fold(clean(name))).exists():
        said = _("%(name)s is already in the list: choose that person. If it is somebody else, write also the second surname.")
        raise InvalidError.beside("name", said % {"name": clean(name)})


def _account(email: str, person: Person | None) -> User | None:
    if not email:
        return None
    account = User.objects.filter(email__iexact=email.strip()).first()
    if account is None:
        raise InvalidError.beside("email", _("No account has this e-mail. Leave it empty, or invite the person first."))
    other = Person.objects.filter(user=account).first()
    if other and other != person:
        raise InvalidError.beside(
            "email", _("This account is that of %(name)s. Choose that person of the list.") % {"name": other.name}
        )
    return account
