"""The letters of this room: what each says."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinkuy.alliance.enums import ApplicationDecision
from tinkuy.alliance.models import Application, Message, ProfileInvitation, SeatInvitation
from tinkuy.alliance.services.links import link_to
from tinkuy.core.mail import Letter
from tinkuy.core.models import Mail


def letter(subject: Any, words: Callable[[Mail], dict[str, Any]]) -> Letter:
    """A letter to `name`, of `paragraphs`, then a `link` with what its `button` says, then what stands `after`."""
    return Letter(subject, "alliance/mail/letter.txt", "alliance/mail/letter.html", words)


# To speak for an organization


def _words_of_invitation(mail: Mail) -> dict[str, Any]:
    invitation = SeatInvitation.objects.select_related("organization").get(pk=mail.about["invitation"])
    named = {"organization": invitation.organization, "alliance": settings.ALLIANCE_NAME}
    asked = _("You are asked to speak for %(organization)s in %(alliance)s.")
    if invitation.is_substitute:
        asked = _("You are asked to stand in for who speaks for %(organization)s in %(alliance)s.")
    return {
        "name": invitation.name,
        "paragraphs": [
            asked % named,
            _("If you agree, say so at this address. There you also choose a password, if you have none."),
        ],
        "link": link_to(invitation, "alliance:accept-invitation"),
        "button": _("See the invitation"),
        "after": [
            _("The address works once, until %(day)s.") % {"day": date_format(invitation.expires_at)},
            _("If you did not expect this letter, you may ignore it: nothing happens until somebody uses the address."),
        ],
    }


# To join


def _application(mail: Mail) -> Application:
    return Application.objects.select_related("working_group", "applicant").get(pk=mail.about["application"])


def _words_of_proof(mail: Mail) -> dict[str, Any]:
    row = _application(mail)
    named = {"organization": row.name, "group": row.working_group}
    return {
        "name": row.applicant.name,
        "paragraphs": [
            _("You wrote that %(organization)s would like to join “%(group)s”.") % named,
            _("Open this address and confirm it. Nobody reads your application before that."),
        ],
        "link": link_to(row, "alliance:prove-application"),
        "button": _("Confirm my application"),
        "after": [
            _("The address works until %(day)s.") % {"day": date_format(row.expires_at)},
            _("If it was not you, do nothing: it will be erased."),
        ],
    }


def _words_of_waiting(mail: Mail) -> dict[str, Any]:
    row = _application(mail)
    named = {"organization": row.name, "group": row.working_group}
    return {
        "paragraphs": [_("%(organization)s would like to join “%(group)s”. The answer is up to you, with a reason.") % named],
        "link": settings.SITE_URL + row.get_absolute_url(),
        "button": _("Read the application"),
    }


def _words_of_decision(mail: Mail) -> dict[str, Any]:
    row = _application(mail)
    named = {"organization": row.name, "group": row.working_group}
    if row.decision == ApplicationDecision.ACCEPTED:
        assert row.organization
        said = _("%(organization)s is now part of “%(group)s”. Welcome.") % named
        more = {"link": settings.SITE_URL + row.organization.get_absolute_url(), "button": _("See its page")}
    else:
        said, more = _("For now %(organization)s does not join “%(group)s”.") % named, {}
    kept = _("Your name and address are kept for 90 more days, in case you write back, and then erased.")
    reason = _("The reason: %(reason)s") % {"reason": row.reason}
    return {"name": row.applicant.name, "paragraphs": [said, reason], "after": [kept], **more}


# To claim a profile


def _claiming(mail: Mail) -> ProfileInvitation:
    found = ProfileInvitation.objects.select_related("profile__campaign__working_group", "profile__contact")
    return found.get(pk=mail.about["invitation"])


def _waits_to_be_claimed(mail: Mail) -> bool:
    waiting = ProfileInvitation.objects.waiting().filter(pk=mail.about["invitation"], profile__contact__isnull=False)
    return waiting.exists()


def _words_of_claim(mail: Mail) -> dict[str, Any]:
    row = _claiming(mail)
    campaign = row.profile.campaign
    named = {"organization": row.profile, "campaign": campaign, "holder": campaign.working_group or settings.ALLIANCE_NAME}
    return {
        "name": row.profile.contact.name,
        "paragraphs": [
            _("In “%(campaign)s”, of %(holder)s, somebody wrote down what is known of %(organization)s.") % named,
            _("It is public nowhere. At this address you read it, correct it and decide whether the organization appears."),
        ],
        "link": link_to(row, "alliance:claim-profile"),
        "button": _("Read what was written"),
        "after": [
            _("The address works once, until %(day)s.") % {"day": date_format(row.expires_at)},
            _("If you want no part in it, say so at %(link)s and all of it is erased.")
            % {"link": link_to(row, "alliance:decline-profile")},
            _("If you do nothing, your address is erased within 90 days of being written down."),
        ],
    }


# Messages


def _message(mail: Mail) -> Message:
    return Message.objects.select_related("working_group", "body").get(pk=mail.about["message"])


def _words_of_message(mail: Mail) -> dict[str, Any]:
    row = _message(mail)
    named = {"name": row.name, "group": row.to, "email": row.email}
    return {
        "paragraphs": [
            _("%(name)s wrote to “%(group)s”, and it reaches you because you answer for it:") % named,
            row.text,
            _("To answer, write to %(email)s. Your address is shown to nobody: it becomes known if you answer.") % named,
        ],
        "after": [_("This message is kept nowhere but here: what the site had of it is erased within 7 days.")],
    }


def _words_of_message_sent(mail: Mail) -> dict[str, Any]:
    row = _message(mail)
    return {
        "name": row.name,
        "paragraphs": [
            _("Your message to “%(group)s” was passed on. Whoever answers will write to this address.") % {"group": row.to},
            _("The site erases it, with your name and address, within 7 days."),
        ],
        "after": [_("If it was not you, somebody wrote your address by mistake; you need do nothing.")],
    }


LETTERS = {
    "alliance.profile_to_claim": replace(
        letter(gettext_lazy("What was written of your organization at %(alliance_acronym)s"), _words_of_claim),
        is_wanted=_waits_to_be_claimed,
    ),
    "alliance.message": letter(gettext_lazy("A message through %(alliance_acronym)s"), _words_of_message),
    "alliance.message_sent": letter(gettext_lazy("Your message was passed on"), _words_of_message_sent),
    "alliance.application_to_prove": letter(gettext_lazy("Confirm your application"), _words_of_proof),
    "alliance.application_waiting": letter(gettext_lazy("An organization would like to join"), _words_of_waiting),
    "alliance.application_decided": letter(gettext_lazy("The answer to your application"), _words_of_decision),
    "alliance.seat_invitation": letter(
        gettext_lazy("To speak for your organization at %(alliance_acronym)s"), _words_of_invitation
    ),
}
