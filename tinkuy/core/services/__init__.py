"""What the secretariat does with accounts and roles, and what each person does with her own."""

from tinkuy.core.services.accounts import choose_language, deactivate_user, invite_user, reactivate_user, resend_invitation
from tinkuy.core.services.roles import end_role, grant_role

__all__ = [
    "choose_language",
    "deactivate_user",
    "end_role",
    "grant_role",
    "invite_user",
    "reactivate_user",
    "resend_invitation",
]
