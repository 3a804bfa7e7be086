"""Territories, themes and frameworks as pages and as tables."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import drafts, sheets, workbooks
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.datasets import as_csv, as_xlsx
from tinkuy.core.errors import DomainError
from tinkuy.core.models import User
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import may, require, who
from tinkuy.vocabulary import datasets, queries, services
from tinkuy.vocabulary.forms import ThemeForm, ThemesForm
from tinkuy.vocabulary.models import Framework, Territory, Theme


@require_safe
@unchanged_since_history
def territories(request: HttpRequest) -> HttpResponse:
    context = {"tiles": queries.region_tiles(), "regions": queries.regions(), "metropolitan": queries.metropolitan_lima()}
    return render(request, "vocabulary/territories.html", context)


@require_safe
@unchanged_since_history
def territory(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Territory, slug=slug)
    context = {
        "territory": found,
        "ancestors": queries.ancestors(found),
        "page": paginate(request, queries.children_of(found)),
    }
    return render(request, "vocabulary/territory.html", context)


@require_safe
@unchanged_since_history
def themes(request: HttpRequest) -> HttpResponse:
    context = {
        "page": paginate(request, queries.theme_tree(), size=200),
        "may_import": may(request.user, "vocabulary.import_themes"),
        "may_define": may(request.user, "vocabulary.define_theme"),
    }
    return render(request, "vocabulary/themes.html", context)


@require_safe
@unchanged_since_history
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Theme, slug=slug)
    context = {
        "theme": found,
        "ancestors": queries.theme_ancestors(found),
        "page": paginate(request, found.children.order_by("name", "slug")),
        "may_define": may(request.user, "vocabulary.define_theme"),
    }
    return render(request, "vocabulary/theme.html", context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def define_theme(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A new theme, or this one changed. Refused, what was typed stays, with what is wrong beside its field."""
    require(request.user, "vocabulary.define_theme")
    found = get_object_or_404(Theme.objects.select_related("parent"), slug=slug) if slug else None
    form = ThemeForm(request.POST or None, theme=found, initial=drafts.initial(request, ThemeForm))
    if request.method == "POST" and form.is_valid() and (defined := _defined(request, form)):
        drafts.forget(request)
        messages.success(request, _("“%(name)s” is kept.") % {"name": defined.name})
        return redirect(request.path if found is None and "otra" in request.POST else defined)
    return render(request, "vocabulary/define_theme.html", {"form": form, "theme": found})


def _defined(request: HttpRequest, form: ThemeForm) -> Theme | None:
    """The theme, or None with the refusal on the form. Its label as fictitious stays what it was."""
    assert isinstance(request.user, User)
    is_sample = form.theme.is_sample if form.theme else False
    try:
        return services.define_theme(form.slug, is_sample=is_sample, by=request.user, **form.cleaned_data)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None


@require_safe
@unchanged_since_history
def frameworks(request: HttpRequest) -> HttpResponse:
    return render(request, "vocabulary/frameworks.html", {"page": paginate(request, queries.frameworks())})


@require_safe
@unchanged_since_history
def framework(request: HttpRequest, slug: str, edition: str) -> HttpResponse:
    found = get_object_or_404(Framework.objects.prefetch_related("sources"), slug=slug, edition=edition)
    return render(request, "vocabulary/framework.html", {"framework": found, "areas": queries.areas_of(found)})


@login_required
@require_http_methods(READ_AND_SEND)
def import_themes(request: HttpRequest) -> HttpResponse:
    """The file is looked at first; its rows come in only when they were seen and confirmed."""
    require(request.user, "vocabulary.import_themes")
    form = ThemesForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        problems = sheets.by_row(services.theme_sheet_problems(sent["sheet"], sent["rows"]))
        if "with_problems" in request.POST:
            return workbooks.with_problems("temas-problemas.xlsx", sent["sheet"], problems)
        if "confirm" in request.POST and not problems and _imported(request, who(request), sent["rows"]):
            return redirect("vocabulary:themes")
        context |= {"shown": sheets.shown(sent["sheet"], problems, sent["unused"]), "text": sent["text"], "odd": sent["odd"]}
    return render(request, "vocabulary/import_themes.html", context, status=422 if form.errors else 200)


def _imported(request: HttpRequest, user: User, rows: dict[int, dict[str, str]]) -> bool:
    try:
        done = len(services.import_themes(rows, by=user))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, ngettext("%(count)s theme imported.", "%(count)s themes imported.", done) % {"count": done})
    return True


@require_safe
def territories_csv(request: HttpRequest) -> HttpResponseBase:
    return as_csv(datasets.TERRITORIES, request.user)


@require_safe
def themes_csv(request: HttpRequest) -> HttpResponseBase:
    return as_csv(datasets.THEMES, request.user)


@require_safe
def themes_xlsx(request: HttpRequest) -> HttpResponseBase:
    return as_xlsx(datasets.THEMES, request.user)
