"""Long lists in pages, without counting them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

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


def paginate(request: HttpRequest, queryset: QuerySet[Any] | Sequence[Any], size: int = 50) -> Page:
    """The page that `?pagina=` asks for. One query, never a COUNT: a row more than shown tells whether there is a next.

    The other parameters of the address are kept. What is no page number counts as the first.
    """
    number = page_number(request)
    start = (number - 1) * size
    rows = list(queryset[start : start + size + 1])
    has_next = len(rows) > size and number < LAST_PAGE
    return Page(
        rows=rows[:size],
        number=number,
        next_url=address(request, number + 1) if has_next else "",
        previous_url=address(request, number - 1) if number > 1 else "",
    )


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
