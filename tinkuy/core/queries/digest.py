"""What happened to the things that somebody follows: counted, by thing, in the words of history; never what anybody said.

A room says what of its own a person follows, in `apps.ready()`:

    digest.register(queries.followed_by)

    def followed_by(user):
        mine = Meeting.objects.filter(convening_groups__in=coordinated_by(user))
        yield Followed(mine)  # what happened to these meetings
        yield Followed(mine, Session.objects.all(), "meeting")  # what happened to their sessions, told under the meeting
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, QuerySet

from tinkuy.core.models import HistoryEntry, User
from tinkuy.core.queries.entries import Words, history_labels


@dataclass(frozen=True)
class Followed:
    """Things whose history is told; with `parts`, that of rows which belong to them through the foreign key `through`.

    Of a thing its name and address are told, so it must be one that the follower may read; of a part neither is.
    """

    things: QuerySet[Any]
    parts: QuerySet[Any] | None = None
    through: str = ""


@dataclass(frozen=True)
class Told:
    """A thing, and how often each thing happened to it."""

    name: str
    url: str
    happened: list[tuple[Words, int]]


Counts = Counter[tuple[UUID, str]]
_followers: list[Callable[[User], Iterable[Followed]]] = []


def register(followed_by: Callable[[User], Iterable[Followed]]) -> None:
    """From now on what `followed_by(user)` yields is followed by her. Naming it twice is once."""
    if followed_by not in _followers:
        _followers.append(followed_by)


def happened_to_followed(user: User, *, after: int, until: int) -> list[Told]:
    """What others did, in the entries of history after `after` and up to `until`, to what `user` follows, by name of thing."""
    entries = HistoryEntry.objects.filter(pk__gt=after, pk__lte=until).exclude(by=user).order_by()
    counts: dict[type[models.Model], Counts] = {}
    for followed_by in _followers:
        for followed in followed_by(user):
            # What two rooms say of the same part is the same.
            known = counts.setdefault(followed.things.model, Counter())
            known |= _counted(followed, entries)
    told = [each for model, known in counts.items() for each in _told(model, known)]
    return sorted(told, key=lambda each: (each.name, each.url))


def _counted(followed: Followed, entries: QuerySet[HistoryEntry]) -> Counts:
    targets = followed.things if followed.parts is None else _parts(followed)
    found = entries.filter(target_id__in=targets.order_by().values("pk"))
    pairs = found.values_list("target_id", "action").annotate(count=Count("pk"))
    owners = _owners(followed, found) if followed.parts is not None else {}
    counts: Counts = Counter()
    for target, action, count in pairs:
        counts[owners.get(target, target), action] += count
    return counts


def _parts(followed: Followed) -> QuerySet[Any]:
    assert followed.parts is not None
    return followed.parts.filter(**{f"{followed.through}__in": followed.things.order_by().values("pk")})


def _owners(followed: Followed, found: QuerySet[HistoryEntry]) -> dict[UUID, UUID]:
    rows = _parts(followed).order_by().filter(pk__in=found.values("target_id"))
    return dict(rows.values_list("pk", followed.through))


def _told(model: type[models.Model], counts: Counts) -> Iterable[Told]:
    labels = history_labels()
    happened: dict[UUID, list[tuple[Words, int]]] = defaultdict(list)
    for (thing, action), count in sorted(counts.items(), key=lambda pair: pair[0][1]):
        if action in labels:
            happened[thing].append((labels[action], count))
    for pk, found in model._default_manager.in_bulk(happened).items():
        yield Told(str(found), getattr(found, "get_absolute_url", str)(), happened[pk])
