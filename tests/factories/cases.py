"""Cases at the points of their way that tests need, by the services."""

from datetime import date, datetime, timedelta
from typing import Any

from governance.cases import service
from governance.cases.kinds import HowLeft, Payment
from governance.cases.models import Case
from governance.infrastructure.actor import Actor, Role
from governance.ledger.models import ShareClass
from governance.members import queries as members
from governance.members.models import RegisterEntry
from governance.members.service import put
from tests.factories.members import make_person, make_society
from tests.machinery.clock import NOON

SECRETARY = Actor(name="Sue Secretary", roles=frozenset({Role.SECRETARY}))
TODAY = date(2026, 11, 16)
BORN = date(1990, 5, 1)
ASKED = ("probation",)
MINUTE = "Board, November 2026, item 4"


def make_applicant(
    name: str = "Ada Lovelace",
    *,
    born: date | None = BORN,
    minutes_a_week: int | None = 1800,
    started: date = date(2024, 3, 4),
    now: datetime = NOON,
    **details: Any,
) -> RegisterEntry:
    """Enter one of the staff of whom everything is known but whether they are on probation."""
    make_society()
    entry = make_person(name, started=started, minutes_a_week=minutes_a_week, now=now, **details)
    if born is not None:
        first_name, _, surname = name.rpartition(" ")
        contact = {
            "first_name": first_name,
            "surname": surname,
            "email": entry.email,
            "born": born.isoformat(),
        }
        put(
            entry.party_id,
            "contact",
            valid_from=started,
            valid_to=None,
            data=contact,
            actor=SECRETARY,
            now=now,
        )
    found = members.entry(entry.party_id)
    assert found is not None
    return found


def apply(
    entry: RegisterEntry,
    share_class: ShareClass | None = None,
    units: int = 1,
    *,
    now: datetime = NOON,
    **details: Any,
) -> Case:
    """Apply, for one share unless the test says otherwise."""
    return service.apply(
        entry.party_id,
        share_class=share_class,
        units=units if share_class else 0,
        actor=SECRETARY,
        now=now,
        **details,
    )


def approve(case: Case, *, now: datetime = NOON, **details: Any) -> Case:
    """Have the board approve, what is not known having been asked."""
    service.decide(
        case,
        **({"approve": True, "minute": MINUTE, "confirmed": ASKED} | details),
        actor=SECRETARY,
        now=now,
    )
    return case


def pay(case: Case, *, now: datetime = NOON, **details: Any) -> Case:
    """Receive the price of the shares by bank."""
    usual = {"pence": case.pence_due, "how": Payment.BANK, "reference": "LOVELACE A"}
    service.receive_payment(case, **(usual | details), actor=SECRETARY, now=now)
    return case


def join(
    entry: RegisterEntry,
    share_class: ShareClass | None = None,
    units: int = 1,
    *,
    now: datetime = NOON,
) -> Case:
    """Take somebody from the application to the register."""
    case = approve(apply(entry, share_class, units, now=now), now=now)
    if case.pence_due:
        pay(case, now=now)
    return service.admit(case, actor=SECRETARY, now=now)


def give_notice(
    entry: RegisterEntry,
    how: HowLeft = HowLeft.RESIGNED,
    *,
    effect_on: date = TODAY + timedelta(days=30),
    now: datetime = NOON,
    **details: Any,
) -> Case:
    """Give notice, for a month later unless the test says otherwise."""
    return service.give_notice(
        entry.party_id, how, effect_on=effect_on, actor=SECRETARY, now=now, **details
    )


def make_statement(**details: Any) -> service.Statement:
    """State that the society can well afford it."""
    usual = {
        "surplus_pence": 10_000_00,
        "can_pay_debts_for_a_year": True,
        "is_no_deposit_unpaid": True,
        "signed_by": "Fay Finance",
        "signed_on": TODAY,
    }
    return service.Statement(**(usual | details))
