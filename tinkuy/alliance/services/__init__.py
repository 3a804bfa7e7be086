"""The verbs of the alliance. Each one makes or changes a row, remembers it, and may be said twice.

`sources=None` leaves the sources as they are; a list replaces them, and that is remembered too. Values that the model
or a rule refuses raise `core.recording.InvalidError`, with the message of each field.
"""

from tinkuy.alliance import rules as _rules  # noqa: F401
from tinkuy.alliance.services.applications import (
    Writer,
    accept_application,
    application_behind,
    apply,
    decline_application,
    forget_applicants,
    prove_application,
)
from tinkuy.alliance.services.bodies import change_body_member, record_body, record_body_member
from tinkuy.alliance.services.campaigns import close_campaign, open_campaign, record_campaign
from tinkuy.alliance.services.claims import claim_profile, decline_profile, invite_all_to_claim, invite_to_claim, profile_behind
from tinkuy.alliance.services.invitations import accept_invitation, invitation_behind, invite_delegate, withdraw_invitation
from tinkuy.alliance.services.leaving import leave_alliance, leave_group
from tinkuy.alliance.services.links import LinkError
from tinkuy.alliance.services.memberships import (
    change_member_list,
    change_membership,
    record_member_list,
    record_membership,
)
from tinkuy.alliance.services.merges import Staying, merge_organizations, staying
from tinkuy.alliance.services.messages import forget_messages, write_to
from tinkuy.alliance.services.organizations import describe_organization, record_organization, record_working_group
from tinkuy.alliance.services.persons import Who, describe_person, record_person
from tinkuy.alliance.services.profile_sheets import Looked, import_profiles, look_at_profiles
from tinkuy.alliance.services.profiles import Contact, change_profile, forget_profile_contacts, prefill_profile, withdraw_profile
from tinkuy.alliance.services.seats import change_coordination, change_seat, record_coordination, record_seat
from tinkuy.alliance.services.sources import Cited, Sources, with_sources
from tinkuy.alliance.services.statements import record_conflict, record_fact, record_gap
from tinkuy.alliance.services.taking_back import take_back_coordination, take_back_membership, take_back_seat

__all__ = [
    "Cited",
    "Contact",
    "LinkError",
    "Looked",
    "Sources",
    "Staying",
    "Who",
    "Writer",
    "accept_application",
    "accept_invitation",
    "application_behind",
    "apply",
    "change_body_member",
    "change_coordination",
    "change_member_list",
    "change_membership",
    "change_profile",
    "change_seat",
    "claim_profile",
    "close_campaign",
    "decline_application",
    "decline_profile",
    "describe_organization",
    "describe_person",
    "forget_applicants",
    "forget_messages",
    "forget_profile_contacts",
    "import_profiles",
    "invitation_behind",
    "invite_all_to_claim",
    "invite_delegate",
    "invite_to_claim",
    "leave_alliance",
    "leave_group",
    "look_at_profiles",
    "merge_organizations",
    "open_campaign",
    "prefill_profile",
    "profile_behind",
    "prove_application",
    "record_body",
    "record_body_member",
    "record_campaign",
    "record_conflict",
    "record_coordination",
    "record_fact",
    "record_gap",
    "record_member_list",
    "record_membership",
    "record_organization",
    "record_person",
    "record_seat",
    "record_working_group",
    "staying",
    "take_back_coordination",
    "take_back_membership",
    "take_back_seat",
    "with_sources",
    "withdraw_invitation",
    "withdraw_profile",
    "write_to",
]
