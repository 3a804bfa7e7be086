"""Pages on which contributions are written down, given their slips, validated and withdrawn."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinkuy.contributions import queries, services
from tinkuy.contributions.forms import ConsentForm, ContributionForm, WithdrawForm
from tinkuy.contributions.models import Contribution
from tinkuy.contributions.pure.slips import Slip, slip
from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.drafts import login_required_keeping_draft
from tinkuy.core.errors import DomainError, NotAllowedError
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import may, require, who
from tinkuy.meetings.models import Meeting

SLIPS_ON_A_SHEET = 60


def slip_of(contribution: Contribution) -> Slip:
    return slip(contribution.receipt, settings.SITE_URL, get_language() or "es")


@require_http_methods(READ_AND_SEND)
@login_required_keeping_draft
def new_contribution(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    require(request.user, "contributions.capture_contribution", meeting)
    form = ContributionForm(request.POST or None, meeting=meeting, initial=drafts.initial(request, ContributionForm))
    if request.method == "POST" and form.is_valid():
        try:
            captured = services.capture_contribution(meeting=meeting, by=who(request), **form.cleaned_data)
            drafts.forget(request)
            return redirect("contributions:receipt", captured.pk)
        except NotAllowedError:
            raise
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return render(request, "contributions/new_contribution.html", {"meeting": meeting, "form": form})


@require_safe
@login_required
def receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    contribution = get_object_or_404(Contribution.objects.select_related("meeting"), pk=pk)
    require(request.user, "contributions.read_receipt", contribution)
    context = {"contribution": contribution, "meeting": contribution.meeting, "slip": slip_of(contribution)}
    return render(request, "contributions/receipt.html", context)


@require_safe
@login_required
def receipts(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    require(request.user, "contributions.capture_contribution", meeting)
    all_of_them = may(request.user, "contributions.read_receipts", meeting)
    page = paginate(request, queries.with_receipts(who(request), meeting, all_of_them=all_of_them), SLIPS_ON_A_SHEET)
    slips = [slip_of(contribution) for contribution in page]
    return render(request, "contributions/receipts.html", {"meeting": meeting, "page": page, "slips": slips})


@require_POST
@login_required
def validate_contribution(request: HttpRequest, pk: UUID) -> HttpResponse:
    contribution = get_object_or_404(Contribution.objects.visible_to(request.user), pk=pk)
    try:
        services.validate_contribution(contribution, who(request))
    except services.AlreadyWithdrawnError as refusal:
        messages.error(request, str(refusal))
    return redirect(contribution)


@require_POST
@login_required
def validate_many(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    count = services.validate_many(meeting, who(request))
    messages.success(request, _("Contributions validated: %(count)s.") % {"count": count})
    return redirect("contributions:of-meeting", slug)


@require_http_methods(READ_AND_SEND)
@login_required
def withdraw_contribution(request: HttpRequest, pk: UUID) -> HttpResponse:
    contribution = get_object_or_404(Contribution.objects.visible_to(request.user).select_related("meeting"), pk=pk)
    require(request.user, "contributions.withdraw_contribution", contribution)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_contribution(contribution, form.cleaned_data["reason"], who(request))
        messages.success(request, _("The contribution was withdrawn and its words are gone."))
        return redirect("contributions:of-meeting", contribution.meeting.slug)
    return render(request, "contributions/withdraw.html", {"contribution": contribution, "form": form})


@require_http_methods(READ_AND_SEND)
@login_required_keeping_draft
def withdraw_consent(request: HttpRequest, pk: UUID) -> HttpResponse:
    contribution = get_object_or_404(Contribution.objects.visible_to(request.user).select_related("meeting"), pk=pk)
    require(request.user, "contributions.withdraw_consent", contribution)
    form = ConsentForm(request.POST or None, contribution=contribution, initial=drafts.initial(request, ConsentForm))
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_consent(contribution, by=who(request), **form.cleaned_data)
            drafts.forget(request)
            messages.success(request, _("The consent is withdrawn, everywhere."))
            return redirect("contributions:of-meeting", contribution.meeting.slug)
        except services.NothingChosenError as refusal:
            form.add_error(None, str(refusal))
    return render(request, "contributions/consent.html", {"contribution": contribution, "form": form})
