"""A page of ours as a tagged PDF (PDF/UA): its headings, lists and language can be read aloud."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation


def keep(name: str, template: str, words: dict[str, Any]) -> None:
    """Make the PDF of this page, as the alliance's visitors read it, and put it under this name in the store of files. Made
    again it takes the place of the one before.
    """
    made = ContentFile(_printed(template, words))
    default_storage.delete(name)
    default_storage.save(name, made)


def _printed(template: str, words: dict[str, Any]) -> bytes:
    # It loads a library of the system and takes most of a second: only the worker does.
    from weasyprint import HTML

    site = {"alliance_name": settings.ALLIANCE_NAME, "site_url": settings.SITE_URL}
    with translation.override(settings.LANGUAGE_CODE):
        page = render_to_string(template, {**site, **words})
    return HTML(string=page, url_fetcher=_fetch_nothing).write_pdf(pdf_variant="pdf/ua-1")


def _fetch_nothing(url: str, *_args: Any, **_kwargs: Any) -> Any:
    """Nothing of the page is elsewhere."""
    raise ValueError(f"A PDF asks for {url}.")
