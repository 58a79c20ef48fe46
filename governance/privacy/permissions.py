"""Who may see what is held on somebody, answer them, and erase."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted


class Privacy(StrEnum):
    """What can be done with what is held on people; everybody sees their own."""

    ANSWER = "privacy: answer and hand out what is held"
    ERASE = "privacy: erase"


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


PERMITTED: Permitted = {
    # Not the administrator: it is all of somebody, shares and money too.
    Privacy.ANSWER: [(is_secretary,)],
    Privacy.ERASE: [(is_secretary,)],
}
permissions.declare(PERMITTED)
