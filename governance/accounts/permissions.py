"""Who may see, give and withdraw roles, and invite people to their account."""

from dataclasses import dataclass
from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted


class Accounts(StrEnum):
    """What can be done with others' accounts and roles."""

    SEE_ROLES = "accounts: see roles"
    CHANGE_ROLES = "accounts: change roles"
    INVITE = "accounts: invite"


@dataclass(frozen=True)
class RoleChange:
    """A role about to be given to or withdrawn from a person."""

    party_id: int
    role: Role


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


def is_administrator(actor: Actor) -> bool:
    return actor.has(Role.ADMINISTRATOR)


def is_not_of_administrator(_actor: Actor, change: RoleChange) -> bool:
    return change.role is not Role.ADMINISTRATOR


PERMITTED: Permitted = {
    Accounts.SEE_ROLES: [(is_secretary,), (is_administrator,)],
    # The administrator's role opens the installation itself: only another administrator gives it.
    Accounts.CHANGE_ROLES: [(is_administrator,), (is_secretary, is_not_of_administrator)],
    Accounts.INVITE: [(is_secretary,), (is_administrator,)],
}
permissions.declare(PERMITTED)
