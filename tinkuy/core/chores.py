"""What the machine does by itself when its time comes: each room says its own, and `tinkuy tick` does all of it.

A room adds its own in `apps.ready()`, with words of what was done, and how many:

    chores.register("alliance.applicants", _("People who applied, forgotten"), services.forget_applicants)

`forget_applicants(by=…)` does what is due by now and says how many; done again, or twice at the same time, it does nothing twice.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise

from tinkuy.core.permissions import Operator

log = logging.getLogger(__name__)
TICK = Operator("tick")


class Chore(Protocol):
    def __call__(self, *, by: Operator) -> int: ...


@dataclass(frozen=True)
class Done:
    """What was done, and how often; None when it failed, which stopped no other."""

    label: str | Promise
    count: int | None


_chores: dict[str, tuple[str | Promise, Chore]] = {}


def register(name: str, label: str | Promise, chore: Chore) -> None:
    """From now on `chore` is done whenever the clock ticks. Naming it again replaces it."""
    _chores[name] = (label, chore)


def without_a_hand(work: Callable[[], int]) -> Chore:
    """Work that asks for nobody's permission and writes no history of its own, as a chore."""

    def chore(*, by: Any) -> int:
        return work()

    return chore


def do_all() -> Iterator[Done]:
    """Do what is due, each room's in the order of the rooms."""
    for name, (label, chore) in _chores.items():
        try:
            yield Done(label, chore(by=TICK))
        except Exception:
            log.exception("The chore %s failed; the others were done.", name)
            yield Done(label, None)
