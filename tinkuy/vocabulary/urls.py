"""Addresses of this room."""

from django.urls import path

from tinkuy.vocabulary import views

app_name = "vocabulary"
urlpatterns = [
    path("territorios/", views.territories, name="territories"),
    path("territorios.csv", views.territories_csv, name="territories-csv"),
    path("territorios/<slug:slug>/", views.territory, name="territory"),
    path("temas/", views.themes, name="themes"),
    path("temas.csv", views.themes_csv, name="themes-csv"),
    path("temas.xlsx", views.themes_xlsx, name="themes-xlsx"),
    path("temas/importar/", views.import_themes, name="import-themes"),
    path("temas/nuevo/", views.define_theme, name="define-theme"),
    path("temas/<slug:slug>/", views.theme, name="theme"),
    path("temas/<slug:slug>/editar/", views.define_theme, name="change-theme"),
    path("marcos/", views.frameworks, name="frameworks"),
    path("marcos/<slug:slug>/<str:edition>/", views.framework, name="framework"),
]
