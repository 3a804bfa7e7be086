"""Addresses of this room."""

from django.urls import URLPattern

app_name = "contributions"
urlpatterns: list[URLPattern] = []
