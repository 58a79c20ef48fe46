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
    READ_RANKINGS = "ballots: read the rankings"
    TELL = "ballots: type in papers"
    SCRUTINISE = "ballots: open and certify counts"


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


def oversees_ballots(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY, Role.CHAIR, Role.SCRUTINEER, Role.AUDITOR, Role.BOARD)


def checks_the_count(actor: Actor) -> bool:
    return actor.has(Role.SCRUTINEER, Role.AUDITOR)


def is_scrutineer(actor: Actor) -> bool:
    return actor.has(Role.SCRUTINEER)


PERMITTED = {
    Ballots.SEE: [(is_signed_in,)],
    # Whoever is on the roll may vote, a member no longer too: the roll says so, not a role.
    Ballots.VOTE: [(is_signed_in,)],
    Ballots.PLAN: [(is_secretary,)],
    Ballots.OVERSEE: [(oversees_ballots,)],
    # A rare order of preferences can be a mark by which somebody knows a paper.
    Ballots.READ_RANKINGS: [(checks_the_count,)],
    # Whoever is appointed for a ballot may, without a role: the ballot says so.
    Ballots.TELL: [(is_signed_in,)],
    Ballots.SCRUTINISE: [(is_scrutineer,)],
}
permissions.declare(PERMITTED)
