"""Who may look after the mails."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted


class Notifications(StrEnum):
    """What may be done with the outbox."""

    SEE_OUTBOX = "notifications: see the outbox"
    SEND_AGAIN = "notifications: send a mail again"


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


def is_administrator(actor: Actor) -> bool:
    return actor.has(Role.ADMINISTRATOR)


PERMITTED: Permitted = {
    Notifications.SEE_OUTBOX: [(is_secretary,), (is_administrator,)],
    Notifications.SEND_AGAIN: [(is_secretary,), (is_administrator,)],
}

permissions.declare(PERMITTED)
