"""The program as a WSGI server runs it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinkuy.settings")

application = get_wsgi_application()

# What is loaded by now stays until the process ends: the collector need not walk through it again and again, which took
# a tenth of a page's time. Pages make many small objects and few circles, so it may look seldom.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
