"""Addresses that belong to no room."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from tinkuy.core.views import account, bulk_mail, digest, happened, house, people, privacy, working

app_name = "core"
urlpatterns = [
    path("salud/", house.health, name="health"),
    # Nobody is harmed by another's choice of a language; and so a page that is only read sets no cookie.
    path("idioma/", csrf_exempt(account.set_language), name="set-language"),
    path("cuenta/", account.account, name="account"),
    path("cuenta/carta-semanal/", digest.choose, name="choose-digest"),
    path("cuenta/mis-datos/", privacy.ones_data, name="ones-data"),
    path("cuenta/mis-datos/<uuid:pk>.zip", privacy.archive, name="archive"),
    path("cuenta/borrar/", privacy.erase, name="erase-account"),
    path("carta-semanal/<str:token>/", digest.off, name="digest-off"),
    path("accesos/", people.index, name="people"),
    path("accesos/nueva/", people.invite, name="person-invite"),
    path("accesos/<uuid:pk>/", people.person, name="person"),
    path("accesos/<uuid:pk>/invitar/", people.invite_again, name="person-invite-again"),
    path("accesos/<uuid:pk>/rol/", people.grant_role, name="person-grant-role"),
    path("accesos/<uuid:pk>/rol/<int:grant>/terminar/", people.end_role, name="person-end-role"),
    path("accesos/<uuid:pk>/cerrar/", people.deactivate, name="person-deactivate"),
    path("accesos/<uuid:pk>/reabrir/", people.reactivate, name="person-reactivate"),
    path("historial/", happened.index, name="history"),
    path("historial.csv", happened.as_table, name="history-csv"),
    path("trabajo/", working.working, name="working"),
    path("salida/", bulk_mail.index, name="bulk-mails"),
    path("salida/<uuid:pk>/", bulk_mail.bulk_mail, name="bulk-mail"),
]
