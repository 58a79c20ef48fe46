"""What people do with accounts and roles."""

from governance.accounts.service.addresses import follow_address
from governance.accounts.service.admission import Admission
from governance.accounts.service.feeds import hash_of, make_feed_address, stop_feed_address
from governance.accounts.service.invitations import (
    INVITE_MEMBERS,
    InvitationRefused,
    invite,
    invite_members,
    invite_waiting,
    take_back,
    take_back_round,
)
from governance.accounts.service.passwords import (
    PasswordRefused,
    accept_invitation,
    ask_for_reset,
    change_password,
    reset_password,
)
from governance.accounts.service.roles import RoleRefused, give_role, withdraw_role
from governance.accounts.service.sign_in import BelongsNoLonger, sign_in, sign_out_everywhere

__all__ = [
    "INVITE_MEMBERS",
    "Admission",
    "BelongsNoLonger",
    "InvitationRefused",
    "PasswordRefused",
    "RoleRefused",
    "accept_invitation",
    "ask_for_reset",
    "change_password",
    "follow_address",
    "give_role",
    "hash_of",
    "invite",
    "invite_members",
    "invite_waiting",
    "make_feed_address",
    "reset_password",
    "sign_in",
    "sign_out_everywhere",
    "stop_feed_address",
    "take_back",
    "take_back_round",
    "withdraw_role",
]
