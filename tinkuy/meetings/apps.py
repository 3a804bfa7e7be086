from functools import partial
from typing import Any
from uuid import UUID

from django.apps import AppConfig
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tinkuy.core.addresses import address_of
from tinkuy.core.guards import Guard

# Everything that what was said at the second meeting reached; if the first is among it, the new link closes a circle.
CLOSES_A_CIRCLE = (
    "NEW.from_meeting_id IN (WITH RECURSIVE reached(id) AS (SELECT NEW.to_meeting_id UNION "
    "SELECT f.to_meeting_id FROM meetings_feed f JOIN reached ON f.from_meeting_id = reached.id) SELECT id FROM reached)"
)

PUBLISHED = "a published edition is not changed"
IS_PUBLISHED = "(SELECT published_at FROM meetings_edition WHERE id = {row}.edition_id) IS NOT NULL"
SAMPLE_OF_EDITION = "(SELECT m.is_sample FROM meetings_meeting m WHERE m.id = OLD.meeting_id)"
SAMPLE_OF_ITS_SESSION = (
    "(SELECT m.is_sample FROM meetings_meeting m JOIN meetings_edition e ON e.meeting_id = m.id WHERE e.id = OLD.edition_id)"
)

KEPT = "what minutes said is kept"
FROZEN = "validated minutes are frozen"
SAMPLE_OF_MINUTES = (
    "(SELECT m.is_sample FROM meetings_meeting m JOIN meetings_minutes a ON a.meeting_id = m.id WHERE a.id = OLD.minutes_id)"
)


def minutes_stand(row: str) -> str:
    return f"(SELECT state FROM meetings_minutes WHERE id = {row}.minutes_id) IN ('VALIDATED', 'AMENDED')"


# What stands goes neither back to a draft nor on to another text, unless it is amended.
MINUTES_CHANGE = (
    "OLD.state IN ('VALIDATED', 'AMENDED') AND ("
    "NEW.state NOT IN ('VALIDATED', 'AMENDED') OR (OLD.state = 'AMENDED' AND NEW.state <> 'AMENDED') "
    "OR (NEW.current <> OLD.current AND NOT (NEW.state = 'AMENDED' AND NEW.current = OLD.current + 1)) "
    "OR NEW.validated_number <> OLD.validated_number OR NEW.meeting_id <> OLD.meeting_id)"
)
AGREEMENT_CHANGES = (
    f"{minutes_stand('OLD')} AND ("
    + " OR ".join(
        f"COALESCE(CAST(NEW.{column} AS TEXT), '') <> COALESCE(CAST(OLD.{column} AS TEXT), '')"
        for column in ("text", "office", "minutes_id", "organization_id", "working_group_id", "body_id", "due_on")
    )
    + ")"
)


# Pages of earlier rooms, and the calendar that grows there.
_CALENDARS = {"alliance:group": "meetings:group-calendar", "vocabulary:territory": "meetings:territory-calendar"}


def _calendar_at(name: str, thing: Any, _user: Any) -> dict[str, Any]:
    return {"calendar": address_of(name, thing.slug)}


class MeetingsConfig(AppConfig):
    name = "tinkuy.meetings"
    guards = (
        Guard("meetings_feed_no_circle_added", "meetings_feed", "INSERT", CLOSES_A_CIRCLE, "feeds make no circle"),
        Guard("meetings_feed_no_circle_made", "meetings_feed", "UPDATE", CLOSES_A_CIRCLE, "feeds make no circle"),
        Guard("meetings_edition_stands", "meetings_edition", "UPDATE", "OLD.published_at IS NOT NULL", PUBLISHED),
        Guard("meetings_edition_stays", "meetings_edition", "DELETE", f"NOT {SAMPLE_OF_EDITION}", PUBLISHED),
        Guard("meetings_edition_takes_no_more", "meetings_editionsession", "INSERT", IS_PUBLISHED.format(row="NEW"), PUBLISHED),
        Guard("meetings_edition_session_stands", "meetings_editionsession", "UPDATE", "1 = 1", PUBLISHED),
        Guard("meetings_edition_session_stays", "meetings_editionsession", "DELETE", f"NOT {SAMPLE_OF_ITS_SESSION}", PUBLISHED),
        Guard(
            "meetings_lead_is_only_taken_out",
            "meetings_lead",
            "UPDATE",
            "NEW.meeting_id <> OLD.meeting_id OR (NEW.name <> OLD.name AND NEW.name <> '')",
            "a name in a programme is only taken out",
        ),
        Guard("meetings_minutes_stand", "meetings_minutes", "UPDATE", MINUTES_CHANGE, FROZEN),
        Guard("meetings_revision_not_changed", "meetings_revision", "UPDATE", "1 = 1", KEPT),
        Guard("meetings_revision_not_removed", "meetings_revision", "DELETE", f"NOT {SAMPLE_OF_MINUTES}", KEPT),
        Guard(
            "meetings_revision_has_reason",
            "meetings_revision",
            "INSERT",
            f"{minutes_stand('NEW')} AND NEW.reason = ''",
            "validated minutes are amended for a reason",
        ),
        Guard("meetings_correction_not_removed", "meetings_correction", "DELETE", f"NOT {SAMPLE_OF_MINUTES}", KEPT),
        Guard("meetings_correction_too_late", "meetings_correction", "INSERT", minutes_stand("NEW"), FROZEN),
        Guard("meetings_agreement_not_added", "meetings_agreement", "INSERT", minutes_stand("NEW"), FROZEN),
        Guard("meetings_agreement_not_changed", "meetings_agreement", "UPDATE", AGREEMENT_CHANGES, FROZEN),
        Guard("meetings_agreement_not_removed", "meetings_agreement", "DELETE", f"NOT {SAMPLE_OF_MINUTES}", KEPT),
    )
    history_labels = {
        "meetings.programme_recorded": _("programme recorded"),
        "meetings.programme_changed": _("programme changed"),
        "meetings.meeting_recorded": _("meeting recorded"),
        "meetings.meeting_changed": _("meeting changed"),
        "meetings.meeting_state_changed": _("state of the meeting changed"),
        "meetings.feed_recorded": _("joined to a meeting that feeds it"),
        "meetings.feed_removed": _("no longer joined to a meeting that fed it"),
        "meetings.attendance_recorded": _("attendance recorded"),
        "meetings.attendance_changed": _("attendance changed"),
        "meetings.session_recorded": _("session recorded"),
        "meetings.session_changed": _("session changed"),
        "meetings.session_removed": _("session taken out of the programme"),
        "meetings.lead_withdrawn": _("name of who led a session taken back"),
        "meetings.edition_published": _("edition of the programme published"),
        "meetings.programme_letters_chosen": _("letters about the programme wanted or not"),
        "meetings.invitations_sent": _("invitations sent by mail"),
        "meetings.invitations_proposed": _("invitations wait for the secretariat's yes"),
        "meetings.material_added": _("material added"),
        "meetings.material_prepared": _("large file made ready"),
        "meetings.material_refused": _("large file could not be taken"),
        "meetings.material_changed": _("words about the material changed"),
        "meetings.image_consent_recorded": _("consent for the image recorded"),
        "meetings.material_taken_down": _("material taken down"),
        "meetings.desk_recorded": _("registration opened"),
        "meetings.desk_changed": _("how people register changed"),
        "meetings.registration_asked": _("somebody asked to come"),
        "meetings.registration_confirmed": _("registration confirmed"),
        "meetings.registration_given_place": _("a freed place given to the first who waited"),
        "meetings.registration_cancelled": _("registration cancelled"),
        "meetings.registration_checked_in": _("written down as having come"),
        "meetings.check_in_undone": _("no longer written down as having come"),
        "meetings.arrival_added": _("somebody came without registering"),
        "meetings.registered_told": _("letter sent to who registered"),
        "meetings.registrants_erased": _("personal data of registrations erased"),
        "meetings.minutes_begun": _("minutes begun"),
        "meetings.minutes_saved": _("minutes saved"),
        "meetings.minutes_restored": _("earlier text of the minutes restored"),
        "meetings.minutes_circulated": _("minutes sent round"),
        "meetings.minutes_validated": _("minutes validated"),
        "meetings.minutes_amended": _("minutes amended"),
        "meetings.correction_proposed": _("correction of the minutes proposed"),
        "meetings.correction_accepted": _("correction of the minutes taken up"),
        "meetings.correction_declined": _("correction of the minutes not taken up"),
        "meetings.agreement_recorded": _("agreement written down"),
        "meetings.agreement_changed": _("agreement changed"),
        "meetings.agreement_settled": _("what became of an agreement"),
        "meetings.agreement_followed_up": _("agreement taken up again at a later meeting"),
    }
    history_words = {
        "meetings_convened": _("meetings convened"),
        "edition": _("edition"),
        "lead": _("who leads it"),
        "lead_organization": _("organization that leads it"),
        "room": _("room"),
        "day": _("day of the meeting"),
        "wanted": _("wanted"),
        "days": _("days"),
        "heading": _("heading"),
        "restores": _("restores version"),
        "after": _("now"),
        "minutes": _("minutes"),
        "body": _("body"),
        "office": _("public function"),
        "due_on": _("by when"),
        "achievements": _("achievements"),
        "difficulties": _("difficulties"),
        "findings": _("findings"),
        "headcount": _("attendees and guests"),
        "summary": _("summary"),
        "proposal": _("what it should say"),
        "why": _("why"),
        "called": _("how we may call you"),
    }

    def ready(self) -> None:
        from tinkuy.core import chores, history, mail, pages
        from tinkuy.core.queries import digest
        from tinkuy.meetings import jobs, queries, rules, services  # noqa: F401
        from tinkuy.meetings.services.following import keep_what_was_acted_by, move_what_it_convened
        from tinkuy.meetings.services.invitations import INVITATION
        from tinkuy.meetings.services.letters import LETTERS

        mail.LETTERS.update(LETTERS)
        mail.LETTERS["meetings.invitation"] = INVITATION
        history.subscribe("alliance.organizations_merged", move_what_it_convened)
        for taken_back in ("alliance.seat_taken_back", "alliance.coordination_taken_back"):
            history.subscribe(taken_back, keep_what_was_acted_by)
        history.subscribe("meetings.material_added", jobs.prepare_when_large)
        history.subscribe("meetings.edition_published", jobs.print_what_is_published)
        history.subscribe("meetings.lead_withdrawn", jobs.print_again_without_name)
        pages.add_section("alliance:group-head", "meetings/_convene.html", queries.convening)
        for page, calendar in _CALENDARS.items():
            pages.add_section(page, "core/_calendar.html", partial(_calendar_at, calendar))

        digest.register(queries.followed_by)
        chores.register("meetings.registrants", _("Registered people forgotten"), services.erase_registrations)
        self._say_what_waits()
        self._say_which_minutes_wait()
        self._say_which_agreements_wait()

        mail.LETTERS["meetings.minutes_circulated"] = mail.Letter(
            subject=_("Minutes for you to read"),
            text_template="meetings/mail/minutes_circulated.txt",
            html_template="meetings/mail/minutes_circulated.html",
            words=queries.words_of_circulation,
        )
        for action in ("meetings.minutes_validated", "meetings.minutes_amended", "meetings.minutes_restored"):
            history.subscribe(action, jobs.print_what_stands)

    def _say_what_waits(self) -> None:
        from tinkuy.core import waiting
        from tinkuy.meetings import queries

        waiting.register(
            "meetings.without_word",
            _("Was it held?"),
            queries.without_word_of,
            sentence=lambda _count: gettext("Its day is past; say whether it was held."),
            address=lambda slug: address_of("meetings:change-state", slug),
        )
        waiting.register(
            "meetings.unreached",
            _("Registered people whom no letter reached"),
            queries.unreached_of,
            sentence=lambda count: ngettext("%(count)s person to tell otherwise.", "%(count)s persons to tell otherwise.", count),
            address=lambda slug: address_of("meetings:registrants", slug),
        )

    def _say_which_minutes_wait(self) -> None:
        from tinkuy.core import waiting
        from tinkuy.meetings import queries

        waiting.register(
            "meetings.corrections",
            _("Corrections of minutes to answer"),
            queries.corrections_to_answer_by,
            sentence=lambda count: ngettext("%(count)s correction to answer.", "%(count)s corrections to answer.", count),
            address=lambda slug: address_of("meetings:minutes", slug) + "#correcciones",
        )
        waiting.register(
            "meetings.minutes_to_read",
            _("Minutes that you may still correct"),
            queries.minutes_to_read_by,
            sentence=lambda _count: gettext("Read them. If something should be said otherwise, propose it."),
            address=lambda slug: address_of("meetings:minutes", slug),
            day=_("until %(day)s"),
        )
        waiting.register(
            "meetings.minutes_to_validate",
            _("Minutes to validate"),
            queries.minutes_to_validate_by,
            sentence=lambda _count: gettext("The days for corrections are over and all were answered."),
            address=lambda slug: address_of("meetings:validate-minutes", slug),
        )

    def _say_which_agreements_wait(self) -> None:
        from tinkuy.core import waiting
        from tinkuy.meetings import queries

        waiting.register(
            "meetings.agreements_overdue",
            _("Agreements whose day is past"),
            queries.agreements_overdue_of,
            sentence=lambda _count: gettext("Say what became of it."),
            address=lambda pk: address_of("meetings:agreement", UUID(pk)),
            day=_("it was for %(day)s"),
        )
        waiting.register(
            "meetings.agreements",
            _("Agreements to do"),
            queries.agreements_to_do_by,
            sentence=lambda _count: gettext("You answer for it. Once it is done, say so."),
            address=lambda pk: address_of("meetings:agreement", UUID(pk)),
            day=_("for %(day)s"),
        )
