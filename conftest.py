"""What every test stands on: plain static files, the real database, nothing left over from the test before."""

import pytest
from django.conf import settings as django_settings
from hypothesis import settings

# A busy machine is no mistake of ours: what is quick is measured in benchmarks/.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_configure() -> None:
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django_settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _nothing_left_over() -> None:
    from django.core.cache import cache

    from tinkuy.core import conditional

    cache.clear()
    conditional.forget()
