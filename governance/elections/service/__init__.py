"""What people and the worker do in elections: call, nominate, consent, ask, answer, close, end."""

from governance.elections.service.calling import ElectionNotPossible, Notice, call, call_off
from governance.elections.service.candidates import (
    NotPossibleNow,
    consent,
    strike_out,
    withdraw,
    write,
)
from governance.elections.service.closing import close_due, close_nominations, why_incomplete
from governance.elections.service.countback import NoCountback, hold_countback
from governance.elections.service.deciding import note_called_off, note_decided
from governance.elections.service.ending import give_roles_due
from governance.elections.service.holding import NominationsAreClosed, StandsThemselves
from governance.elections.service.hustings import (
    CannotAsk,
    answer,
    ask,
    refuse_once_closed,
    remove_question,
)
from governance.elections.service.nominating import (
    CannotNominate,
    CannotSecond,
    ask_to_second,
    decline_to_second,
    nominate,
    second,
)
from governance.elections.service.photographs import (
    photograph_of,
    remove_photograph,
    show_photograph,
)
from governance.elections.service.seats import CannotBeSeats, set_seats
from governance.infrastructure.pictures import PictureNotTaken

__all__ = [
    "CannotAsk",
    "CannotBeSeats",
    "CannotNominate",
    "CannotSecond",
    "ElectionNotPossible",
    "NoCountback",
    "NominationsAreClosed",
    "NotPossibleNow",
    "Notice",
    "PictureNotTaken",
    "StandsThemselves",
    "answer",
    "ask",
    "ask_to_second",
    "call",
    "call_off",
    "close_due",
    "close_nominations",
    "consent",
    "decline_to_second",
    "give_roles_due",
    "hold_countback",
    "nominate",
    "note_called_off",
    "note_decided",
    "photograph_of",
    "refuse_once_closed",
    "remove_photograph",
    "remove_question",
    "second",
    "set_seats",
    "show_photograph",
    "strike_out",
    "why_incomplete",
    "withdraw",
    "write",
]
