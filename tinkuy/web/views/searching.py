"""One box for everything: words lead to what was said and asked, a receipt leads to its thread."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tinkuy.contributions.pure.receipts import NotACodeError, normalize
from tinkuy.core.pagination import paginate
from tinkuy.web.queries.searching import KINDS, Results

SIZE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What `?q=` finds, of the kind `?tipo=` when one is named. Works as a plain link."""
    question = request.GET.get("q", "").strip()
    try:
        return redirect("web:thread", code=normalize(question))
    except NotACodeError:
        pass
    chosen = request.GET.get("tipo", "")
    kinds = (KINDS[chosen][0],) if chosen in KINDS else None
    page = paginate(request, Results(question, request.user, kinds), size=SIZE) if question else None
    offered = [(name, label) for name, (_kind, label) in KINDS.items()]
    return render(request, "web/search.html", {"question": question, "chosen": chosen, "kinds": offered, "page": page})
