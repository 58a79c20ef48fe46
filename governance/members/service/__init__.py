"""What changes the register: setting up the society, recording spells, standing, and imports."""

from governance.members.importing.course import (
    ColumnsMissing,
    FileHasErrors,
    ImportHasGoneOn,
    confirm,
    drop,
    drop_forgotten,
    try_again,
)
from governance.members.service.import_work import work_on_import
from governance.members.service.imports import choose_columns, guessed, import_staff, upload
from governance.members.service.inspections import (
    AnsweredAlready,
    AtTheCourt,
    EnteredBefore,
    NoHoliday,
    NotReceivedYet,
    comply,
    receive_request,
    refer_to_court,
    refuse_request,
    set_bank_holiday,
    take_off_bank_holiday,
)
from governance.members.service.offices import (
    DoesNotHoldIt,
    HoldsItAlready,
    Office,
    appoint,
    end_office,
)
from governance.members.service.parties import (
    AddressInUse,
    NameMissing,
    NothingToCorrect,
    PartyKind,
    add_stakeholder,
    change_contact,
    rectify_contact,
)
from governance.members.service.people import ReferenceTaken, add_person
from governance.members.service.renewing import entries_of_days_past, renew_entries
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
    "AddressInUse",
    "AlreadySetUp",
    "AlreadySuspended",
    "AnsweredAlready",
    "AtTheCourt",
    "ColumnsMissing",
    "DoesNotHoldIt",
    "EnteredBefore",
    "FileHasErrors",
    "HoldsItAlready",
    "ImportHasGoneOn",
    "NameMissing",
    "NoHoliday",
    "NotAMember",
    "NotReceivedYet",
    "NotSuspended",
    "NotThatWayRound",
    "NothingToCorrect",
    "Office",
    "PartyKind",
    "ReferenceTaken",
    "UnknownParty",
    "add_person",
    "add_stakeholder",
    "appoint",
    "change_contact",
    "choose_columns",
    "comply",
    "confirm",
    "drop",
    "drop_forgotten",
    "end_office",
    "entries_of_days_past",
    "guessed",
    "import_staff",
    "put",
    "receive_request",
    "rectify_contact",
    "refer_to_court",
    "refuse_request",
    "renew_entries",
    "restore",
    "set_bank_holiday",
    "set_up_society",
    "suspend",
    "take_off_bank_holiday",
    "try_again",
    "upload",
    "work_on_import",
]
