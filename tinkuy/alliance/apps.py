from uuid import UUID

from django.apps import AppConfig
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tinkuy.core.addresses import address_of
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
# A merged organization leads to one that stands, at once: so nothing leads in a circle.
NO_CHAIN = (
    "NEW.merged_into_id IS NOT NULL AND (NEW.merged_into_id = NEW.id "
    "OR EXISTS (SELECT 1 FROM alliance_organization o WHERE o.id = NEW.merged_into_id AND o.merged_into_id IS NOT NULL) "
    "OR EXISTS (SELECT 1 FROM alliance_organization o WHERE o.merged_into_id = NEW.id))"
)


def _guards(name: str, table: str, when: str, message: str) -> list[Guard]:
    return [
        Guard(f"alliance_{name}_when_added", table, "INSERT", when, message),
        Guard(f"alliance_{name}_when_changed", table, "UPDATE", when, message),
    ]


class AllianceConfig(AppConfig):
    name = "tinkuy.alliance"
    guards = [
        *_guards("merge_leads_once", "alliance_organization", NO_CHAIN, "a merged organization leads to one that stands"),
        *_guards("one_seat", "alliance_seat", ONE_SEAT, "a person has one seat at a time in an organization"),
        *_guards("one_voice", "alliance_seat", ONE_VOICE, "one person at a time speaks for an organization"),
        *_guards(
            "one_coordination",
            "alliance_coordination",
            ONE_COORDINATION,
            "a person coordinates a group once at a time",
        ),
    ]
    history_words = {
        "memberships": _("memberships"),
        "member_lists": _("lists of members"),
        "seats": _("seats"),
        "seat_invitations": _("invitations"),
        "applications": _("applications"),
        "profiles": _("profiles of campaigns"),
        "campaign": _("mapping campaign"),
        "mapping_campaign": _("mapping campaign"),
        "joined": _("joined to one that was here"),
        "fields": _("what changed"),
        "contact": _("contact"),
        "working_groups": _("working groups"),
        "purpose": _("purpose"),
        "code": _("code"),
    }
    history_labels = {
        "alliance.organization_recorded": _("organization recorded"),
        "alliance.organization_changed": _("organization changed"),
        "alliance.working_group_recorded": _("working group recorded"),
        "alliance.working_group_changed": _("working group changed"),
        "alliance.group_left": _("organization left a working group"),
        "alliance.alliance_left": _("organization left the alliance"),
        "alliance.organizations_merged": _("another organization merged into it"),
        "alliance.organization_merged_away": _("organization merged into another"),
        "alliance.membership_moved": _("membership of a merged organization taken over"),
        "alliance.membership_recorded": _("membership recorded"),
        "alliance.membership_changed": _("membership changed"),
        "alliance.member_list_recorded": _("list of members recorded"),
        "alliance.member_list_changed": _("list of members changed"),
        "alliance.person_recorded": _("person recorded"),
        "alliance.person_changed": _("person changed"),
        "alliance.person_erased": _("person cut from her account, as she asked"),
        "alliance.seat_recorded": _("seat recorded"),
        "alliance.seat_changed": _("seat changed"),
        "alliance.seat_invitation_sent": _("person invited to speak for an organization"),
        "alliance.seat_invitation_sent_again": _("invitation to speak for an organization sent again"),
        "alliance.seat_invitation_withdrawn": _("invitation to speak for an organization withdrawn"),
        "alliance.seat_invitation_accepted": _("invitation to speak for an organization accepted"),
        "alliance.application_written": _("application to join written"),
        "alliance.application_proven": _("application to join: address proved"),
        "alliance.application_accepted": _("application to join accepted"),
        "alliance.application_declined": _("application to join declined"),
        "alliance.applicant_forgotten": _("who wrote an application forgotten"),
        "alliance.campaign_recorded": _("mapping campaign recorded"),
        "alliance.campaign_changed": _("mapping campaign changed"),
        "alliance.campaign_opened": _("mapping campaign opened"),
        "alliance.campaign_closed": _("mapping campaign closed"),
        "alliance.profile_prefilled": _("profile of an organization written by others"),
        "alliance.profile_changed": _("profile of an organization corrected"),
        "alliance.profile_withdrawn": _("profile of an organization taken back"),
        "alliance.profile_sheet_imported": _("profiles imported from a spreadsheet"),
        "alliance.profile_link_sent": _("organization asked to claim its profile"),
        "alliance.profile_link_sent_again": _("organization asked again to claim its profile"),
        "alliance.profile_claimed": _("profile claimed by its organization"),
        "alliance.organization_claimed": _("organization claimed what others wrote of it"),
        "alliance.profile_declined": _("profile declined by its organization"),
        "alliance.profile_contact_forgotten": _("contact of a profile forgotten"),
        "alliance.message_passed_on": _("message passed on to who answers"),
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
        "alliance.membership_taken_back": _("membership written down by mistake taken back"),
        "alliance.seat_taken_back": _("seat written down by mistake taken back"),
        "alliance.coordination_taken_back": _("coordination written down by mistake taken back"),
    }

    def ready(self) -> None:
        from tinkuy.alliance import queries, rules, services  # noqa: F401
        from tinkuy.alliance.services.erasure import forget_person
        from tinkuy.alliance.services.letters import LETTERS
        from tinkuy.alliance.services.profiles import forget_contacts_of
        from tinkuy.core import chores, history, mail, pages, personal
        from tinkuy.core.queries import digest

        mail.LETTERS.update(LETTERS)
        history.subscribe("core.account_erased", forget_person)
        history.subscribe("core.account_erased", forget_contacts_of)
        personal.register("perfiles_de_campanas", _("Profiles of mapping campaigns"), queries.contacts_of)
        personal.register("delegaciones_y_coordinaciones", _("My seats and coordinations"), queries.functions_of)
        digest.register(queries.followed_by)
        for page in ("core:account", "core:working"):
            pages.add_section(page, "alliance/_my_places.html", queries.places_of)
        chores.register("alliance.applicants", _("People who applied, forgotten"), services.forget_applicants)
        chores.register("alliance.messages", _("Messages forgotten"), services.forget_messages)
        chores.register("alliance.profiles", _("Contacts of profiles forgotten"), services.forget_profile_contacts)
        self._say_what_waits()

    def _say_what_waits(self) -> None:
        from tinkuy.alliance import queries
        from tinkuy.core import waiting

        waiting.register(
            "alliance.applications",
            _("Applications to join"),
            queries.applications_to_answer_by,
            sentence=lambda _count: gettext("It asks to join; answer with a reason."),
            address=lambda pk: address_of("alliance:application", UUID(pk)),
        )
        waiting.register(
            "alliance.profiles",
            _("Organizations to be asked whether they claim their profile"),
            queries.profiles_waiting_for,
            sentence=lambda count: ngettext(
                "%(count)s profile has somebody to write to.", "%(count)s profiles have somebody to write to.", count
            ),
            address=lambda slug: address_of("alliance:profiles", slug),
        )
        waiting.register(
            "alliance.invitations",
            _("Invitations that nobody answered"),
            queries.unanswered_invitations_of,
            sentence=lambda count: ngettext(
                "%(count)s invitation of yours is over or did not arrive. Send it again or withdraw it.",
                "%(count)s invitations of yours are over or did not arrive. Send them again or withdraw them.",
                count,
            ),
            address=lambda slug: address_of("alliance:organization", slug),
        )
