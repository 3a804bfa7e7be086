"""The organization answers what others wrote of it: by a link that goes to one address, works once, and for some days."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tinkuy.alliance.enums import CampaignState, ProfileState, Standing
from tinkuy.alliance.models import MappingCampaign, Organization, Profile, ProfileContact, ProfileInvitation, WorkingGroup
from tinkuy.alliance.services.applications import Writer, ask_proven, require_new_name
from tinkuy.alliance.services.links import LinkError, behind, seal, was_sent_just_now
from tinkuy.alliance.services.profiles import declined_digest, erase, forget_contact
from tinkuy.alliance.services.refusals import hold
from tinkuy.alliance.services.sources import By
from tinkuy.core import history
from tinkuy.core.errors import ConflictError
from tinkuy.core.jobs import send_to_address_later
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.recording import InvalidError, free_slug, put, upsert

DAYS_TO_CLAIM = 30
# Nobody is signed in where a profile is claimed.
VISITOR = Operator("perfil de campaña")


@transaction.atomic
def invite_to_claim(profile: Profile, *, by: By) -> ProfileInvitation:
    """Send its contact a link, good once and for 30 days. Sent again, the one before opens nothing; just sent, it stands.

    Raises ConflictError without an address, before the campaign opened, or when the organization answered already.
    """
    require(by, "alliance.invite_to_claim", profile)
    hold(profile)
    profile.refresh_from_db()
    contact = ProfileContact.objects.filter(profile=profile).first()
    _require_sendable(profile, contact)
    waiting = ProfileInvitation.objects.waiting().filter(profile=profile).first()
    if waiting and was_sent_just_now(waiting):
        return waiting
    row = waiting or ProfileInvitation(profile=profile)
    row.invited_by = by if isinstance(by, User) else None
    seal(row, days=DAYS_TO_CLAIM)
    row.save()
    if waiting:
        history.record("alliance.profile_link_sent_again", profile, by=by)
    else:
        history.record("alliance.profile_link_sent", profile, by=by)
    assert contact
    send_to_address_later("alliance.profile_to_claim", contact.email, invitation=str(row.pk), profile=str(profile.pk))
    return row


def _require_sendable(profile: Profile, contact: ProfileContact | None) -> None:
    if profile.state != ProfileState.PREFILLED:
        raise ConflictError(_("Nobody needs to be asked: %(state)s.") % {"state": profile.get_state_display()})
    if profile.campaign.state == CampaignState.DRAFT:
        raise ConflictError(_("Open the campaign first: who gets the letter wants to read what it is for."))
    if contact is None:
        raise ConflictError(_("Nobody wrote down an address. Write it in the profile first."))


@transaction.atomic
def invite_all_to_claim(campaign: MappingCampaign, *, by: By) -> int:
    """Send the link to every contact to whom none went yet; to how many. A letter to many, so the secretariat's to send."""
    require(by, "core.answer_bulk_mail")
    waiting = campaign.profiles.waiting().filter(contact__isnull=False, invitations=None)
    return len([invite_to_claim(profile, by=by) for profile in waiting.select_related("campaign")])


def profile_behind(token: str, *, by: User | None, even_late: bool = False) -> ProfileInvitation:
    """What this link opens for `by`, or for whoever holds it when nobody is signed in. Late ones still decline.

    Raises LinkError when it was answered or withdrawn, when its days are over, or when it is for another address than that
    of `by`.
    """
    found = behind(ProfileInvitation, token)
    profile = Profile.objects.select_related("campaign", "contact", "territory").get(pk=found.profile_id)
    found.profile = profile
    if profile.state == ProfileState.CLAIMED:
        raise LinkError(_("This profile was claimed already. If it was not you, write to who holds the campaign."))
    if profile.state == ProfileState.DECLINED:
        raise LinkError(_("You said that the organization is no part of this. Nothing of what was written is kept."))
    if found.used_at or found.withdrawn_at or not hasattr(profile, "contact"):
        raise LinkError(_("This link was withdrawn, or the address was erased in the meantime."))
    if found.has_expired and not even_late:
        said = _("This link was good until %(day)s. Ask who holds the campaign for another one.")
        raise LinkError(said % {"day": date_format(found.expires_at)})
    if by and by.email.lower() != profile.contact.email:
        said = _("You are signed in as %(email)s, and this link is for another address. Sign out, and open it again.")
        raise LinkError(said % {"email": by.email})
    return found


def _answered(invitation: ProfileInvitation) -> None:
    """From here on the link is used; of two answers at once, one."""
    hold(invitation.profile)
    if not ProfileInvitation.objects.waiting().filter(pk=invitation.pk).update(used_at=timezone.now()):
        raise LinkError(_("This link was used or withdrawn a moment ago."))


@transaction.atomic
def claim_profile(
    token: str,
    *,
    known: Organization | None = None,
    working_groups: Iterable[WorkingGroup] = (),
    writer_name: str = "",
    consents: bool = False,
    by: User | None = None,
    **values: Any,
) -> Organization:
    """The organization says that this is it, in its own words: from now on it is public, or joined to the `known` one.

    The link is the permission: it proves the mailbox that was written down. A known organization's page stays as it is. For
    each group an application goes to who coordinates it, whose writer must consent. Raises what `profile_behind` raises;
    refuses a name that stands already, and groups without a writer.
    """
    invitation = profile_behind(token, by=by)
    groups, who = list(working_groups), by or VISITOR
    profile, email = invitation.profile, invitation.profile.contact.email
    _require_answerable(groups, writer_name, consents)
    _answered(invitation)
    if known is None:
        require_new_name(values["name"])
    put(profile, {**values, "working_groups": groups}, is_new=False)
    organization = known.as_it_stands if known else _recorded(profile, by=who)
    forget_contact(profile)
    claimed = {"state": ProfileState.CLAIMED, "organization": organization, "answered_at": timezone.now()}
    put(profile, claimed, is_new=False)
    about = {"campaign": str(profile.campaign_id), "joined": known is not None}
    history.record("alliance.profile_claimed", profile, by=who, organization=str(organization.pk), **about)
    history.record("alliance.organization_claimed", organization, by=who, **about)
    for group in groups:
        ask_proven(profile, group, Writer(writer_name, email, consents), organization=organization, by=who)
    return organization


def _require_answerable(groups: list[WorkingGroup], writer_name: str, consents: bool) -> None:
    if groups and not writer_name:
        raise InvalidError.beside("writer_name", _("Write your name, so that who coordinates the group knows whom to answer."))
    if groups and not consents:
        raise InvalidError.beside("consents", _("Without this we may not keep your name and address, and could not answer you."))


def _recorded(profile: Profile, *, by: By) -> Organization:
    values = {name: getattr(profile, name) for name in ("name", "kind", "territory", "description", "site")}
    values |= {"slug": free_slug(Organization, profile.name), "standing": Standing.NOT_STATED}
    values |= {"is_sample": profile.campaign.is_sample}
    return upsert(Organization, None, values, by=by, action_prefix="alliance.organization")[0]


@transaction.atomic
def decline_profile(token: str, *, by: User | None = None) -> Profile:
    """The organization wants to be no part of it: all that was written of it is erased, and this campaign writes to that
    address no more. The link is the permission, also when its days are over. Raises what `profile_behind` raises.
    """
    invitation = profile_behind(token, by=by, even_late=True)
    profile = invitation.profile
    digest = declined_digest(profile.campaign, profile.contact.email)
    _answered(invitation)
    profile.declined_digest = digest
    erase(profile, ProfileState.DECLINED)
    history.record("alliance.profile_declined", profile, by=by or VISITOR, campaign=str(profile.campaign_id))
    return profile
