"""The alliance's history comes in from a file of facts, each with its source."""

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy import __version__
from tinkuy.core.models import HistoryEntry, User
from tinkuy.core.permissions import Operator, require
from tinkuy.vocabulary import services as vocabulary_services
from tinkuy.web import rules as _rules  # noqa: F401
from tinkuy.web.pure.history_file import Problem, Trouble, problems
from tinkuy.web.services.history_merging import Disagreement, Memory
from tinkuy.web.services.history_records import Loading, MalformedHistoryError, Record

__all__ = ["MalformedHistoryError", "Outcome", "load_history", "shipped_history"]

SHIPPED = Path(str(files("tinkuy.web") / "data" / "apoc-history.json"))
SHOWN = 10


@dataclass(frozen=True)
class Outcome:
    """How many rows a file made, changed, and found as they were."""

    created: int
    changed: int
    unchanged: int
    disagreements: tuple[Disagreement, ...] = ()


def shipped_history() -> Record:
    """The history that comes with the program."""
    return json.loads(SHIPPED.read_text(encoding="utf-8"))


@transaction.atomic
def load_history(data: Any, *, by: User | Operator) -> Outcome:
    """Write down everything in `data`. Again, it changes nothing; what the file says otherwise now is changed, with history.

    What people changed here since stays: where the file changed the same field too, that is told and not written. Rows
    that the file leaves out stay. Territories and frameworks that come with the program are loaded before. The file that was
    loaded last is recognized, and nothing of it is looked at again. All or nothing: raises MalformedHistoryError, naming the
    place, and writes nothing at all, when something in it cannot be kept.
    """
    require(by, "web.load_history")
    if found := problems(data):
        raise MalformedHistoryError("\n".join(_in_words(problem) for problem in found[:SHOWN]))
    memory, digest = Memory(), _digest(data)
    if memory.of_whole_file.get("digest") == digest:
        return Outcome(0, 0, memory.of_whole_file["steps"])
    before = HistoryEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    vocabulary_services.load_territories(by)
    vocabulary_services.load_frameworks(by)
    loading = Loading(data, memory, by)
    loading.run()
    memory.keep({"digest": digest, "steps": loading.steps})
    return _outcome(before, loading)


def _digest(data: Record) -> str:
    """What stands for the file as this release reads it."""
    return hashlib.sha256(f"{__version__} {json.dumps(data, sort_keys=True)}".encode()).hexdigest()


def _outcome(before: int, loading: Loading) -> Outcome:
    entries = HistoryEntry.objects.filter(id__gt=before).exclude(action__startswith="vocabulary.")
    actions = list(entries.values_list("action", flat=True))
    created = sum(action.endswith(("_recorded", "_opened")) for action in actions)
    changed = sum(action.endswith("_changed") for action in actions)
    return Outcome(created, changed, loading.steps - created - changed, tuple(loading.memory.disagreements))


def _in_words(problem: Problem) -> str:
    words = {
        Trouble.NOT_A_HISTORY: _("this is no history file; its format should be tinkuy-history/1."),
        Trouble.MISSING: _("this is missing."),
        Trouble.WRONG_KIND: _("“%(value)s” is not the kind of value that belongs here."),
        Trouble.NOT_A_DATE: _("“%(value)s” is not a date. Write 2017-08-05, 2017-08, 2017 or 2017-08-03/2017-08-05."),
        Trouble.TWICE: _("the id “%(value)s” stands twice."),
        Trouble.UNKNOWN_ID: _("nothing in the file has the id “%(value)s”."),
    }
    return f"{problem.place}: {words[problem.trouble] % {'value': problem.value}}"
