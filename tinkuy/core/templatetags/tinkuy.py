"""What templates may say in one word."""

from django import template
from django.utils.translation import get_language

from tinkuy.core.pure import edtf_dates

register = template.Library()


@register.filter
def fuzzy_date(value: str) -> str:
    """An EDTF date as a person would say it: "del 3 al 5 de agosto de 2017", "fecha por completar"."""
    language = "en" if (get_language() or "es").startswith("en") else "es"
    return edtf_dates.humanize(edtf_dates.parse(value), language)
