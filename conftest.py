"""What every test stands on: its own data folder, plain static files, the real database."""

import os
import tempfile

os.environ["TINKUY_DATA_DIR"] = tempfile.mkdtemp(prefix="tinkuy-tests-")

import pytest
from django.conf import settings as django_settings


def pytest_configure() -> None:
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django_settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    from django.core.cache import cache

    cache.clear()
