"""What opens a door is not written down where many can read it."""

import logging
from io import StringIO

import pytest

from tinkuy.core import logs


@pytest.fixture
def lines():
    """What reaches a handler made as the settings make it."""
    written, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.formatter())
    handler.addFilter(logs.WithoutCodes())
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


@pytest.mark.django_db
def test_code_of_a_thread_that_is_not_found_stays_out_of_the_log(client, lines):
    client.get("/hilo/K7M3X-9RT4P/")
    said = lines.getvalue()
    assert "Not Found: /hilo/…/" in said
    assert "K7M3X" not in said


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("GET /hilo/?codigo=K7M3X-9RT4P&x=1", "GET /hilo/?codigo=…&x=1"),
        ("Forbidden: /acceso/password/reset/key/1a-cx2-99f/", "Forbidden: /acceso/password/reset/key/…/"),
        ("Gone: /enlace/aX_9-b/delegacion/", "Gone: /enlace/…/delegacion/"),
        ("/hilo/", "/hilo/"),
        ("/encuentros/hilo-rojo/", "/encuentros/hilo-rojo/"),
    ],
)
def test_masked_takes_out_codes_and_nothing_else(text, kept):
    assert logs.masked(text) == kept
    assert logs.masked(kept) == kept


def test_code_in_a_traceback_stays_out_of_the_log(lines):
    try:
        raise ValueError("/hilo/K7M3X-9RT4P/ se rompió")
    except ValueError:
        logging.getLogger("x").exception("Internal Server Error: %s", "/hilo/K7M3X-9RT4P/")
    assert "K7M3X" not in lines.getvalue()
    assert "ValueError" in lines.getvalue()


def test_settings_mask_what_they_log(settings):
    for handler in settings.LOGGING["handlers"].values():
        assert handler["filters"] == ["without_codes"]
