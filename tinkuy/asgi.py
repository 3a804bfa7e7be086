"""For who must run ASGI; WSGI costs this program eight times less (docs/decisions)."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinkuy.settings")

application = get_asgi_application()
