"""What waits for somebody: each room says what of its own does, and one query asks for all of it.

A room adds its own in `apps.ready()`, in three lines:

    waiting.register(
        "meetings.registrations", _("Registrations to answer"), queries.registrations_waiting_for,
        sentence=lambda count: ngettext("%(count)s registration", "%(count)s registrations", count),
        address=lambda slug: address_of("meetings:registrations", slug),
    )

What has to be done by a day gives that day in place of the oldest one, and says so: `day=_("by %(day)s")`.

`registrations_waiting_for(user)` gives what waits for this person and for nobody else, or None, as a queryset that `grouped`
shaped; whose turn it is must be said inside the queryset (subqueries), so that it costs no query of its own:

    def registrations_waiting_for(user):
        waiting = Registration.objects.filter(state=ASKED, meeting__convening_groups__in=coordinated_by(user))
        return grouped(waiting, about="meeting__slug", name="meeting__name", since="asked_at")

`user.roles` is free: it was read for the page already.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Count, F, Min, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf, TruncDate
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinkuy.core.models import User

Rows = Callable[[User], "QuerySet[Any, Any] | None"]
# The oldest of each kind; when some are done, others take their places.
MOST_OF_A_KIND = 20
SINCE = _("since %(day)s")


@dataclass(frozen=True)
class Waiting:
    """One thing at which something waits: how many, since when if that is known, where it is done, and in words."""

    kind: str
    name: str
    count: int
    oldest: date | None
    url: str
    sentence: str
    when: str


@dataclass(frozen=True)
class Kind:
    """A kind of waiting: what it is called, whose turn it is, how a number of them and its day are said, where one is seen to."""

    label: str | Promise
    rows: Rows
    sentence: Callable[[int], str]
    address: Callable[[str], str]
    day: str | Promise


@dataclass(frozen=True)
class Heap:
    """What waits of one kind, the oldest first; `has_more` when it is more than is shown."""

    label: str | Promise
    rows: list[Waiting] = field(default_factory=list)
    has_more: bool = False


_kinds: dict[str, Kind] = {}


def register(
    kind: str,
    label: str | Promise,
    rows: Rows,
    *,
    sentence: Callable[[int], str],
    address: Callable[[str], str],
    day: str | Promise = SINCE,
) -> None:
    """From now on what `rows(user)` gives waits for her. `sentence` has %(count)s, `day` %(day)s; `address` takes the text
    of `about`.
    """
    _kinds[kind] = Kind(label, rows, sentence, address, day)


def grouped(found: QuerySet[Any], *, about: str, name: str, since: str | None) -> QuerySet[Any, Any]:
    """`found` as one row for each `about` (slug or id of where it is done): its name, how many, and the oldest day.

    Where the name is empty `about` stands in. `since` is a column of a day or a moment, or a day that `found` is annotated
    with. Without it nobody knows how long it waits.
    """
    return (
        found.order_by()
        .values(waiting_about=Cast(about, models.TextField()))
        .annotate(
            waiting_name=Coalesce(NullIf(Min(name), Value("")), F("waiting_about"), output_field=models.TextField()),
            waiting_count=Count("pk", distinct=True),
            waiting_since=_day(found, since),
        )
        .values_list("waiting_about", "waiting_name", "waiting_count", "waiting_since")
        .order_by(F("waiting_since").asc(nulls_last=True), "waiting_name")[: MOST_OF_A_KIND + 1]
    )


def _day(found: QuerySet[Any], since: str | None) -> Any:
    if since is None:
        return Cast(Value(None), models.DateField())
    if since in found.query.annotations:
        return Min(F(since), output_field=models.DateField())
    is_moment = isinstance(found.model._meta.get_field(since), models.DateTimeField)
    return Min(TruncDate(since) if is_moment else F(since), output_field=models.DateField())


def waiting_for(user: User) -> list[Heap]:
    """All that waits for `user`, by kind in the order of the rooms; kinds of which nothing waits are left out.

    One query, however many kinds there are and whatever waits.
    """
    asked: list[str] = []
    values: list[Any] = []
    for kind, known in _kinds.items():
        if (rows := known.rows(user)) is None:
            continue
        try:
            sql, params = rows.query.sql_with_params()
        except EmptyResultSet:
            continue
        asked.append(f"SELECT %s AS kind, rows_{len(asked)}.* FROM ({sql}) rows_{len(asked)}")
        values += [kind, *params]
    if not asked:
        return []
    heaps = {kind: Heap(known.label) for kind, known in _kinds.items()}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), values)
        for kind, about, name, count, oldest in cursor.fetchall():
            heaps[kind].rows.append(_told(kind, about, name, count, oldest))
    return [_cut(heap) for heap in heaps.values() if heap.rows]


def _told(kind: str, about: str, name: str, count: int, oldest: Any) -> Waiting:
    known = _kinds[kind]
    day = date.fromisoformat(oldest) if isinstance(oldest, str) else oldest
    if isinstance(day, datetime):
        day = day.date()
    when = str(known.day) % {"day": date_format(day)} if day else ""
    return Waiting(kind, name, count, day, known.address(about), known.sentence(count) % {"count": count}, when)


def _cut(heap: Heap) -> Heap:
    rows = sorted(heap.rows, key=lambda row: (row.oldest is None, row.oldest or date.max, row.name))
    return Heap(heap.label, rows[:MOST_OF_A_KIND], len(rows) > MOST_OF_A_KIND)
