"""Who may do what: named predicates in each room's `rules.py`, asked by the first line of each service."""

from dataclasses import dataclass
from typing import Any

import rules
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tinkuy.core.enums import Role
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.models import User


@dataclass(frozen=True)
class Operator:
    """Who works at the machine's own command line: may do everything, and history says by which command."""

    via: str


def may(user: User | AnonymousUser | Operator, permission: str, target: Any = None) -> bool:
    """Whether `user` has `permission` on `target`. An unknown permission is a mistake of ours, and raises."""
    if isinstance(user, Operator):
        return True
    if not rules.perm_exists(permission):
        raise LookupError(f"No rule is named {permission}.")
    return user.is_authenticated and user.is_active and rules.has_perm(permission, user, target)


def require(user: User | AnonymousUser | Operator, permission: str, target: Any = None) -> None:
    """Raise NotAllowedError unless `user` has `permission` on `target`."""
    if not may(user, permission, target):
        raise NotAllowedError(_("You may not do this. Ask the technical secretariat if you should."))


def has_role(user: User | AnonymousUser | Operator, *roles: Role) -> bool:
    """Whether one of these roles is in force for `user` today."""
    if isinstance(user, Operator):
        return True
    return isinstance(user, User) and user.is_active and any(role in user.roles for role in roles)


def who(request: HttpRequest) -> User:
    """Who is signed in, where the view admits nobody else."""
    assert isinstance(request.user, User)
    return request.user
