"""Pages of meetings and programmes."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import drafts
from tinkuy.core.datasets import as_csv, as_xlsx
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.models import User
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import may, require
from tinkuy.core.recording import InvalidError
from tinkuy.meetings import queries, services
from tinkuy.meetings.datasets import MEETINGS
from tinkuy.meetings.forms import FilterForm, MeetingForm
from tinkuy.meetings.models import Meeting, Programme


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    page = paginate(request, queries.meetings(**form.filters()), size=50)
    can_record = may(request.user, "meetings.record_meeting")
    return render(request, "meetings/meetings.html", {"form": form, "page": page, "can_record": can_record})


@require_safe
def meetings_csv(request: HttpRequest) -> HttpResponseBase:
    return as_csv(MEETINGS, request.user, _narrowed(request))


@require_safe
def meetings_xlsx(request: HttpRequest) -> HttpResponseBase:
    return as_xlsx(MEETINGS, request.user, _narrowed(request))


def _narrowed(request: HttpRequest) -> QuerySet[Meeting]:
    found = queries.meetings(**FilterForm(request.GET).filters())
    return found.prefetch_related("themes", "convening_organizations", "convening_groups", "feeds")


@require_safe
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(queries.meeting_pages(), slug=slug)
    return render(
        request,
        "meetings/meeting.html",
        {
            "meeting": found,
            "attendances": queries.attendances_of(found),
            "can_record": may(request.user, "meetings.record_meeting", found),
        },
    )


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Programme.objects.prefetch_related("sources"), slug=slug)
    page = paginate(request, queries.meetings(programme=found), size=50)
    return render(request, "meetings/programme.html", {"programme": found, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@drafts.login_required_keeping_draft
def new_meeting(request: HttpRequest) -> HttpResponse:
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@drafts.login_required_keeping_draft
def edit_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    return _write(request, get_object_or_404(queries.meeting_pages(), slug=slug))


def _write(request: HttpRequest, found: Meeting | None) -> HttpResponse:
    require(request.user, "meetings.record_meeting", found)
    form = MeetingForm(request.POST or None, meeting=found, initial=drafts.initial(request, MeetingForm))
    if form.is_valid() and (written := _written(request, form, found)):
        drafts.forget(request)
        return redirect(written)
    status = 422 if form.is_bound else 200
    return render(request, "meetings/meeting_form.html", {"form": form, "meeting": found}, status=status)


def _written(request: HttpRequest, form: MeetingForm, found: Meeting | None) -> Meeting | None:
    """The meeting as sent; None when it was refused, and then the form says why."""
    values = dict(form.cleaned_data)
    id = values.pop("id")
    assert isinstance(request.user, User)
    try:
        return services.record_meeting(found.pk if found else id, by=request.user, **values)
    except InvalidError as refusal:
        form.refuse(refusal.errors)
    except NotAllowedError as refusal:
        # A coordinator who named none of her own groups: she may, once she does.
        form.refuse({"convening_groups": [str(refusal)]})
    return None
