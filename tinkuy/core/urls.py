"""Addresses that belong to no room."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from tinkuy.core import views

app_name = "core"
urlpatterns = [
    path("salud/", views.health, name="health"),
    # Nobody is harmed by another's choice of a language; and so a page that is only read sets no cookie.
    path("idioma/", csrf_exempt(set_language), name="set-language"),
]
