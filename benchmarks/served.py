"""The program as it is served, with the addresses of `benchmarks.urls`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinkuy.settings")
django.setup()

from django.conf import settings  # noqa: E402 - the settings are read by setup
from django.core.wsgi import get_wsgi_application  # noqa: E402

settings.ROOT_URLCONF = "benchmarks.urls"
application = get_wsgi_application()
