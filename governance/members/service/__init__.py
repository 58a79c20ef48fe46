"""What changes the register: setting up the society, recording spells, standing, and imports."""

from governance.members.service.import_work import JOB, work_on_import
from governance.members.service.imports import (
    ColumnsMissing,
    FileHasErrors,
    NotReadyForThis,
    choose_columns,
    confirm,
    drop,
    guessed,
    import_staff,
    try_again,
    upload,
)
from governance.members.service.people import ReferenceTaken, add_person
from governance.members.service.society import AlreadySetUp, set_up_society
from governance.members.service.spells import NotThatWayRound, UnknownParty, put
from governance.members.service.standing import (
    AlreadySuspended,
    NotAMember,
    NotSuspended,
    restore,
    suspend,
)

__all__ = [
    "JOB",
    "AlreadySetUp",
    "AlreadySuspended",
    "ColumnsMissing",
    "FileHasErrors",
    "NotAMember",
    "NotReadyForThis",
    "NotSuspended",
    "NotThatWayRound",
    "ReferenceTaken",
    "UnknownParty",
    "add_person",
    "choose_columns",
    "confirm",
    "drop",
    "guessed",
    "import_staff",
    "put",
    "restore",
    "set_up_society",
    "suspend",
    "try_again",
    "upload",
    "work_on_import",
]
