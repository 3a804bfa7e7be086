"""Who we are: organizations, working groups, bodies, the people who speak for them, and what sources say of us."""

from tinkuy.alliance.models.applications import Applicant, Application, ApplicationQuerySet
from tinkuy.alliance.models.campaigns import (
    MappingCampaign,
    MappingCampaignQuerySet,
    Profile,
    ProfileContact,
    ProfileInvitation,
    ProfileInvitationQuerySet,
    ProfileQuerySet,
)
from tinkuy.alliance.models.folded import FoldedField
from tinkuy.alliance.models.links import OneTimeLink, SeatInvitation, SeatInvitationQuerySet
from tinkuy.alliance.models.messages import Message
from tinkuy.alliance.models.organizations import MemberList, Membership, Organization, OrganizationQuerySet, WorkingGroup
from tinkuy.alliance.models.persons import Body, BodyMember, Coordination, Dated, DatedQuerySet, Person, Seat
from tinkuy.alliance.models.statements import Conflict, Fact, Gap

__all__ = [
    "Applicant",
    "Application",
    "ApplicationQuerySet",
    "Body",
    "BodyMember",
    "Conflict",
    "Coordination",
    "Dated",
    "DatedQuerySet",
    "Fact",
    "FoldedField",
    "Gap",
    "MappingCampaign",
    "MappingCampaignQuerySet",
    "MemberList",
    "Membership",
    "Message",
    "OneTimeLink",
    "Organization",
    "OrganizationQuerySet",
    "Person",
    "Profile",
    "ProfileContact",
    "ProfileInvitation",
    "ProfileInvitationQuerySet",
    "ProfileQuerySet",
    "Seat",
    "SeatInvitation",
    "SeatInvitationQuerySet",
    "WorkingGroup",
]
