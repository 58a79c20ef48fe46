"""Who may read the register of resolutions, and who keeps it."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted, is_member


class Resolutions(StrEnum):
    """What may be done with the register; a resolution enters it by being carried."""

    SEE = "resolutions.see"
    DECIDE_AS_BOARD = "resolutions.decide_as_board"
    REMARK = "resolutions.remark"
    READ_BOARD = "resolutions.read_board"


def is_officer(actor: Actor) -> bool:
    return actor.is_officer


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


def is_chair(actor: Actor) -> bool:
    return actor.has(Role.CHAIR)


def is_on_the_board(actor: Actor) -> bool:
    return actor.has(Role.BOARD)


def is_auditor(actor: Actor) -> bool:
    return actor.has(Role.AUDITOR)


PERMITTED: Permitted = {
    Resolutions.SEE: [(is_member,), (is_officer,)],
    Resolutions.DECIDE_AS_BOARD: [(is_secretary,), (is_chair,)],
    Resolutions.REMARK: [(is_secretary,)],
    # Before it is published, and the text of what is confidential.
    Resolutions.READ_BOARD: [(is_secretary,), (is_chair,), (is_on_the_board,), (is_auditor,)],
}

permissions.declare(PERMITTED)
