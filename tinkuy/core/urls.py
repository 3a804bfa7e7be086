"""Addresses that belong to no room."""

from django.urls import path
from django.views.i18n import set_language

from tinkuy.core import views

app_name = "core"
urlpatterns = [
    path("salud/", views.health, name="health"),
    path("idioma/", set_language, name="set-language"),
]
