"""Addresses of this room."""

from django.urls import path

from tinkuy.meetings import views

app_name = "meetings"
urlpatterns = [
    path("encuentros/", views.meetings, name="meetings"),
    path("encuentros/encuentros.csv", views.meetings_csv, name="meetings-csv"),
    path("encuentros/encuentros.xlsx", views.meetings_xlsx, name="meetings-xlsx"),
    path("encuentros/nuevo/", views.new_meeting, name="new-meeting"),
    path("encuentros/<slug:slug>/", views.meeting, name="meeting"),
    path("encuentros/<slug:slug>/editar/", views.edit_meeting, name="edit-meeting"),
    path("programas/<slug:slug>/", views.programme, name="programme"),
]
