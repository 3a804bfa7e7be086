"""The attendance sheet on paper: printed before the meeting, typed in after it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.permissions import who
from tinkuy.core.pure import qr_codes
from tinkuy.meetings import services
from tinkuy.meetings.enums import AgeBand
from tinkuy.meetings.forms.sheets import MOST_ROWS, ROWS, Known, SheetFormSet
from tinkuy.meetings.models import Meeting
from tinkuy.meetings.views.writing import meeting_to_write


@require_safe
@login_required
def print_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Numbered rows to fill in by hand, as many as `?filas=` asks for, and the meeting's QR."""
    meeting = meeting_to_write(request, slug, "meetings.check_in")
    asked = request.GET.get("filas", "")
    rows = min(int(asked), MOST_ROWS) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 5 else ROWS
    link = settings.SITE_URL + meeting.get_absolute_url()
    qr = qr_codes.drawn(link)
    context = {"meeting": meeting, "rows": range(1, max(rows, 1) + 1), "qr": qr, "link": link, "ages": AgeBand.labels}
    return render(request, "meetings/sheet.html", context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
@never_cache
def type_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_to_write(request, slug, "meetings.check_in")
    typed = request.POST if request.method == "POST" else drafts.of(request)
    sheet = SheetFormSet(typed, prefix="fila", form_kwargs={"known": Known.read()})
    is_sent = request.method == "POST"
    if is_sent and sheet.is_valid() and _typed(request, meeting, sheet):
        drafts.forget(request)
        return redirect("meetings:check-in", slug)
    return render(request, "meetings/sheet_typing.html", {"meeting": meeting, "sheet": sheet}, status=422 if is_sent else 200)


def _typed(request: HttpRequest, meeting: Meeting, sheet: SheetFormSet) -> bool:  # type: ignore[valid-type]
    try:
        done = services.type_sheet(meeting, [form.row() for form in sheet.typed()], by=who(request))  # type: ignore[attr-defined]
    except services.PaperRefusedError as refusal:
        sheet.refuse(refusal.problems)  # type: ignore[attr-defined]
        return False
    words = {"added": done.added, "known": done.known}
    if done.known:
        said = _("Written down: %(added)s. Already written down before, and not counted again: %(known)s.")
        messages.success(request, said % words)
    else:
        messages.success(request, _("Written down: %(added)s.") % words)
    return True
