"""Long lists in pages, without counting them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

Shown = Callable[[QuerySet[Any]], QuerySet[Any]]
# Further pages would make the database read and throw away too much; filters and downloads serve better.
LAST_PAGE = 2_000


@dataclass(frozen=True)
class Page:
    """Some rows, and the addresses of the pages before and after, empty when there is none."""

    rows: Sequence[Any]
    number: int
    next_url: str
    previous_url: str

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def paginate(
    request: HttpRequest,
    queryset: QuerySet[Any] | Sequence[Any],
    size: int = 50,
    *,
    shown: Shown | None = None,
    known: Sequence[Any] = (),
) -> Page:
    """The page that `?pagina=` asks for. One query, never a COUNT: a row more than shown tells whether there is a next.

    `shown` takes the rows of the page by their keys alone, gives them what the page shows of each and puts them in the order
    of `queryset`: so all the others are sorted and counted off without it. `known`, with it, are the keys of the first rows,
    if somebody knows them already. The other parameters of the address are kept. What is no page number counts as the first.
    """
    number = page_number(request)
    wanted = slice((number - 1) * size, number * size + 1)
    rows = list(_rows(queryset, wanted, shown, known) if isinstance(queryset, QuerySet) else queryset[wanted])
    has_next = len(rows) > size and number < LAST_PAGE
    return Page(
        rows=rows[:size],
        number=number,
        next_url=address(request, number + 1) if has_next else "",
        previous_url=address(request, number - 1) if number > 1 else "",
    )


def _rows(queryset: QuerySet[Any], wanted: slice, shown: Shown | None, known: Sequence[Any]) -> QuerySet[Any]:
    if shown:
        keys = known[wanted] if wanted.stop <= len(known) else queryset.values("pk")[wanted]
        return shown(queryset.model._default_manager.filter(pk__in=keys))
    if wanted.start:
        return queryset.filter(pk__in=queryset.values("pk")[wanted])
    return queryset[wanted]


def page_number(request: HttpRequest) -> int:
    asked = request.GET.get("pagina", "1")
    return min(max(int(asked), 1), LAST_PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def address(request: HttpRequest, number: int) -> str:
    """This address with another page number; the first page has none, so that a page has one address."""
    parameters = request.GET.copy()
    parameters.pop("pagina", None)
    if number > 1:
        parameters["pagina"] = str(number)
    query = parameters.urlencode()
    return f"{request.path}?{query}" if query else request.path
