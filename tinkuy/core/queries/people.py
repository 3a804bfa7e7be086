"""Who has an account, and what each may do."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from tinkuy.core.datasets import Visitor
from tinkuy.core.enums import Role
from tinkuy.core.models import Mail, RoleGrant, User
from tinkuy.core.pure.texts import fold
from tinkuy.core.waiting import grouped


def people(reader: Visitor, text: str = "", role: str = "") -> QuerySet[User]:
    """The accounts that `reader` may see, open ones first, by name; each with `roles_now` and whether `mail_failed`.

    `text` is looked for in names and addresses, whatever the accents; `role` narrows to those in whom it is in force.
    """
    now, today = timezone.now(), timezone.localdate()
    found = User.objects.visible_to(reader).filter(erased_at=None)
    if text:
        found = found.filter(pk__in=ids_of_people_called(text))
    in_force = RoleGrant.objects.in_force(today).order_by("role")
    if role:
        found = found.filter(pk__in=in_force.filter(role=role).values("user"))
    return (
        found.annotate(mail_failed=Exists(Mail.objects.given_up(now).filter(to=OuterRef("pk"))))
        .prefetch_related(Prefetch("role_grants", in_force, to_attr="roles_now"))
        .order_by("-is_active", "name", "email")
    )


def ids_of_people_called(text: str) -> list[object]:
    """Ids of those whose name or address has all these words. An alliance has hundreds of accounts: no index is needed."""
    words = fold(text).split()
    everybody = User.objects.values_list("pk", "name", "email")
    return [pk for pk, name, email in everybody if all(word in fold(f"{name} {email}") for word in words)]


def roles_of(person: User) -> tuple[list[RoleGrant], list[RoleGrant]]:
    """The roles that hold today or will, and those that ended, the latest first. One query."""
    today = timezone.localdate()
    grants = list(person.role_grants.order_by("-since_on", "-pk"))
    ended = [grant for grant in grants if grant.until_on and grant.until_on < today]
    return [grant for grant in grants if grant not in ended], ended


def letters_given_up_for(user: User) -> QuerySet[Any, Any] | None:
    """Letters that could not be sent, by whom they were for: the secretariat's to mend."""
    if Role.SECRETARIAT not in user.roles:
        return None
    given_up = Mail.objects.given_up(timezone.now()).filter(to__is_active=True)
    return grouped(given_up, about="to", name="to__name", since="asked_at")
