"""One box for everything: words lead to what was said and asked, a receipt leads to its thread."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tinkuy.contributions.pure.receipts import NotACodeError, normalize
from tinkuy.core.pagination import Page, address, page_number
from tinkuy.web.queries.searching import KINDS, hits_of, shown

SIZE = 20
LAST_PAGE = 50


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What `?q=` finds, of the kind `?tipo=` when one is named. Works as a plain link."""
    question = request.GET.get("q", "").strip()
    try:
        return redirect("web:thread", code=normalize(question))
    except NotACodeError:
        pass
    chosen = request.GET.get("tipo", "")
    page = _page(request, question, KINDS[chosen][0] if chosen in KINDS else "") if question else None
    offered = [(name, label) for name, (_kind, label) in KINDS.items()]
    return render(request, "web/search.html", {"question": question, "chosen": chosen, "kinds": offered, "page": page})


def _page(request: HttpRequest, question: str, kind: str) -> Page:
    """The page asked for. There is a next one when there is a further hit, whether or not this reader may see it."""
    number = min(page_number(request), LAST_PAGE)
    hits = hits_of(question, request.user, kind, size=SIZE + 1, start=(number - 1) * SIZE)
    return Page(
        rows=shown(hits[:SIZE], question, request.user),
        number=number,
        next_url=address(request, number + 1) if len(hits) > SIZE and number < LAST_PAGE else "",
        previous_url=address(request, number - 1) if number > 1 else "",
    )
