"""What is held about somebody, gathered from all rooms for her to take away.

A room says what of its own it holds, in `apps.ready()`, with a Spanish key of the file and a title:

    personal.register("delegaciones", _("My seats"), queries.seats_rows)

`seats_rows(user)` gives flat dictionaries with Spanish keys: what is about her, and nothing that is about somebody else. What
must go when she is erased, the room's service sees to: it subscribes to "core.account_erased".
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise

from tinkuy.core.models import User

Rows = Callable[[User], Iterable[dict[str, Any]]]

_held: dict[str, tuple[str | Promise, Rows]] = {}


def register(key: str, title: str | Promise, rows: Rows) -> None:
    """From now on `rows(user)` are part of what is held about her, under `key`."""
    _held[key] = (title, rows)


def held_about(user: User) -> dict[str, list[dict[str, Any]]]:
    """All of it, by key."""
    return {key: list(rows(user)) for key, (_title, rows) in _held.items()}


def packed(user: User) -> bytes:
    """A ZIP of two files that say the same: JSON for machines, and a page to read, in the language of `user`."""
    held = held_about(user)
    with translation.override(user.language or settings.LANGUAGE_CODE):
        parts = [(title, list(held[key][0]) if held[key] else [], held[key]) for key, (title, _rows) in _held.items()]
        words = {"user": user, "parts": parts, "at": timezone.now(), "alliance_name": settings.ALLIANCE_NAME}
        page = render_to_string("core/personal_archive.html", words)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("mis-datos.json", json.dumps(held, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        pack.writestr("mis-datos.html", page)
    return file.getvalue()
