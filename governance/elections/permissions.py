"""Who may call elections, stand, nominate, ask and answer."""

from enum import StrEnum

from governance.elections.models import Candidate
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted, is_member, is_signed_in


class Elections(StrEnum):
    """What can be done with elections."""

    SEE = "elections: see"
    NOMINATE = "elections: nominate and second"
    SEE_NOMINATION = "elections: see a nomination"
    STAND = "elections: consent, write and answer as the candidate"
    ASK = "elections: ask candidates"
    OVERSEE = "elections: see all nominations"
    RUN = "elections: call, strike out and fill seats"


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


def oversees_elections(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY, Role.SCRUTINEER, Role.AUDITOR)


def is_the_candidate(actor: Actor, candidate: Candidate) -> bool:
    return actor.party_id == candidate.party_id


def is_published(_actor: Actor, candidate: Candidate) -> bool:
    return candidate.state in ("standing", "struck")


def proposed_them(actor: Actor, candidate: Candidate) -> bool:
    return actor.party_id == candidate.proposed_by


def is_asked_to_second(actor: Actor, candidate: Candidate) -> bool:
    return any(actor.party_id == each.party_id for each in candidate.nominators)


PERMITTED: Permitted = {
    Elections.SEE: [(is_signed_in,)],
    Elections.NOMINATE: [(is_member,)],
    Elections.SEE_NOMINATION: [
        (is_signed_in, is_published),
        (is_signed_in, is_the_candidate),
        (is_signed_in, proposed_them),
        (is_signed_in, is_asked_to_second),
        (oversees_elections,),
    ],
    Elections.STAND: [(is_signed_in, is_the_candidate)],
    Elections.ASK: [(is_member,)],
    Elections.OVERSEE: [(oversees_elections,)],
    Elections.RUN: [(is_secretary,)],
}
permissions.declare(PERMITTED)
