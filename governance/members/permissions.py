"""Who may read the register, in which of its two renderings, and who may change it."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted, is_member


class Members(StrEnum):
    """What can be done with the register."""

    READ_REGISTER = "members: read the open register"
    READ_PEOPLE = "members: read the full register"
    IMPORT = "members: import staff"
    SUSPEND = "members: suspend and restore"
    ENTER = "members: enter organisations and correct contacts"
    APPOINT = "members: enter who holds an office"
    READ_INSPECTIONS = "members: read requests for inspection"
    ANSWER_INSPECTIONS = "members: answer requests for inspection"


def is_officer(actor: Actor) -> bool:
    return actor.is_officer


def keeps_the_register(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY, Role.ADMINISTRATOR)


def answers_for_the_register(actor: Actor) -> bool:
    return actor.has(Role.CHAIR, Role.BOARD, Role.AUDITOR)


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


PERMITTED: Permitted = {
    # Names, services and dates: what any member may inspect of their society's register.
    Members.READ_REGISTER: [(is_member,), (is_officer,)],
    # Addresses, posts, references and former staff as well.
    Members.READ_PEOPLE: [(keeps_the_register,), (answers_for_the_register,)],
    Members.IMPORT: [(keeps_the_register,)],
    Members.SUSPEND: [(is_secretary,)],
    Members.ENTER: [(is_secretary,)],
    Members.APPOINT: [(is_secretary,)],
    Members.READ_INSPECTIONS: [(keeps_the_register,), (answers_for_the_register,)],
    Members.ANSWER_INSPECTIONS: [(is_secretary,)],
}
permissions.declare(PERMITTED)
