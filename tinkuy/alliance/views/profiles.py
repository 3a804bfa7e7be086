"""Pages of profiles: written, corrected and taken back by who knows the organization; sent its link by who manages it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinkuy.alliance import queries, services
from tinkuy.alliance.enums import ProfileState
from tinkuy.alliance.forms import ProfileForm, ProfilesSheetForm
from tinkuy.alliance.forms.parts import RowForm
from tinkuy.alliance.models import MappingCampaign, Profile
from tinkuy.alliance.views.answering import answer, filled, trail
from tinkuy.alliance.views.empty_sheet import column_help
from tinkuy.core import drafts, sheets, workbooks
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.errors import ConflictError, DomainError, NotAllowedError
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import may, require, who


@require_safe
@login_required
@never_cache
def profiles(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that who is signed in may read: all, or those that she wrote."""
    campaign = _campaign(request, slug, "alliance.prefill_profile")
    page = paginate(request, queries.profiles(request.user).filter(campaign=campaign))
    can_send = may(request.user, "alliance.manage_campaign", campaign)
    all_at_once = queries.without_letter(campaign) if may(request.user, "core.answer_bulk_mail") else 0
    context = {"campaign": campaign, "page": page, "can_send": can_send, "all_at_once": all_at_once}
    return render(request, "alliance/profiles.html", context)


@require_safe
@login_required
@never_cache
def profile(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = _profile(request, slug, pk)
    is_waiting = found.state == ProfileState.PREFILLED
    context = {
        "profile": found,
        "campaign": found.campaign,
        "contact": getattr(found, "contact", None),
        "like": queries.organizations_like(found.name) if is_waiting else [],
        "is_waiting": is_waiting,
        "can_change": is_waiting and may(request.user, "alliance.change_profile", found),
        "can_send": is_waiting and may(request.user, "alliance.invite_to_claim", found),
    }
    return render(request, "alliance/profile.html", context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_profile(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = _campaign(request, slug, "alliance.prefill_profile")

    def act(sent: dict[str, Any]) -> str:
        return services.prefill_profile(campaign, by=who(request), **sent).get_absolute_url()

    words = {
        "heading": _("Write what you know of an organization"),
        "lede": _("Only you and who holds the campaign read it. It becomes public when the organization claims it."),
        "said": _("Kept. Nobody else reads it until the organization claims it."),
    }
    return answer(request, filled(request, ProfileForm), act, trail=_above(campaign), **words)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_profile(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = _profile(request, slug, pk)
    require(request.user, "alliance.change_profile", found)

    def act(sent: dict[str, Any]) -> str:
        sent.pop("id")
        return services.change_profile(found, by=who(request), **sent).get_absolute_url()

    heading = _("Correct the profile of %(name)s") % {"name": found}
    return answer(request, filled(request, ProfileForm, row=found), act, heading=heading, trail=_above(found.campaign, found))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def withdraw_profile(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = _profile(request, slug, pk)
    require(request.user, "alliance.change_profile", found)

    def act(sent: dict[str, Any]) -> str:
        services.withdraw_profile(found, by=who(request))
        return _above(found.campaign)[-1][1]

    words = {
        "heading": _("Take back the profile of %(name)s") % {"name": found},
        "lede": _("What was written and the address are erased. If a link went out, it opens nothing."),
        "button": _("Erase it"),
        "said": _("Erased."),
    }
    return answer(request, filled(request, RowForm), act, trail=_above(found.campaign, found), **words)


@require_POST
@login_required
def send_link(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = _profile(request, slug, pk)
    try:
        services.invite_to_claim(found, by=who(request))
        messages.success(request, _("The letter goes out now."))
    except ConflictError as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@require_POST
@login_required
def send_links(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = _campaign(request, slug, "alliance.manage_campaign")
    try:
        sent = services.invite_all_to_claim(campaign, by=who(request))
        said = ngettext("%(count)s letter goes out now.", "%(count)s letters go out now.", sent)
        messages.success(request, said % {"count": sent})
    except ConflictError as refusal:
        messages.error(request, str(refusal))
    return redirect("alliance:profiles", slug)


@require_http_methods(READ_AND_SEND)
@login_required
@never_cache
def import_profiles(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet is looked at first; until somebody confirms what she saw, nothing of it is kept."""
    campaign = _campaign(request, slug, "alliance.prefill_profile")
    form = ProfilesSheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "campaign": campaign, "columns": column_help()}
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        looked = services.look_at_profiles(campaign, sent["sheet"], sent["columns"])
        if "with_problems" in request.POST:
            return workbooks.with_problems("perfiles-problemas.xlsx", sent["sheet"], looked.problems)
        if "confirm" in request.POST and _is_imported(request, campaign, sent):
            return redirect("alliance:profiles", slug)
        shown = sheets.shown(sent["sheet"], looked.problems, sent["unused"], looked.notes)
        context |= {"shown": shown, "text": sent["text"], "odd": sent["odd"], "id": sent["id"]}
    return render(request, "alliance/import_profiles.html", context, status=422 if form.errors else 200)


def _is_imported(request: HttpRequest, campaign: MappingCampaign, sent: dict[str, Any]) -> bool:
    try:
        done = services.import_profiles(campaign, sent["id"], sent["sheet"], sent["columns"], by=who(request))
    except NotAllowedError:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    said = ngettext("%(count)s profile is kept.", "%(count)s profiles are kept.", done)
    messages.success(request, said % {"count": done})
    return True


def _campaign(request: HttpRequest, slug: str, permission: str) -> MappingCampaign:
    found = get_object_or_404(queries.campaigns(request.user), slug=slug)
    require(request.user, permission, found)
    return found


def _profile(request: HttpRequest, slug: str, pk: UUID) -> Profile:
    found = queries.profiles(request.user).select_related("contact", "prefilled_by")
    return get_object_or_404(found, campaign__slug=slug, pk=pk)


def _above(campaign: MappingCampaign, profile: Profile | None = None) -> list[tuple[str, str]]:
    above = trail(_("Mapping campaigns"), "alliance:campaigns", campaign)
    return [*above, (str(profile), profile.get_absolute_url())] if profile else above
