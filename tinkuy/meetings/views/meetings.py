"""Pages of meetings."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.datasets import as_csv, as_xlsx
from tinkuy.core.enums import Role
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import has_role, may, require, who
from tinkuy.core.recording import InvalidError
from tinkuy.meetings import queries, services
from tinkuy.meetings.datasets import MEETINGS
from tinkuy.meetings.forms.meetings import FilterForm, MeetingForm
from tinkuy.meetings.models import Meeting


@require_safe
@unchanged_since_history
def meetings(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    wanted = form.wanted()
    context = {
        "form": form,
        "page": queries.listed_meetings(paginate(request, queries.listed(wanted))),
        "tiles": queries.tiles_of(wanted, request.GET),
        "can_record": may(request.user, "meetings.record_meeting"),
    }
    return render(request, "meetings/meetings.html", context)


@require_safe
def meetings_csv(request: HttpRequest) -> HttpResponseBase:
    return as_csv(MEETINGS, request.user, _narrowed(request))


@require_safe
def meetings_xlsx(request: HttpRequest) -> HttpResponseBase:
    return as_xlsx(MEETINGS, request.user, _narrowed(request))


def _narrowed(request: HttpRequest) -> QuerySet[Meeting]:
    return queries.with_conveners(queries.meetings(FilterForm(request.GET).wanted()))


@require_safe
@unchanged_since_history
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(queries.meeting_pages(), slug=slug)
    allowed = _allowed(request, found)
    minutes = queries.minutes_of(found, request.user)
    context = {
        "meeting": found,
        "map_link": queries.map_link(found),
        "attended": queries.attended(found, for_organizers=allowed["can_record"]),
        "minutes": minutes,
        "agreements": queries.agreements_in(minutes, request.user) if minutes else [],
        "programme": queries.shown_programme(found, for_organizers=allowed["can_record"]),
        "attendances": queries.attendances_of(found),
        "change": queries.last_change_of_state(found),
        "river": queries.river_around(found),
        "materials": queries.first_materials(found, request.user),
        "has_days": queries.has_days(found),
    }
    return render(request, "meetings/meeting.html", context | allowed | _registration(found))


def _allowed(request: HttpRequest, found: Meeting) -> dict[str, bool]:
    """What this person may do on the page."""
    return {
        "can_record": may(request.user, "meetings.record_meeting", found),
        "can_record_all": has_role(request.user, Role.SECRETARIAT, Role.FACILITATOR),
        "can_write_minutes": may(request.user, "meetings.write_minutes", found),
        "can_invite": queries.is_to_come(found) and may(request.user, "meetings.send_invitations", found),
    }


def _registration(found: Meeting) -> dict[str, Any]:
    """What the page says of registering and of who came, where people register."""
    if not hasattr(found, "desk"):
        return {"places_left": None, "came": []}
    return {"places_left": queries.places_left(found), "came": queries.names_of_who_came(found)}


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_meeting(request: HttpRequest) -> HttpResponse:
    return _write(request, None)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    return _write(request, get_object_or_404(queries.meeting_pages(), slug=slug))


def _write(request: HttpRequest, found: Meeting | None) -> HttpResponse:
    require(request.user, "meetings.record_meeting", found)
    like = None if found else queries.meeting_pages().filter(slug=request.GET.get("como", "")).first()
    first = {} if found or like else queries.beginning_of(request.GET.get("mesa", ""), who(request))
    form = MeetingForm(request.POST or None, meeting=found, like=like, initial=first | drafts.initial(request, MeetingForm))
    if form.is_valid() and (written := _written(request, form, found, like)):
        drafts.forget(request)
        return redirect(written)
    status = 422 if form.is_bound else 200
    return render(request, "meetings/meeting_form.html", {"form": form, "meeting": found, "like": like}, status=status)


def _written(request: HttpRequest, form: MeetingForm, found: Meeting | None, like: Meeting | None) -> Meeting | None:
    """The meeting as sent; None when it was refused, and then the form says why."""
    values = dict(form.cleaned_data)
    id, copies = values.pop("id"), values.pop("copies_sessions", False)
    try:
        return services.record_meeting(found.pk if found else id, by=who(request), like=like if copies else None, **values)
    except InvalidError as refusal:
        form.refuse(refusal)
    except NotAllowedError:
        # A coordinator who named none of her own groups: she may, once she does.
        form.add_error("convening_groups", _("Tick a working group that you coordinate: you record the meetings it convenes."))
    return None
