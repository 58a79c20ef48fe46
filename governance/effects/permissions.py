"""Who may read what decisions did, and note what a mandate was used for."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted, is_member


class Effects(StrEnum):
    """What may be done with what decisions did."""

    SEE = "effects.see"
    SEE_UNPUBLISHED = "effects.see_unpublished"
    NOTE_USE = "effects.note_use"


def is_officer(actor: Actor) -> bool:
    return actor.is_officer


def is_finance_officer(actor: Actor) -> bool:
    return actor.has(Role.FINANCE)


def reads_for_the_board(actor: Actor) -> bool:
    return any(map(actor.has, (Role.SECRETARY, Role.CHAIR, Role.BOARD, Role.AUDITOR)))


PERMITTED: Permitted = {
    Effects.SEE: [(is_member,), (is_officer,)],
    # What the board authorised, before members are told; finance notes what is used of it.
    Effects.SEE_UNPUBLISHED: [(reads_for_the_board,), (is_finance_officer,)],
    Effects.NOTE_USE: [(is_finance_officer,)],
}

permissions.declare(PERMITTED)
