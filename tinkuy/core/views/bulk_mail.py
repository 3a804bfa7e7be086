"""Letters to many, for the secretariat: read them, and say yes or no."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import drafts, services
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.errors import ConflictError, DomainError
from tinkuy.core.forms import BulkMailForm
from tinkuy.core.models import BulkMail, User
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import require
from tinkuy.core.queries.bulk_mail import letters_to_many

NAMES_SHOWN = 50


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    require(request.user, "core.answer_bulk_mail")
    return render(request, "core/bulk_mails.html", {"page": paginate(request, letters_to_many())})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def bulk_mail(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "core.answer_bulk_mail")
    assert isinstance(request.user, User)
    letter = get_object_or_404(letters_to_many(), pk=pk)
    form = BulkMailForm(request.POST or None, initial=drafts.initial(request, BulkMailForm))
    if form.is_valid() and _answered(request, form, letter):
        drafts.forget(request)
        return redirect("core:bulk-mails")
    sample, names = services.sample_of(letter, request.user), letter.to.order_by("name")[:NAMES_SHOWN]
    context = {"letter": letter, "sample": sample, "names": names, "form": form}
    return render(request, "core/bulk_mail.html", context, status=422 if form.is_bound else 200)


def _answered(request: HttpRequest, form: BulkMailForm, letter: BulkMail) -> bool:
    """Whether the answer was taken, or came too late, which is told on the next page; else the form says why not."""
    assert isinstance(request.user, User)
    is_yes = form.cleaned_data["answer"] == "yes"
    answer = services.approve_bulk_mail if is_yes else services.refuse_bulk_mail
    try:
        answer(letter, reason=form.cleaned_data["reason"], by=request.user)
    except ConflictError as refusal:
        messages.error(request, str(refusal))
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    else:
        messages.success(request, _("It goes out now.") if is_yes else _("It does not go out."))
    return True
