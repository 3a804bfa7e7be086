"""Spanish is complete: nothing untranslated, nothing fuzzy, nothing on a page that the catalogue lacks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.house.files import ROOT, committed, named

CATALOGUES = [path for path in committed() if path.suffix == ".po" and "es" in path.parts]
ROOMS = sorted(path for path in (ROOT / "tinkuy").iterdir() if (path / "apps.py").is_file())


def messages_of(path: Path):
    with path.open("rb") as source:
        return [message for message in read_po(source) if message.id]


def key(message):
    return (message.context, message.id[0] if isinstance(message.id, tuple) else message.id)


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_every_string_has_its_spanish(path):
    missing = [
        message.id
        for message in messages_of(path)
        if message.fuzzy or not all([*message.string] if isinstance(message.string, tuple) else [message.string])
    ]

    assert missing == []


@pytest.mark.skipif(not shutil.which("xgettext") and not os.environ.get("CI"), reason="needs gettext")
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_catalogues_keep_up_with_the_pages(room, tmp_path):
    copy = tmp_path / room.name
    shutil.copytree(room, copy, ignore=shutil.ignore_patterns("*.po", "*.mo", "__pycache__", "tests", "data", "static"))
    (copy / "locale").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "django", "makemessages", "-l", "es", "--no-location"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True, env={**os.environ, "DJANGO_SETTINGS_MODULE": ""})
    fresh = copy / "locale/es/LC_MESSAGES/django.po"
    kept = room / "locale/es/LC_MESSAGES/django.po"

    asked_for = {key(message) for message in messages_of(fresh)} if fresh.exists() else set()
    translated = {key(message) for message in messages_of(kept)} if kept.exists() else set()

    assert asked_for - translated == set()
