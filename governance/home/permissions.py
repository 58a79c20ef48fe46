"""Who has work in the office."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted


class Home(StrEnum):
    """What may be done from the first pages."""

    OFFICE = "home: office"
    FOLLOW_IMPORTS = "home: follow imports"


def is_officer(actor: Actor) -> bool:
    return actor.is_officer


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


def is_administrator(actor: Actor) -> bool:
    return actor.has(Role.ADMINISTRATOR)


PERMITTED: Permitted = {
    Home.OFFICE: [(is_officer,)],
    Home.FOLLOW_IMPORTS: [(is_secretary,), (is_administrator,)],
}
permissions.declare(PERMITTED)
