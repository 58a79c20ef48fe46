"""Who may read the rulebook, set the first one, and enter what the registrar did."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted, is_member


class Rules(StrEnum):
    """What may be done with the rulebook; changing it belongs to motions."""

    SEE = "rulebook.see"
    FOUND = "rulebook.found"
    REGISTER = "rulebook.register"


def is_officer(actor: Actor) -> bool:
    return actor.is_officer


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


def is_administrator(actor: Actor) -> bool:
    return actor.has(Role.ADMINISTRATOR)


PERMITTED: Permitted = {
    Rules.SEE: [(is_member,), (is_officer,)],
    Rules.FOUND: [(is_secretary,), (is_administrator,)],
    Rules.REGISTER: [(is_secretary,)],
}

permissions.declare(PERMITTED)
