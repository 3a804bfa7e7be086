"""Addresses that belong to no room."""

from django.urls import path

from tinkuy.core import views

app_name = "core"
urlpatterns = [path("salud/", views.health, name="health")]
