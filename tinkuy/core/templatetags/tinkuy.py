"""What templates may say in one word."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tinkuy.core.pure import edtf_dates

register = template.Library()

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


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[dict[str, Any]]:
    """The main menu's entries; `current` is "page" on the entry's own page, "true" on the pages below it, else empty."""
    path = context["request"].path if "request" in context else ""
    return [{"address": address, "label": label, "current": currency(address, path)} for address, label in MENU]


def currency(address: str, path: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""
