"""Pages of mapping campaigns: what each is for, how far it is, and what one takes along where there is no connection."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinkuy.alliance import queries, services
from tinkuy.alliance.forms import CampaignForm
from tinkuy.alliance.models import MappingCampaign, WorkingGroup
from tinkuy.alliance.views.answering import answer, filled, trail
from tinkuy.alliance.views.empty_sheet import empty_sheet
from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.errors import ConflictError
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import may, require, who
from tinkuy.core.pure import qr_codes


@require_safe
@unchanged_since_history
def campaigns(request: HttpRequest) -> HttpResponse:
    page = paginate(request, queries.campaigns_counted(queries.campaigns(request.user)))
    can_record = may(request.user, "alliance.record_campaign") or _coordinates_any(request)
    return render(request, "alliance/campaigns.html", {"page": page, "can_record": can_record})


def _coordinates_any(request: HttpRequest) -> bool:
    return request.user.is_authenticated and queries.coordinated_by(who(request)).exists()


@require_safe
@unchanged_since_history
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    found = _visible(request, slug)
    context = {
        "campaign": found,
        "counts": queries.counts_of(found),
        "takes_today": found.takes_profiles_on(timezone.localdate()),
        "can_manage": may(request.user, "alliance.manage_campaign", found),
        "can_prefill": may(request.user, "alliance.prefill_profile", found),
    }
    return render(request, "alliance/campaign.html", context)


@require_safe
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The short address that stands on paper."""
    found = get_object_or_404(queries.campaigns(request.user), code=code.upper())
    return redirect(found, permanent=True)


@require_safe
@unchanged_since_history
def paper_form(request: HttpRequest, slug: str) -> HttpResponse:
    """One sheet for one organization, to print and fill in by hand."""
    found = _visible(request, slug)
    link = settings.SITE_URL + reverse("alliance:campaign-by-code", args=[found.code])
    qr = qr_codes.drawn(link)
    groups = WorkingGroup.objects.exclude(name="").order_by("name")
    return render(request, "alliance/campaign_paper.html", {"campaign": found, "qr": qr, "link": link, "groups": groups})


@require_safe
def sheet_to_fill(request: HttpRequest, slug: str) -> HttpResponse:
    return empty_sheet(_visible(request, slug))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_campaign(request: HttpRequest) -> HttpResponse:
    if not _coordinates_any(request):
        require(request.user, "alliance.record_campaign")

    def act(sent: dict[str, Any]) -> str:
        return services.record_campaign(by=who(request), **sent).get_absolute_url()

    lede = _("Nobody sees it before you open it.")
    form = filled(request, CampaignForm, user=who(request))
    return answer(request, form, act, heading=_("Prepare a mapping campaign"), lede=lede, trail=_above())


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    found = managed(request, slug)

    def act(sent: dict[str, Any]) -> str:
        return services.record_campaign(by=who(request), **{**sent, "id": found.pk}).get_absolute_url()

    form = filled(request, CampaignForm, user=who(request), row=found)
    return answer(request, form, act, heading=_("Edit the mapping campaign"), trail=_above(found))


@require_POST
@login_required
def open_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    found = managed(request, slug)
    try:
        services.open_campaign(found, by=who(request))
        messages.success(request, _("It is open: everybody sees its page."))
    except ConflictError as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@require_POST
@login_required
def close_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    found = managed(request, slug)
    try:
        services.close_campaign(found, by=who(request))
        messages.success(request, _("It is closed. Links that went out go on working."))
    except ConflictError as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


def _visible(request: HttpRequest, slug: str) -> MappingCampaign:
    found = queries.campaigns(request.user).select_related("working_group__territory")
    return get_object_or_404(found, slug=slug)


def managed(request: HttpRequest, slug: str) -> MappingCampaign:
    """The campaign, for who may manage it."""
    found = _visible(request, slug)
    require(request.user, "alliance.manage_campaign", found)
    return found


def _above(found: MappingCampaign | None = None) -> list[tuple[str, str]]:
    return trail(_("Mapping campaigns"), "alliance:campaigns", found)
