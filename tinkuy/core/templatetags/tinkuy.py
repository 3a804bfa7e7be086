"""What templates may say in one word."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.engine import Engine
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tinkuy.core import pages
from tinkuy.core.pure import edtf_dates

register = template.Library()

CATALOGUES = Path(__file__).resolve().parents[1] / "locale"

MENU = [
    ("/agenda/", _("Agenda")),
    ("/encuentros/", _("Meetings")),
    ("/mesas/", _("Working groups")),
    ("/organizaciones/", _("Organizations")),
    ("/aportes/", _("Contributions")),
    ("/territorios/", _("Territories")),
    ("/fuentes/", _("Sources")),
    ("/datos/", _("Data")),
]


@register.filter
def fuzzy_date(value: str) -> str:
    """An EDTF date as a person would say it: "del 3 al 5 de agosto de 2017", "fecha por completar"."""
    language = "en" if (get_language() or "es").startswith("en") else "es"
    return edtf_dates.humanize(edtf_dates.parse(value), language)


@register.filter
def day(value: date | None) -> str:
    """A day as `date` writes it, remembered: lists say the same days again and again. Nothing for no day."""
    return _day(value, get_language()) if value else ""


@lru_cache(maxsize=4096)
def _day(value: date, _language: str | None) -> str:
    return date_format(value)


@register.filter
def webcal(path: str) -> str:
    """The address at which a calendar program follows what stands at `path` of this site."""
    return f"webcal://{settings.SITE_URL.partition('://')[2]}{path}"


@register.filter(is_safe=True)
def shortened(text: str, length: int) -> str:
    """`text`, or its beginning up to a whole word and an ellipsis: `length` characters at most, without looking at each."""
    if len(text) <= length:
        return text
    beginning = text[: length - 1]
    return f"{beginning.rpartition(' ')[0] or beginning}…"


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[dict[str, Any]]:
    """The main menu's entries; `current` is "page" on the entry's own page, "true" on the pages below it, else empty."""
    path = context["request"].path if "request" in context else ""
    return [{"address": address, "label": label, "current": currency(address, path)} for address, label in MENU]


def currency(address: str, path: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""


@register.simple_tag
def screen_languages() -> list[tuple[str, str]]:
    """The languages in which this house can be read: English, in which it is written, and those with a catalogue."""
    return [(code, name) for code, name in settings.LANGUAGES if code == "en" or (CATALOGUES / code).is_dir()]


@register.simple_tag(takes_context=True)
def words_of_block(context: Context, name: str) -> str:
    """The text of the page's block `name`, to say it a second time inside an attribute. Empty where there is no such block."""
    block_context = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = block_context.get_block(name) if block_context else None
    rendered = block.render(context) if block else ""
    return mark_safe(" ".join(strip_tags(rendered).replace('"', "&quot;").split()))


@register.simple_tag(takes_context=True)
def later(context: Context, page: str, about: Any = None) -> SafeString:
    """What later rooms add to this page, which is `about` something: {% later "meetings:meeting" meeting %}."""
    engine, shown = Engine.get_default(), []
    for section in pages.sections_of(page):
        with context.push(**section.context_of(about, context["request"].user)):
            shown.append(engine.get_template(section.template).render(context))
    return mark_safe("".join(shown))
