"""Pages of working groups: the group, its memberships, its lists of members, and who coordinates it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.alliance import queries, services
from tinkuy.alliance.forms import CoordinationForm, CoordinationTermForm, GroupForm, MemberListForm, MembershipForm
from tinkuy.alliance.models import WorkingGroup
from tinkuy.alliance.views.answering import answer, filled, trail
from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import remembered, unchanged_since_history
from tinkuy.core.permissions import may, require, who


@require_safe
@unchanged_since_history
def groups(request: HttpRequest) -> HttpResponse:
    found = remembered("alliance.groups", lambda: list(queries.working_groups()))
    context = {
        "named": [group for group in found if group.name],
        "unnamed": [group for group in found if not group.name],
        "can_record": may(request.user, "alliance.record_working_group"),
    }
    return render(request, "alliance/groups.html", context)


@require_safe
@unchanged_since_history
def group(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(WorkingGroup.objects.select_related("territory", "theme"), slug=slug)
    lists = queries.member_lists_of(found)
    context = {
        "group": found,
        "lists": lists,
        "listed": queries.side_by_side(lists),
        "memberships": queries.memberships_of(found),
        "coordinations": queries.terms(queries.coordinations_of(found), timezone.localdate()),
        "meetings": found.meetings_convened.select_related("territory")[:50],
        "can_record": may(request.user, "alliance.record_working_group"),
        "can_keep_members": may(request.user, "alliance.record_membership", found),
    }
    return render(request, "alliance/group.html", context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_group(request: HttpRequest) -> HttpResponse:
    require(request.user, "alliance.record_working_group")

    def act(sent: dict[str, Any]) -> WorkingGroup:
        return services.record_working_group(by=who(request), **sent)

    form = filled(request, GroupForm)
    return answer(request, form, act, heading=_("Record a working group"), trail=_above())


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_group(request: HttpRequest, slug: str) -> HttpResponse:
    found = _group(request, slug, "alliance.record_working_group")

    def act(sent: dict[str, Any]) -> WorkingGroup:
        return services.record_working_group(by=who(request), **{**sent, "id": found.pk})

    form = filled(request, GroupForm, row=found)
    return answer(request, form, act, heading=_("Edit the working group"), trail=_above(found))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_membership(request: HttpRequest, slug: str) -> HttpResponse:
    found = _group(request, slug, "alliance.record_membership")

    def act(sent: dict[str, Any]) -> WorkingGroup:
        services.record_membership(working_group=found, by=who(request), **sent)
        return found

    like = found.memberships.order_by("pk").last() if "como" in request.GET else None
    form = filled(request, MembershipForm, group=found, like=like)
    lede = _("An organization works in this group from one date to another. Either date may stay empty when nobody knows it.")
    another = _("Save and add another")
    return answer(request, form, act, heading=_("Add an organization"), lede=lede, another=another, trail=_above(found))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_membership(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = _group(request, slug, "alliance.record_membership")
    row = get_object_or_404(queries.memberships_of(found), pk=pk)

    def act(sent: dict[str, Any]) -> WorkingGroup:
        services.change_membership(row, by=who(request), **sent)
        return found

    form = filled(request, MembershipForm, group=found, row=row)
    heading = _("End or correct the membership of %(name)s") % {"name": row.organization}
    take_back = reverse("alliance:take-back-membership", args=[slug, pk])
    return answer(request, form, act, heading=heading, trail=_above(found), take_back=take_back)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_member_list(request: HttpRequest, slug: str) -> HttpResponse:
    found = _group(request, slug, "alliance.record_member_list")

    def act(sent: dict[str, Any]) -> WorkingGroup:
        services.record_member_list(found, by=who(request), **sent)
        return found

    form = filled(request, MemberListForm, group=found)
    lede = _("Whom a source names as members on a date. Lists of other dates stay beside it, also where they differ.")
    return answer(request, form, act, heading=_("Add a dated list of members"), lede=lede, trail=_above(found))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_member_list(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = _group(request, slug, "alliance.record_member_list")
    row = get_object_or_404(found.member_lists, pk=pk)

    def act(sent: dict[str, Any]) -> WorkingGroup:
        services.change_member_list(row, by=who(request), **sent)
        return found

    form = filled(request, MemberListForm, group=found, row=row)
    return answer(request, form, act, heading=_("Correct the list of members"), trail=_above(found))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_coordination(request: HttpRequest, slug: str) -> HttpResponse:
    found = _group(request, slug, "alliance.record_coordination")

    def act(sent: dict[str, Any]) -> WorkingGroup:
        services.record_coordination(working_group=found, by=who(request), **sent)
        return found

    form = filled(request, CoordinationForm)
    lede = _(
        "While the coordination is in force, whoever has it and has an account keeps the members of this group and its meetings."
    )
    return answer(request, form, act, heading=_("Add a coordinator"), lede=lede, trail=_above(found))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_coordination(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = _group(request, slug, "alliance.record_coordination")
    row = get_object_or_404(queries.coordinations_of(found), pk=pk)

    def act(sent: dict[str, Any]) -> WorkingGroup:
        services.change_coordination(row, by=who(request), **sent)
        return found

    form = filled(request, CoordinationTermForm, row=row)
    heading = _("End or correct the coordination of %(name)s") % {"name": row.person}
    take_back = reverse("alliance:take-back-coordination", args=[slug, pk])
    return answer(request, form, act, heading=heading, trail=_above(found), take_back=take_back)


def _group(request: HttpRequest, slug: str, permission: str) -> WorkingGroup:
    found = get_object_or_404(WorkingGroup, slug=slug)
    require(request.user, permission, found)
    return found


def _above(found: WorkingGroup | None = None) -> list[tuple[str, str]]:
    return trail(_("Working groups"), "alliance:groups", found)
