from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tinkuy.core.guards import Guard


def _shares_a_day(table: str, of: str) -> str:
    """Whether `table` has another row with the same value in each column of `of`, and with a day of NEW."""
    same = " AND ".join(f"other.{column} = NEW.{column}" for column in of.split())
    return (
        f"EXISTS (SELECT 1 FROM {table} other WHERE {same} AND other.id <> NEW.id "
        "AND other.since_on <= COALESCE(NEW.until_on, '9999-12-31') "
        "AND COALESCE(other.until_on, '9999-12-31') >= NEW.since_on)"
    )


ONE_SEAT = _shares_a_day("alliance_seat", "organization_id person_id")
ONE_VOICE = f"NOT NEW.is_substitute AND {_shares_a_day('alliance_seat', 'organization_id is_substitute')}"
ONE_COORDINATION = _shares_a_day("alliance_coordination", "working_group_id person_id")


def _guards(name: str, table: str, when: str, message: str) -> list[Guard]:
    return [
        Guard(f"alliance_{name}_when_added", table, "INSERT", when, message),
        Guard(f"alliance_{name}_when_changed", table, "UPDATE", when, message),
    ]


class AllianceConfig(AppConfig):
    name = "tinkuy.alliance"
    guards = [
        *_guards("one_seat", "alliance_seat", ONE_SEAT, "a person has one seat at a time in an organization"),
        *_guards("one_voice", "alliance_seat", ONE_VOICE, "one person at a time speaks for an organization"),
        *_guards(
            "one_coordination",
            "alliance_coordination",
            ONE_COORDINATION,
            "a person coordinates a group once at a time",
        ),
    ]
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
        "alliance.person_erased": _("person cut from her account, as she asked"),
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
        from tinkuy.alliance import queries, rules  # noqa: F401
        from tinkuy.alliance.services.erasure import forget_person
        from tinkuy.core import history, personal
        from tinkuy.core.queries import digest

        history.subscribe("core.account_erased", forget_person)
        personal.register("delegaciones_y_coordinaciones", _("My seats and coordinations"), queries.functions_of)
        digest.register(queries.followed_by)
