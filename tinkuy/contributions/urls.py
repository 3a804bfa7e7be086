"""Addresses of this room."""

from django.urls import path

from tinkuy.contributions.views import capturing, importing, reading

app_name = "contributions"
urlpatterns = [
    path("aportes/", reading.contributions, name="contributions"),
    path("aportes/aportes.csv", reading.contributions_csv, name="contributions-csv"),
    path("aportes/aportes.xlsx", reading.contributions_xlsx, name="contributions-xlsx"),
    path("aportes/<uuid:pk>/", reading.contribution, name="contribution"),
    path("aportes/<uuid:pk>/comprobante/", capturing.receipt, name="receipt"),
    path("aportes/<uuid:pk>/validar/", capturing.validate_contribution, name="validate-contribution"),
    path("aportes/<uuid:pk>/retirar/", capturing.withdraw_contribution, name="withdraw-contribution"),
    path("aportes/<uuid:pk>/consentimiento/", capturing.withdraw_consent, name="withdraw-consent"),
    path("encuentros/<slug:slug>/aportes/", reading.of_meeting, name="of-meeting"),
    path("encuentros/<slug:slug>/aportes/nuevo/", capturing.new_contribution, name="new-contribution"),
    path("encuentros/<slug:slug>/aportes/validar/", capturing.validate_many, name="validate-many"),
    path("encuentros/<slug:slug>/comprobantes/", capturing.receipts, name="receipts"),
    path("encuentros/<slug:slug>/importar/", importing.new_import, name="new-import"),
    path("importaciones/plantilla.xlsx", importing.template, name="import-template"),
    path("importaciones/<uuid:pk>/", importing.one_import, name="import"),
    path("importaciones/<uuid:pk>/confirmar/", importing.confirm_import, name="confirm-import"),
    path("importaciones/<uuid:pk>/descartar/", importing.discard_import, name="discard-import"),
    path("importaciones/<uuid:pk>/problemas.xlsx", importing.with_problems, name="import-problems"),
]
