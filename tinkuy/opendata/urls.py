"""Addresses of what may be taken away."""

from django.urls import path

from tinkuy.opendata import views

app_name = "opendata"
urlpatterns = [
    path("datos/", views.catalogue, name="catalogue"),
    path("datos/catalogo.json", views.dcat, name="dcat"),
    path("datos/datapackage.json", views.datapackage, name="datapackage"),
    path("datos/<slug:slug>.csv", views.csv, name="csv"),
    path("datos/<slug:slug>.xlsx", views.xlsx, name="xlsx"),
    path("datos/<slug:slug>/", views.dataset, name="dataset"),
]
