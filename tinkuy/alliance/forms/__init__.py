"""What a person may send about the alliance."""

from tinkuy.alliance.forms.bodies import BodyForm, BodyMemberForm, BodyMemberTermForm
from tinkuy.alliance.forms.groups import CoordinationForm, CoordinationTermForm, GroupForm, MemberListForm, MembershipForm
from tinkuy.alliance.forms.organizations import FilterForm, OrganizationForm
from tinkuy.alliance.forms.seats import PersonForm, SeatForm, SeatTermForm

__all__ = [
    "BodyForm",
    "BodyMemberForm",
    "BodyMemberTermForm",
    "CoordinationForm",
    "CoordinationTermForm",
    "FilterForm",
    "GroupForm",
    "MemberListForm",
    "MembershipForm",
    "OrganizationForm",
    "PersonForm",
    "SeatForm",
    "SeatTermForm",
]
