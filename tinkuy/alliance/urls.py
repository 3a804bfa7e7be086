"""Addresses of this room."""

from django.urls import path

from tinkuy.alliance.views import (
    applications,
    bodies,
    groups,
    invitations,
    leaving,
    messages,
    organizations,
    persons,
    taking_back,
)

GROUP, ORGANIZATION, BODY = "mesas/<slug:slug>/", "organizaciones/<slug:slug>/", "organos/<slug:slug>/"

# What stands behind a link that came by mail; the token is kept out of the log (core/logs.py).
LINK = "enlace/<str:token>/"

app_name = "alliance"
urlpatterns = [
    path("mesas/", groups.groups, name="groups"),
    path("mesas/nueva/", groups.new_group, name="new-group"),
    path(GROUP, groups.group, name="group"),
    path(GROUP + "editar/", groups.edit_group, name="edit-group"),
    path(GROUP + "membresias/nueva/", groups.new_membership, name="new-membership"),
    path(GROUP + "membresias/<int:pk>/", groups.edit_membership, name="edit-membership"),
    path(GROUP + "listas/nueva/", groups.new_member_list, name="new-member-list"),
    path(GROUP + "listas/<uuid:pk>/", groups.edit_member_list, name="edit-member-list"),
    path(GROUP + "coordinacion/nueva/", groups.new_coordination, name="new-coordination"),
    path(GROUP + "coordinacion/<uuid:pk>/", groups.edit_coordination, name="edit-coordination"),
    path(GROUP + "escribir/", messages.to_group, name="write-to-group"),
    path("organizaciones/", organizations.organizations, name="organizations"),
    path("organizaciones/organizaciones.csv", organizations.organizations_csv, name="organizations-csv"),
    path("organizaciones/organizaciones.xlsx", organizations.organizations_xlsx, name="organizations-xlsx"),
    path("organizaciones/nueva/", organizations.new_organization, name="new-organization"),
    path("organizaciones/postular/", applications.new_application, name="apply"),
    path("organizaciones/postular/enviada/", applications.application_sent, name="application-sent"),
    path(ORGANIZATION, organizations.organization, name="organization"),
    path(ORGANIZATION + "editar/", organizations.edit_organization, name="edit-organization"),
    path(ORGANIZATION + "salir/", leaving.leave_alliance, name="leave-alliance"),
    path(ORGANIZATION + "membresias/<int:pk>/salir/", leaving.leave_group, name="leave-group"),
    path(ORGANIZATION + "unir/", organizations.merge, name="merge-organization"),
    path(ORGANIZATION + "delegaciones/nueva/", organizations.new_seat, name="new-seat"),
    path(ORGANIZATION + "delegaciones/<uuid:pk>/", organizations.edit_seat, name="edit-seat"),
    path(ORGANIZATION + "invitaciones/nueva/", invitations.new_invitation, name="new-invitation"),
    path(ORGANIZATION + "invitaciones/<uuid:pk>/retirar/", invitations.withdraw_invitation, name="withdraw-invitation"),
    path(LINK + "postulacion/", applications.prove_application, name="prove-application"),
    path("postulaciones/", applications.applications, name="applications"),
    path("postulaciones/<uuid:pk>/", applications.application, name="application"),
    path("postulaciones/<uuid:pk>/aceptar/", applications.accept_application, name="accept-application"),
    path("postulaciones/<uuid:pk>/rechazar/", applications.decline_application, name="decline-application"),
    path(LINK + "delegacion/", invitations.accept_invitation, name="accept-invitation"),
    path("organos/", bodies.bodies, name="bodies"),
    path("organos/nuevo/", bodies.new_body, name="new-body"),
    path(BODY, bodies.body, name="body"),
    path(BODY + "editar/", bodies.edit_body, name="edit-body"),
    path(BODY + "integrantes/nuevo/", bodies.new_body_member, name="new-body-member"),
    path(BODY + "integrantes/<uuid:pk>/", bodies.edit_body_member, name="edit-body-member"),
    path(BODY + "escribir/", messages.to_body, name="write-to-body"),
    path("personas/", persons.persons, name="persons"),
    path("personas/<uuid:pk>/editar/", persons.edit_person, name="edit-person"),
    path(GROUP + "membresias/<int:pk>/deshacer/", taking_back.take_back_membership, name="take-back-membership"),
    path(GROUP + "coordinacion/<uuid:pk>/deshacer/", taking_back.take_back_coordination, name="take-back-coordination"),
    path(ORGANIZATION + "delegaciones/<uuid:pk>/deshacer/", taking_back.take_back_seat, name="take-back-seat"),
]
