"""The thread: type the code on your slip, see what became of your words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tinkuy.contributions.pure.receipts import NotACodeError, normalize
from tinkuy.core import throttle
from tinkuy.web.queries.threads import thread_of

SCOPE = "hilo"
MISSES = 20
SECONDS = 600


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The box in which a code is typed; a well-formed one leads on to its thread."""
    typed = request.GET.get("codigo", "").strip()
    if not typed:
        return render(request, "web/thread_find.html")
    try:
        return redirect("web:thread", code=normalize(typed))
    except NotACodeError as error:
        return render(request, "web/thread_find.html", {"typed": typed, "error": error}, status=404)


@require_safe
@cache_control(private=True, no_store=True)
def thread(request: HttpRequest, code: str) -> HttpResponse:
    """The thread of `code`. Unknown codes get the same work and a limit, so that codes cannot be guessed here."""
    if throttle.is_exhausted(request, SCOPE, misses=MISSES):
        refusal = render(request, "web/thread_throttled.html", status=429)
        refusal["Retry-After"] = str(SECONDS)
        return refusal
    try:
        receipt = normalize(code)
    except NotACodeError as error:
        return render(request, "web/thread_find.html", {"typed": code, "error": error}, status=404)
    if receipt != code:
        return redirect("web:thread", code=receipt)
    found = thread_of(receipt, request.user)
    if found is None:
        throttle.count_miss(request, SCOPE, seconds=SECONDS)
        return render(request, "web/thread_find.html", {"typed": code, "is_unknown": True}, status=404)
    return render(request, "web/thread.html", {"thread": found, "contribution": found.contribution})
