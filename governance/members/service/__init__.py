"""What changes the register: setting up the society, recording spells, standing, and imports."""

from governance.members.service.people import add_person
from governance.members.service.society import AlreadySetUp, set_up_society
from governance.members.service.spells import NotThatWayRound, UnknownParty, put

__all__ = [
    "AlreadySetUp",
    "NotThatWayRound",
    "UnknownParty",
    "add_person",
    "put",
    "set_up_society",
]
