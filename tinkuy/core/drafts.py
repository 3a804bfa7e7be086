"""What somebody was writing when her session ended is still there after she signs in again.

@drafts.login_required_keeping_draft
def write(request):
    form = WritingForm(request.POST or None, initial=drafts.initial(request, WritingForm))
    if request.method == "POST" and form.is_valid():
        services.keep(...)
        drafts.forget(request)
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

KEY = "drafts"
# A session is no store of documents: the oldest drafts give way, and one that is longer than a book is not kept.
MOST_DRAFTS = 5
MOST_CHARACTERS = 500_000

View = Callable[..., HttpResponseBase]


def login_required_keeping_draft(view: View) -> View:
    """Only for people signed in. What anybody else sent is kept in her session, and found again after she signs in.

    For views that show at GET the form that they take at POST. Passwords and files are never kept.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            keep(request)
        return redirect_to_login(request.get_full_path())

    return kept


def keep(request: HttpRequest) -> None:
    """Put what was sent to this address into the session, in place of an earlier draft for it."""
    fields = request.POST.copy()
    for name in [name for name in fields if name == "csrfmiddlewaretoken" or "password" in name.lower()]:
        del fields[name]
    text = fields.urlencode()
    if not text or len(text) > MOST_CHARACTERS:
        return
    others = [(path, draft) for path, draft in request.session.get(KEY, {}).items() if path != request.path]
    request.session[KEY] = dict([*others, (request.path, text)][-MOST_DRAFTS:])
    messages.info(request, _("Your session had ended. Sign in and you will find here what you were writing."))


def of(request: HttpRequest) -> QueryDict | None:
    """What was being written at this address, as it was sent; None when nothing was."""
    text = request.session.get(KEY, {}).get(request.path)
    return QueryDict(text) if text else None


def initial(request: HttpRequest, form: type[forms.Form]) -> dict[str, Any]:
    """The draft for this address as `initial` of `form`; empty when there is none. Fields the draft lacks are left out."""
    draft = of(request)
    if draft is None:
        return {}
    fields: dict[str, forms.Field] = form.base_fields
    sent = {name: field.widget.value_from_datadict(draft, {}, name) for name, field in fields.items()}
    return {name: value for name, value in sent.items() if value not in (None, "", [])}


def forget(request: HttpRequest) -> None:
    """Drop the draft for this address: it was sent, or its writer gave it up. Call it when answering a POST."""
    drafts = request.session.get(KEY, {})
    if request.path in drafts:
        request.session[KEY] = {path: draft for path, draft in drafts.items() if path != request.path}
