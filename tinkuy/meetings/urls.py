"""Addresses of this room."""

from django.urls import path

from tinkuy.meetings.views import calendars, files, materials, meetings, parts, programmes

app_name = "meetings"
urlpatterns = [
    path("encuentros/", meetings.meetings, name="meetings"),
    path("encuentros/encuentros.csv", meetings.meetings_csv, name="meetings-csv"),
    path("encuentros/encuentros.xlsx", meetings.meetings_xlsx, name="meetings-xlsx"),
    path("encuentros/nuevo/", meetings.new_meeting, name="new-meeting"),
    path("encuentros/<slug:slug>/", meetings.meeting, name="meeting"),
    path("encuentros/<slug:slug>/editar/", meetings.edit_meeting, name="edit-meeting"),
    path("encuentros/<slug:slug>/estado/", parts.change_state, name="change-state"),
    path("encuentros/<slug:slug>/sesiones/nueva/", parts.new_session, name="new-session"),
    path("encuentros/<slug:slug>/sesiones/<uuid:pk>/", parts.edit_session, name="edit-session"),
    path("encuentros/<slug:slug>/sesiones/<uuid:pk>/mover/", parts.move_session, name="move-session"),
    path("encuentros/<slug:slug>/asistencia/nueva/", parts.new_attendance, name="new-attendance"),
    path("encuentros/<slug:slug>/asistencia/<uuid:pk>/", parts.edit_attendance, name="edit-attendance"),
    path("encuentros/<slug:slug>/recoge/nuevo/", parts.new_feed, name="new-feed"),
    path("encuentros/<slug:slug>/recoge/<slug:from_slug>/quitar/", parts.remove_feed, name="remove-feed"),
    path("programas/", programmes.programmes, name="programmes"),
    path("programas/programas.csv", programmes.programmes_csv, name="programmes-csv"),
    path("programas/programas.xlsx", programmes.programmes_xlsx, name="programmes-xlsx"),
    path("programas/nuevo/", programmes.new_programme, name="new-programme"),
    path("programas/<slug:slug>/", programmes.programme, name="programme"),
    path("programas/<slug:slug>/editar/", programmes.edit_programme, name="edit-programme"),
    path("encuentros/calendario.ics", calendars.all_meetings, name="calendar"),
    path("encuentros/<slug:slug>/calendario.ics", calendars.one_meeting, name="meeting-calendar"),
    path("encuentros/<slug:slug>/invitar/", calendars.invite, name="invite"),
    path("mesas/<slug:slug>/calendario.ics", calendars.of_group, name="group-calendar"),
    path("programas/<slug:slug>/calendario.ics", calendars.of_programme, name="programme-calendar"),
    path("territorios/<slug:slug>/calendario.ics", calendars.of_territory, name="territory-calendar"),
    path("encuentros/<slug:slug>/materiales/", materials.materials, name="materials"),
    path("encuentros/<slug:slug>/materiales/nuevo/", materials.new_material, name="new-material"),
    path("materiales/<uuid:pk>/", materials.material, name="material"),
    path("materiales/<uuid:pk>/editar/", materials.edit_material, name="edit-material"),
    path("materiales/<uuid:pk>/retirar/", materials.take_down_material, name="take-down-material"),
    path("materiales/<uuid:pk>/<slug:width>.webp", files.picture, name="material-picture"),
    path("materiales/<uuid:pk>/archivo", files.file, name="material-file"),
    path("materiales/<uuid:pk>/original", files.original, name="material-original"),
]
