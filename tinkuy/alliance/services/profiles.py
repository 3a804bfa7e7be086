"""Profiles of organizations that others write: kept from everybody but who wrote them and who manages the campaign.

History tells what happened to a profile and never its words: they go when the organization declines, and history stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tinkuy.alliance.enums import ProfileState
from tinkuy.alliance.models import MappingCampaign, Profile, ProfileContact, ProfileInvitation
from tinkuy.alliance.services.invitations import checked_email
from tinkuy.alliance.services.refusals import hold
from tinkuy.alliance.services.sources import By
from tinkuy.core import history
from tinkuy.core.errors import ConflictError
from tinkuy.core.mail import forget_addresses
from tinkuy.core.models import HistoryEntry, User
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean, fold
from tinkuy.core.recording import InvalidError, put

CONTACT_DAYS = 90
TEXTS = ("name", "kind", "description", "site")


@dataclass(frozen=True)
class Contact:
    """To whom the link would go: an address, and whose it is. Both may be missing."""

    name: str = ""
    email: str = ""


@transaction.atomic
def prefill_profile(campaign: MappingCampaign, id: UUID, *, contact: Contact = Contact(), by: By, **values: Any) -> Profile:
    """Keep what `by` knows of an organization until it says it itself. The same `id` again is the same profile.

    Raises ConflictError on a day on which the campaign takes none; refuses a name that it has already, and an address that
    declined in it.
    """
    require(by, "alliance.prefill_profile", campaign)
    hold(campaign)
    if found := Profile.objects.filter(pk=id, campaign=campaign).first():
        return found
    require_taking(campaign)
    row = Profile(pk=id, campaign=campaign, prefilled_by=by if isinstance(by, User) else None)
    _require_new_name(row, values.get("name", ""))
    put(row, values, is_new=True)
    _put_contact(row, contact)
    history.record("alliance.profile_prefilled", row, by=by, campaign=str(campaign.pk))
    return row


@transaction.atomic
def change_profile(profile: Profile, *, contact: Contact, by: By, **values: Any) -> Profile:
    """Correct what was written. Another address makes links to the one before open nothing.

    Raises ConflictError once it was claimed, declined or taken back; refuses what `prefill_profile` refuses.
    """
    require(by, "alliance.change_profile", profile)
    hold(profile.campaign)
    hold(profile)  # else a claim at the same moment would be written over
    profile.refresh_from_db()
    _require_waiting(profile)
    _require_new_name(profile, values.get("name", ""))
    changed = sorted(put(profile, values, is_new=False))
    if _put_contact(profile, contact):
        changed.append("contact")
    if changed:
        history.record("alliance.profile_changed", profile, by=by, fields=changed)
    return profile


@transaction.atomic
def withdraw_profile(profile: Profile, *, by: By) -> Profile:
    """Take it back: its words and its contact are erased, and its link opens nothing. Twice is once.

    Raises ConflictError when the organization answered already.
    """
    require(by, "alliance.change_profile", profile)
    hold(profile)
    profile.refresh_from_db()
    if profile.state != ProfileState.WITHDRAWN:
        _require_waiting(profile)
        erase(profile, ProfileState.WITHDRAWN)
        history.record("alliance.profile_withdrawn", profile, by=by, campaign=str(profile.campaign_id))
    return profile


def require_taking(campaign: MappingCampaign) -> None:
    """Refuse on a day on which the campaign takes no profiles."""
    if not campaign.takes_profiles_on(timezone.localdate()):
        raise ConflictError(_("This campaign takes no profiles today."))


def erase(profile: Profile, state: ProfileState) -> None:
    """Its words, groups, contact and links go; the stone stays. Asks for no permission: its callers did."""
    forget_contact(profile)
    profile.state, profile.answered_at, profile.territory = state, timezone.now(), None
    for name in TEXTS:
        setattr(profile, name, "")
    profile.save()
    profile.working_groups.clear()


def forget_contact(profile: Profile) -> bool:
    """The address goes, and with it every link and every letter that waits. Whether there was one."""
    ProfileInvitation.objects.waiting().filter(profile=profile).update(withdrawn_at=timezone.now())
    forget_addresses(profile=str(profile.pk))
    return bool(ProfileContact.objects.filter(profile=profile).delete()[0])


def declined_digest(campaign: MappingCampaign, email: str) -> str:
    """What is kept of an address that declined, so that the campaign does not write to it again."""
    return salted_hmac(f"alliance.declined/{campaign.pk}", email, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def _require_waiting(profile: Profile) -> None:
    if profile.state != ProfileState.PREFILLED:
        said = _("This profile is not to be changed any more: %(state)s.")
        raise ConflictError(said % {"state": profile.get_state_display()})


def _require_new_name(profile: Profile, name: str) -> None:
    folded = fold(clean(name))
    if folded and Profile.objects.filter(campaign=profile.campaign, folded_name=folded).exclude(pk=profile.pk).exists():
        said = _("This campaign has a profile of this name. If it is another organization, add its district to the name.")
        raise InvalidError.beside("name", said)


def _put_contact(profile: Profile, contact: Contact) -> bool:
    """Whether the contact is another one now."""
    name, email = clean(contact.name), clean(contact.email) and checked_email(contact.email)
    standing = ProfileContact.objects.filter(profile=profile).first()
    if (standing.name, standing.email) == (name, email) if standing else not (name or email):
        return False
    if name and not email:
        raise InvalidError.beside("email", _("A name without an address reaches nobody. Write the address, or leave both empty."))
    if Profile.objects.filter(campaign=profile.campaign, declined_digest=declined_digest(profile.campaign, email)).exists():
        raise InvalidError.beside(
            "email", _("Who has this address asked not to be part of this campaign, so we do not write to it.")
        )
    if not standing or standing.email != email:
        forget_contact(profile)
    if email:
        ProfileContact.objects.update_or_create(
            profile=profile, defaults={"name": name, "email": email, "written_at": timezone.now()}
        )
    return True


@transaction.atomic
def forget_profile_contacts(*, by: By) -> int:
    """Erase the contacts of profiles that nobody claimed in 90 days; how many. The profile stays, for who wrote it."""
    require(by, "alliance.forget_profile_contacts")
    over = ProfileContact.objects.filter(written_at__lte=timezone.now() - timedelta(days=CONTACT_DAYS))
    return _forget_all(over.select_related("profile"), by=by)


def forget_contacts_of(entry: HistoryEntry, user: models.Model) -> None:
    """Who asked to be erased is no contact of anything any more."""
    assert isinstance(user, User)
    _forget_all(ProfileContact.objects.filter(email__iexact=user.email).select_related("profile"), by=user)


def _forget_all(contacts: Iterable[ProfileContact], *, by: By) -> int:
    count = 0
    for contact in contacts:
        forget_contact(contact.profile)
        history.record("alliance.profile_contact_forgotten", contact.profile, by=by)
        count += 1
    return count
