"""The words for kinds, states, steps and ways of leaving, and the tones of their tags."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from governance.cases.kinds import HowLeft, Kind, Payment, State, Step
from governance.ledger.terms import OnLeave
from governance.reckoning.eligibility import Criterion
from governance.web.templating import date_only

KINDS = {
    Kind.JOIN: _("Joining"),
    Kind.LEAVE: _("Leaving"),
    Kind.WITHDRAW: _("Withdrawal of shares"),
    Kind.TRANSFER: _("Transfer of shares"),
}
STATES = {
    State.APPLIED: (_("To be decided"), "now"),
    State.APPROVED: (_("Approved"), "now"),
    State.PAID: (_("Paid"), "now"),
    State.ADMITTED: (_("Admitted"), "good"),
    State.TO_TELL: (_("How is to be told"), "now"),
    State.NOTICED: (_("Notice given"), "neutral"),
    State.LEFT: (_("Left"), "quiet"),
    State.ASKED: (_("Asked for"), "now"),
    State.WITHDRAWN: (_("Withdrawn"), "good"),
    State.AGREED: (_("Agreed"), "now"),
    State.TRANSFERRED: (_("Transferred"), "good"),
    State.REFUSED: (_("Refused"), "bad"),
    State.TAKEN_BACK: (_("Taken back"), "quiet"),
}
WAYS = {
    HowLeft.RESIGNED: _("Resigned"),
    HowLeft.RETIRED: _("Retired"),
    HowLeft.REDUNDANT: _("Made redundant"),
    HowLeft.DISMISSED: _("Dismissed"),
    HowLeft.TRANSFERRED_OUT: _("Transferred to another employer"),
    HowLeft.NO_LONGER_ELIGIBLE: _("No longer eligible"),
    HowLeft.DIED: _("Died"),
    HowLeft.EXPELLED: _("Expelled"),
    HowLeft.UNTRACED: _("Cannot be found"),
}
PAYMENTS = {
    Payment.BANK: _("By bank transfer"),
    Payment.PAYROLL: _("Out of pay"),
}
ENDINGS = {
    OnLeave.CANCEL: _("Cancelled without payment; what was paid for them goes to the reserves"),
    OnLeave.REDEEM: _("Redeemed: paid back at par"),
    OnLeave.WITHDRAW: _("Put in the queue of withdrawals, paid when the board lets it"),
    OnLeave.TO_TRUST: _("Passed to the employees’ trust"),
    OnLeave.KEEP: _("Kept"),
}
TESTS = {
    Criterion.EMPLOYMENT: _("Working here"),
    Criterion.AGE: _("Age"),
    Criterion.HOURS: _("Hours"),
    Criterion.PROBATION: _("Probation"),
    Criterion.SERVICE: _("Length of service"),
    Criterion.SUSPENSION: _("Not suspended"),
}
STEPS = {
    (Kind.JOIN, Step.OPENED): _("Applied"),
    (Kind.LEAVE, Step.OPENED): _("Notice given"),
    (Kind.WITHDRAW, Step.OPENED): _("Asked for"),
    (Kind.TRANSFER, Step.OPENED): _("Asked for"),
    (Kind.JOIN, Step.APPROVED): _("Approved by the board"),
    (Kind.TRANSFER, Step.APPROVED): _("Agreed by the board"),
    Step.REFUSED: _("Refused by the board"),
    Step.PAYMENT: _("Payment received"),
    Step.ADMITTED: _("Entered in the register of members"),
    Step.TOLD: _("How they leave was told"),
    Step.CARRIED_OUT: _("Left"),
    Step.EXTENDED: _("All other shares added, on leaving"),
    Step.WITHDRAWN: _("Withdrawn"),
    Step.TRANSFERRED: _("Transferred"),
    Step.PAID_OUT: _("Paid"),
    Step.TAKEN_BACK: _("Taken back"),
}
STATES_OF_A_DEATH = {
    State.NOTICED: (_("Death entered"), "neutral"),
    State.LEFT: (_("Died"), "quiet"),
}
STEPS_OF_A_DEATH = {
    Step.OPENED: _("Death entered"),
    Step.TOLD: _("Death entered"),
    Step.CARRIED_OUT: _("Membership and shares ended"),
}


def kind(name: str) -> str:
    """Return the words for a kind of case."""
    return str(KINDS[Kind(name)])


def is_of_a_death(said: Mapping[str, Any]) -> bool:
    """Say whether the words of a case tell of a death; erased words tell of none."""
    return said.get("how") == HowLeft.DIED


def state(name: str, said: Mapping[str, Any]) -> tuple[str, str]:
    """Return the words for a state of a case that said this, and the tone of its tag."""
    of_a_death = STATES_OF_A_DEATH if is_of_a_death(said) else {}
    words, tone = of_a_death.get(State(name)) or STATES[State(name)]
    return str(words), tone


def step(kind_name: str, name: str, said: Mapping[str, Any]) -> str:
    """Return the words for a step of a kind of case that said this."""
    of_a_death = STEPS_OF_A_DEATH.get(Step(name)) if is_of_a_death(said) else None
    return str(of_a_death or STEPS.get((Kind(kind_name), Step(name))) or STEPS[Step(name)])


def not_before(day: date, *, asked_on: date) -> str:
    """Return from which day a withdrawal may be paid, if not from that of asking."""
    if day <= asked_on:
        return ""
    return gettext("Paid on %(day)s or later, by the rules on shares.", day=date_only(day))


def last_day_in_words(said: Mapping[str, Any], day: date | None) -> str:
    """Return which day is the last of a leaver, or was that of the death."""
    told = date_only(day) if day else ""
    if is_of_a_death(said):
        return gettext("Day of the death: %(day)s.", day=told)
    return gettext("Last day as a member: %(day)s.", day=told)
