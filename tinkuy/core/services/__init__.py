"""What the secretariat does with accounts and roles, and what each person does with her own."""

from tinkuy.core.services.accounts import (
    choose_language,
    deactivate_user,
    invite_user,
    open_account,
    reactivate_user,
    resend_invitation,
)
from tinkuy.core.services.bulk_mail import approve_bulk_mail, propose_bulk_mail, refuse_bulk_mail, sample_of
from tinkuy.core.services.digest import choose_digest, digest_of, send_digests, turn_digest_off
from tinkuy.core.services.privacy import ask_for_ones_data, erase_account, forget_old_archives
from tinkuy.core.services.roles import end_role, grant_role
from tinkuy.core.services.upkeep import learn_statistics

__all__ = [
    "approve_bulk_mail",
    "ask_for_ones_data",
    "choose_digest",
    "choose_language",
    "deactivate_user",
    "digest_of",
    "end_role",
    "erase_account",
    "forget_old_archives",
    "grant_role",
    "invite_user",
    "learn_statistics",
    "open_account",
    "propose_bulk_mail",
    "reactivate_user",
    "refuse_bulk_mail",
    "resend_invitation",
    "sample_of",
    "send_digests",
    "turn_digest_off",
]
