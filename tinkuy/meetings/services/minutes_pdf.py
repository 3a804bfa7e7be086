"""The PDF of minutes, kept where all files are: made by a job, so that no page waits for it."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation

from tinkuy.meetings import queries
from tinkuy.meetings.models import Minutes


def keep_pdf(minutes: Minutes, number: int) -> None:
    """Make the PDF of what these minutes say at `number`, as the alliance's visitors read it, and put it where it is kept.

    Made again it takes the place of the one before. Minutes that not everybody reads are left alone.
    """
    if not minutes.is_public or number < (minutes.validated_number or 0):
        return
    name, made = queries.pdf_of(minutes, number), ContentFile(_printed(minutes, number))
    default_storage.delete(name)
    default_storage.save(name, made)


def _printed(minutes: Minutes, number: int) -> bytes:
    """A tagged PDF (PDF/UA): its headings, lists and language can be read aloud."""
    # It loads a library of the system and takes most of a second: only the worker does.
    from weasyprint import HTML

    with translation.override(settings.LANGUAGE_CODE):
        page = render_to_string("meetings/minutes_pdf.html", _words(minutes, number))
    return HTML(string=page, url_fetcher=_fetch_nothing).write_pdf(pdf_variant="pdf/ua-1")


def _words(minutes: Minutes, number: int) -> dict[str, Any]:
    return {
        "alliance_name": settings.ALLIANCE_NAME,
        "site_url": settings.SITE_URL,
        "minutes": minutes,
        "meeting": minutes.meeting,
        "revision": minutes.revisions.get(number=number),
        "attendances": queries.attendances_of(minutes.meeting),
        "agreements": queries.published_agreements().filter(minutes=minutes),
        "follow_ups": queries.follow_ups_in(minutes),
    }


def _fetch_nothing(url: str, *_args: Any, **_kwargs: Any) -> Any:
    """Nothing of the page is elsewhere."""
    raise ValueError(f"The PDF of minutes asks for {url}.")
