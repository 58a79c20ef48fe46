"""Who may search; what each may find is for the contributors to say."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.infrastructure.permissions import Permitted, is_member


class Search(StrEnum):
    """What may be done with the search."""

    FIND = "search.find"


def is_officer(actor: Actor) -> bool:
    return actor.is_officer


PERMITTED: Permitted = {Search.FIND: [(is_member,), (is_officer,)]}

permissions.declare(PERMITTED)
