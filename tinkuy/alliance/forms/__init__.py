"""What a person may send about the alliance."""

from tinkuy.alliance.forms.applications import AcceptForm, ApplicationForm, DeclineForm
from tinkuy.alliance.forms.bodies import BodyForm, BodyMemberForm, BodyMemberTermForm
from tinkuy.alliance.forms.campaigns import CampaignForm, ClaimForm, ProfileForm, ProfilesSheetForm
from tinkuy.alliance.forms.groups import CoordinationForm, CoordinationTermForm, GroupForm, MemberListForm, MembershipForm
from tinkuy.alliance.forms.messages import MessageForm
from tinkuy.alliance.forms.organizations import FilterForm, LeaveForm, MergeForm, OrganizationForm, OwnPageForm, TakeBackForm
from tinkuy.alliance.forms.seats import InvitationForm, NewPasswordForm, PersonForm, SeatForm, SeatTermForm, YesForm

__all__ = [
    "AcceptForm",
    "ApplicationForm",
    "BodyForm",
    "BodyMemberForm",
    "BodyMemberTermForm",
    "CampaignForm",
    "ClaimForm",
    "CoordinationForm",
    "CoordinationTermForm",
    "DeclineForm",
    "FilterForm",
    "GroupForm",
    "InvitationForm",
    "LeaveForm",
    "MemberListForm",
    "MembershipForm",
    "MergeForm",
    "MessageForm",
    "NewPasswordForm",
    "OrganizationForm",
    "OwnPageForm",
    "PersonForm",
    "ProfileForm",
    "ProfilesSheetForm",
    "SeatForm",
    "SeatTermForm",
    "TakeBackForm",
    "YesForm",
]
