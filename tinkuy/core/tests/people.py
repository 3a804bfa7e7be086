"""People who come ready to tests."""

from itertools import count

from tinkuy.core.enums import Role
from tinkuy.core.models import RoleGrant, User

_numbers = count(1)


def stranger(name: str = "Nadie") -> User:
    """Somebody with an account and no role."""
    return User.objects.create_user(f"persona{next(_numbers)}@ejemplo.pe", "una clave larga", name=name)


def _with(role: Role, name: str) -> User:
    user = stranger(name)
    RoleGrant.objects.create(user=user, role=role)
    return user


def secretary() -> User:
    return _with(Role.SECRETARIAT, "Ana")


def facilitator() -> User:
    return _with(Role.FACILITATOR, "Luis")


def systematiser() -> User:
    return _with(Role.SYSTEMATISER, "Rosa")
