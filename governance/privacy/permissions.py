"""Who may see what is held on somebody, answer them, and erase."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted


class Privacy(StrEnum):
    """What can be done with what is held on people; everybody sees their own."""

    ANSWER = "privacy: answer and hand out what is held"
    ERASE = "privacy: erase"


def keeps_the_register(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY, Role.ADMINISTRATOR)


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


PERMITTED: Permitted = {
    Privacy.ANSWER: [(keeps_the_register,)],
    Privacy.ERASE: [(is_secretary,)],
}
permissions.declare(PERMITTED)
