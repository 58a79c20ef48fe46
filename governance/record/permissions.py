"""Who may read the record. It holds no words of people, yet it says who did what."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted

READERS = (
    Role.SECRETARY,
    Role.CHAIR,
    Role.BOARD,
    Role.SCRUTINEER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)


class Record(StrEnum):
    """What may be done with the record: nothing but reading it."""

    READ = "record: read"


def reads_the_record(actor: Actor) -> bool:
    return actor.has(*READERS)


PERMITTED: Permitted = {Record.READ: [(reads_the_record,)]}

permissions.declare(PERMITTED)
