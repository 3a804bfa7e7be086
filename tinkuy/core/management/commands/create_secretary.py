"""`tinkuy create-secretary EMAIL`: the first account, which invites everybody else."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from tinkuy.core import history
from tinkuy.core.accounts import confirm_address
from tinkuy.core.enums import Role
from tinkuy.core.models import RoleGrant, User
from tinkuy.core.permissions import Operator

# No letters or figures that look alike on paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = "Open a secretariat account and print its password, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="Secretaría técnica")
        parser.add_argument("--new-password", action="store_true", help="replace the password of an account there is")

    def handle(self, *args: Any, **options: Any) -> None:
        user, password = secretary(options["email"], options["name"], new_password=options["new_password"])
        if password:
            self.stdout.write(f"Cuenta de secretaría: {user.email}\nContraseña:           {password}")
        else:
            self.stdout.write(
                f"La cuenta {user.email} ya existe. Otra contraseña: tinkuy create-secretary {user.email} --new-password"
            )


@transaction.atomic
def secretary(email: str, name: str, *, new_password: bool = False) -> tuple[User, str]:
    """The account for `email`, with the secretariat's role in force, and its password when one was just made ("" otherwise)."""
    by = Operator(via="create-secretary")
    user = User.objects.filter(email__iexact=email.strip()).first()
    password = "" if user and not new_password else made_up_password()
    if user is None:
        user = User.objects.create_user(email, password, name=name)
        history.record("core.user_created", user, by=by)
    elif password:
        user.set_password(password)
        user.save(update_fields=["password"])
        history.record("core.password_replaced", user, by=by)
    if Role.SECRETARIAT not in user.roles:
        RoleGrant.objects.create(user=user, role=Role.SECRETARIAT)
        history.record("core.role_granted", user, by=by, role=Role.SECRETARIAT)
    confirm_address(user)  # whoever runs this command answers for it
    return user, password


def made_up_password() -> str:
    """Four groups of four: 79 bits, easy to read aloud."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
