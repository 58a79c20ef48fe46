"""Who may plan, vote in and look into ballots."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import is_signed_in


class Ballots(StrEnum):
    """What can be done with ballots."""

    SEE = "ballots: see"
    VOTE = "ballots: vote"
    PLAN = "ballots: plan"
    OVERSEE = "ballots: oversee"


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


def oversees_ballots(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY, Role.CHAIR, Role.SCRUTINEER, Role.AUDITOR, Role.BOARD)


PERMITTED = {
    Ballots.SEE: [(is_signed_in,)],
    # Whoever is on the roll may vote, a member no longer too: the roll says so, not a role.
    Ballots.VOTE: [(is_signed_in,)],
    Ballots.PLAN: [(is_secretary,)],
    Ballots.OVERSEE: [(oversees_ballots,)],
}
permissions.declare(PERMITTED)
