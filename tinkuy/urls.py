"""Where everything answers. Addresses are literal Spanish and fixed for ever."""

from django.urls import include, path

urlpatterns = [
    # First what is asked for most: each address is compared with all that stand before it.
    path("", include("tinkuy.agenda.urls")),
    path("", include("tinkuy.web.urls")),
    path("", include("tinkuy.core.urls")),
    path("", include("tinkuy.vocabulary.urls")),
    path("", include("tinkuy.alliance.urls")),
    path("", include("tinkuy.meetings.urls")),
    path("", include("tinkuy.contributions.urls")),
    path("", include("tinkuy.opendata.urls")),
    path("acceso/", include("allauth.urls")),
]

handler403 = "tinkuy.core.views.house.forbidden"
handler404 = "tinkuy.core.views.house.not_found"
