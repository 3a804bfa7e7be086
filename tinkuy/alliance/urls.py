"""Addresses of this room."""

from django.urls import path

from tinkuy.alliance import views

app_name = "alliance"
urlpatterns = [
    path("mesas/", views.groups, name="groups"),
    path("mesas/<slug:slug>/", views.group, name="group"),
    path("organizaciones/", views.organizations, name="organizations"),
    path("organizaciones/organizaciones.csv", views.organizations_csv, name="organizations-csv"),
    path("organizaciones/organizaciones.xlsx", views.organizations_xlsx, name="organizations-xlsx"),
    path("organizaciones/nueva/", views.new_organization, name="new-organization"),
    path("organizaciones/<slug:slug>/", views.organization, name="organization"),
    path("organizaciones/<slug:slug>/editar/", views.edit_organization, name="edit-organization"),
]
