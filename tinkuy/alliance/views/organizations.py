"""Pages of organizations, and of who speaks for them."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.alliance import queries, services
from tinkuy.alliance.datasets import ORGANIZATIONS
from tinkuy.alliance.enums import Standing
from tinkuy.alliance.forms import FilterForm, MergeForm, OrganizationForm, OwnPageForm, SeatForm, SeatTermForm
from tinkuy.alliance.models import Organization
from tinkuy.alliance.views.answering import answer, filled, trail
from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.datasets import as_csv, as_xlsx
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import may, require, who
from tinkuy.core.queries.words import word_for


@require_safe
@unchanged_since_history
def organizations(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    page = paginate(request, queries.listed(queries.organizations(**form.filters())))
    page = replace(page, rows=queries.in_brief(page.rows))
    can_record = may(request.user, "alliance.record_organization")
    return render(request, "alliance/organizations.html", {"form": form, "page": page, "can_record": can_record})


@require_safe
def organizations_csv(request: HttpRequest) -> HttpResponseBase:
    return as_csv(ORGANIZATIONS, request.user, _narrowed(request))


@require_safe
def organizations_xlsx(request: HttpRequest) -> HttpResponseBase:
    return as_xlsx(ORGANIZATIONS, request.user, _narrowed(request))


def _narrowed(request: HttpRequest) -> QuerySet[Organization]:
    return queries.organizations(**FilterForm(request.GET).filters())


@require_safe
@unchanged_since_history
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Organization.objects.select_related("territory", "merged_into"), slug=slug)
    if found.merged_into:
        return redirect(found.merged_into, permanent=True)
    memberships = queries.memberships_of(found)
    context = {
        "organization": found,
        "seats": queries.terms(queries.seats_of(found), timezone.localdate()),
        "memberships": memberships,
        "leavable": queries.leavable(memberships, request.user),
        "lists": queries.lists_naming(found),
        "meetings": found.meetings_convened.select_related("territory")[:50],
        "can_record": may(request.user, "alliance.describe_organization", found),
        "can_leave": found.standing != Standing.FORMER and may(request.user, "alliance.leave_alliance", found),
        "can_merge": may(request.user, "alliance.merge_organizations", found),
        "can_seat": may(request.user, "alliance.record_seat", found),
        "can_invite": may(request.user, "alliance.invite_delegate", found),
        "invitations": queries.invitations_to(found, request.user),
    }
    return render(request, "alliance/organization.html", context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_organization(request: HttpRequest) -> HttpResponse:
    require(request.user, "alliance.record_organization")

    def act(sent: dict[str, Any]) -> Organization:
        return services.record_organization(by=who(request), **sent)

    like = Organization.objects.filter(slug=request.GET.get("como", "")).first()
    form = filled(request, OrganizationForm, like=like)
    another = _("Save and record another")
    return answer(request, form, act, heading=_("Record an organization"), another=another, trail=_above())


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_organization(request: HttpRequest, slug: str) -> HttpResponse:
    """Who speaks for it writes what it says of itself; the secretariat, its standing and its sources too."""
    found = _organization(request, slug, "alliance.describe_organization")
    records_all = may(request.user, "alliance.record_organization", found)

    def act(sent: dict[str, Any]) -> Organization:
        if records_all:
            return services.record_organization(by=who(request), **{**sent, "id": found.pk})
        return services.describe_organization(found, by=who(request), **sent)

    form = filled(request, OrganizationForm if records_all else OwnPageForm, row=found)
    return answer(request, form, act, heading=_("Edit the organization"), trail=_above(found))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_seat(request: HttpRequest, slug: str) -> HttpResponse:
    found = _organization(request, slug, "alliance.record_seat")

    def act(sent: dict[str, Any]) -> Organization:
        services.record_seat(organization=found, by=who(request), **sent)
        return found

    form = filled(request, SeatForm)
    lede = _("One person speaks for the organization, and others may stand in. The organization is the member, not the person.")
    return answer(request, form, act, heading=_("Record who speaks for it"), lede=lede, trail=_above(found))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_seat(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = _organization(request, slug, "alliance.record_seat")
    row = get_object_or_404(queries.seats_of(found), pk=pk)

    def act(sent: dict[str, Any]) -> Organization:
        services.change_seat(row, by=who(request), **sent)
        return found

    form = filled(request, SeatTermForm, row=row)
    heading = _("End or correct the seat of %(name)s") % {"name": row.person}
    take_back = reverse("alliance:take-back-seat", args=[slug, pk])
    return answer(request, form, act, heading=heading, trail=_above(found), take_back=take_back)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """First what would move and what would stay, then the merge."""
    found = _organization(request, slug, "alliance.merge_organizations")
    form = filled(request, MergeForm, gone=found)
    context: dict[str, Any] = {"heading": _("Merge with another organization"), "trail": _above(found)}
    if form.is_valid() and not form.is_confirmed:
        context |= _preview(found, form.cleaned_data["into"])
        return render(request, "alliance/merge.html", {**context, "form": form, "organization": found})

    def act(sent: dict[str, Any]) -> Organization:
        return services.merge_organizations(found, by=who(request), **sent)

    said = _("Merged. The old address leads here.")
    return answer(request, form, act, said=said, button=_("See what would happen"), **context)


def _preview(gone: Organization, into: Organization) -> dict[str, Any]:
    """What a merge would move, (label, how many), and what would stay."""
    staying = services.staying(gone, into)
    held = queries.held_by(gone)
    held |= {"memberships": held["memberships"] - len(staying.memberships), "seats": held["seats"] - len(staying.seats)}
    moving = [(word_for(name), count) for name, count in held.items() if count]
    return {"into": into, "staying": staying, "moving": moving}


def _organization(request: HttpRequest, slug: str, permission: str) -> Organization:
    found = get_object_or_404(Organization.objects.standing_alone().select_related("territory"), slug=slug)
    require(request.user, permission, found)
    return found


def _above(found: Organization | None = None) -> list[tuple[str, str]]:
    return trail(_("Organizations"), "alliance:organizations", found)
