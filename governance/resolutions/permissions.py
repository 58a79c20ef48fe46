"""Who may read the register of resolutions, and who keeps it."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.infrastructure.permissions import Permitted, is_member


class Resolutions(StrEnum):
    """What may be done with the register; a resolution enters it by being carried."""

    SEE = "resolutions.see"


def is_officer(actor: Actor) -> bool:
    return actor.is_officer


PERMITTED: Permitted = {
    Resolutions.SEE: [(is_member,), (is_officer,)],
}

permissions.declare(PERMITTED)
