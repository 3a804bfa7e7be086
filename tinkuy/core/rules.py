"""Predicates that every room builds on."""

from typing import Any

import rules

from tinkuy.core.enums import Role

__all__ = ["is_facilitator", "is_secretariat", "is_systematiser"]


@rules.predicate
def is_secretariat(user: Any) -> bool:
    return Role.SECRETARIAT in user.roles


@rules.predicate
def is_facilitator(user: Any) -> bool:
    return Role.FACILITATOR in user.roles


@rules.predicate
def is_systematiser(user: Any) -> bool:
    return Role.SYSTEMATISER in user.roles


@rules.predicate
def is_oneself(user: Any, target: Any) -> bool:
    return bool(target == user)


rules.add_perm("core.read_people", is_secretariat)
rules.add_perm("core.invite_user", is_secretariat)
rules.add_perm("core.deactivate_user", is_secretariat)
rules.add_perm("core.grant_role", is_secretariat)
rules.add_perm("core.end_role", is_secretariat)
rules.add_perm("core.read_history", is_secretariat)
rules.add_perm("core.choose_digest", is_oneself)
rules.add_perm("core.take_ones_data", is_oneself)
rules.add_perm("core.erase_account", is_oneself)
# To whom a room may write, its own service says; here only that somebody of the house asks for it.
rules.add_perm("core.propose_bulk_mail", rules.is_authenticated)
rules.add_perm("core.answer_bulk_mail", is_secretariat)
