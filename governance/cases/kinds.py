"""What kinds of case there are, where each may stand, and how a member may leave."""

from enum import StrEnum


class Kind(StrEnum):
    """What a case is about."""

    JOIN = "join"
    LEAVE = "leave"
    WITHDRAW = "withdraw"
    TRANSFER = "transfer"


class State(StrEnum):
    """Where a case stands.

    Joining: applied, approved, paid, admitted. Leaving: to tell (how is not known yet), noticed,
    left. Withdrawing: asked, withdrawn. Transfers: asked, agreed, transferred. Refused and taken
    back end any.
    """

    APPLIED = "applied"
    APPROVED = "approved"
    PAID = "paid"
    ADMITTED = "admitted"
    TO_TELL = "to_tell"
    NOTICED = "noticed"
    LEFT = "left"
    ASKED = "asked"
    WITHDRAWN = "withdrawn"
    AGREED = "agreed"
    TRANSFERRED = "transferred"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


OPEN = frozenset(
    {
        State.APPLIED,
        State.APPROVED,
        State.PAID,
        State.TO_TELL,
        State.NOTICED,
        State.ASKED,
        State.AGREED,
    }
)


class Step(StrEnum):
    """What was done in a case."""

    OPENED = "opened"
    APPROVED = "approved"
    REFUSED = "refused"
    PAYMENT = "payment received"
    ADMITTED = "admitted"
    TOLD = "told"
    CARRIED_OUT = "carried out"
    EXTENDED = "extended"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    PAID_OUT = "paid out"
    TAKEN_BACK = "taken back"


class HowLeft(StrEnum):
    """How a member leaves."""

    RESIGNED = "resigned"
    RETIRED = "retired"
    DISMISSED = "dismissed"
    REDUNDANT = "redundant"
    TRANSFERRED_OUT = "transferred_out"
    DIED = "died"
    EXPELLED = "expelled"
    NO_LONGER_ELIGIBLE = "no_longer_eligible"
    UNTRACED = "untraced"


class Payment(StrEnum):
    """How shares are paid for; each by an account of the book that it comes from."""

    BANK = "bank"
    PAYROLL = "payroll"
