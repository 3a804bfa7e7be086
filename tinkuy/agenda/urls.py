"""Addresses of this room. A block's code holds a digit, so that it is never one of the words below."""

from django.urls import path

from tinkuy.agenda.views import files, reading, writing

app_name = "agenda"
urlpatterns = [
    path("agenda/", reading.index, name="index"),
    path("agenda/llave/", reading.key, name="key"),
    path("agenda/agenda-nueva/", writing.open_agenda, name="open-agenda"),
    path("agenda/version-nueva/", writing.draft_version, name="draft-version"),
    path("agenda/<slug:version>.json", files.document, name="document"),
    path("agenda/<slug:version>/", reading.version, name="version"),
    path("agenda/<slug:version>/cita.<str:kind>", files.cite_version, name="cite-version"),
    path("agenda/<slug:version>/sin-citar/", reading.not_quoted, name="not-quoted"),
    path("agenda/<slug:version>/sin-citar/<uuid:pk>/", writing.omit, name="omit"),
    path("agenda/<slug:version>/linaje/", reading.lineage, name="lineage"),
    path("agenda/<slug:version>/linaje/contar/", writing.trace, name="trace"),
    path("agenda/<slug:version>/eje-nuevo/", writing.add_axis, name="add-axis"),
    path("agenda/<slug:version>/bloque-nuevo/", writing.new_wording, name="new-wording"),
    path("agenda/<slug:version>/adoptar/", writing.record_adoption, name="adopt"),
    path("agenda/<slug:version>/reabrir/", writing.reopen_version, name="reopen"),
    path("agenda/<slug:version>/publicar/", writing.publish_version, name="publish"),
    path("agenda/<slug:version>/<slug:block>/", reading.wording, name="wording"),
    path("agenda/<slug:version>/<slug:block>/cita.<str:kind>", files.cite_wording, name="cite-wording"),
    path("agenda/<slug:version>/<slug:block>/editar/", writing.edit_wording, name="edit-wording"),
    path("agenda/<slug:version>/<slug:block>/citar/", writing.cite, name="cite"),
    path("agenda/<slug:version>/<slug:block>/citas/<uuid:pk>/quitar/", writing.remove_citation, name="remove-citation"),
]
