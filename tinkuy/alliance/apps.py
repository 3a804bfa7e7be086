from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AllianceConfig(AppConfig):
    name = "tinkuy.alliance"
    history_labels = {
        "alliance.organization_recorded": _("organization recorded"),
        "alliance.organization_changed": _("organization changed"),
        "alliance.working_group_recorded": _("working group recorded"),
        "alliance.working_group_changed": _("working group changed"),
        "alliance.membership_recorded": _("membership recorded"),
        "alliance.membership_changed": _("membership changed"),
        "alliance.member_list_recorded": _("list of members recorded"),
        "alliance.member_list_changed": _("list of members changed"),
        "alliance.person_recorded": _("person recorded"),
        "alliance.person_changed": _("person changed"),
        "alliance.seat_recorded": _("seat recorded"),
        "alliance.seat_changed": _("seat changed"),
        "alliance.coordination_recorded": _("coordination recorded"),
        "alliance.coordination_changed": _("coordination changed"),
        "alliance.body_recorded": _("body recorded"),
        "alliance.body_changed": _("body changed"),
        "alliance.body_member_recorded": _("member of a body recorded"),
        "alliance.body_member_changed": _("member of a body changed"),
        "alliance.fact_recorded": _("fact recorded"),
        "alliance.fact_changed": _("fact changed"),
        "alliance.conflict_recorded": _("disagreement between sources recorded"),
        "alliance.conflict_changed": _("disagreement between sources changed"),
        "alliance.gap_recorded": _("gap recorded"),
        "alliance.gap_changed": _("gap changed"),
    }

    def ready(self) -> None:
        from tinkuy.alliance import rules  # noqa: F401
