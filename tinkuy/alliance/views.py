"""Pages of working groups and organizations."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.alliance import queries, services
from tinkuy.alliance.datasets import ORGANIZATIONS
from tinkuy.alliance.forms import FilterForm, OrganizationForm
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.core import drafts
from tinkuy.core.datasets import as_csv, as_xlsx
from tinkuy.core.models import User
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import may, require
from tinkuy.core.recording import InvalidError


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    found = list(queries.working_groups())
    return render(
        request,
        "alliance/groups.html",
        {"named": [group for group in found if group.name], "unnamed": [group for group in found if not group.name]},
    )


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(WorkingGroup.objects.select_related("territory", "theme"), slug=slug)
    lists = queries.member_lists_of(found)
    return render(
        request,
        "alliance/group.html",
        {
            "group": found,
            "lists": lists,
            "listed": queries.side_by_side(lists),
            "memberships": queries.memberships_of(found),
            "meetings": found.meetings_convened.select_related("territory")[:50],
        },
    )


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    page = paginate(request, queries.organizations(**form.filters()), size=50)
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
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Organization.objects.select_related("territory"), slug=slug)
    return render(
        request,
        "alliance/organization.html",
        {
            "organization": found,
            "memberships": queries.memberships_of(found),
            "lists": queries.lists_naming(found),
            "meetings": found.meetings_convened.select_related("territory")[:50],
            "can_record": may(request.user, "alliance.record_organization", found),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@drafts.login_required_keeping_draft
def new_organization(request: HttpRequest) -> HttpResponse:
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@drafts.login_required_keeping_draft
def edit_organization(request: HttpRequest, slug: str) -> HttpResponse:
    return _write(request, get_object_or_404(Organization.objects.select_related("territory"), slug=slug))


def _write(request: HttpRequest, found: Organization | None) -> HttpResponse:
    require(request.user, "alliance.record_organization", found)
    form = OrganizationForm(request.POST or None, organization=found, initial=drafts.initial(request, OrganizationForm))
    if form.is_valid() and (written := _written(request, form, found)):
        drafts.forget(request)
        return redirect(written)
    status = 422 if form.is_bound else 200
    return render(request, "alliance/organization_form.html", {"form": form, "organization": found}, status=status)


def _written(request: HttpRequest, form: OrganizationForm, found: Organization | None) -> Organization | None:
    """The organization as sent; None when it was refused, and then the form says why."""
    values = dict(form.cleaned_data)
    id = values.pop("id")
    assert isinstance(request.user, User)
    try:
        return services.record_organization(found.pk if found else id, by=request.user, **values)
    except InvalidError as refusal:
        form.refuse(refusal.errors)
        return None
