"""No account falls below nought, on the day of a posting or on any later one.

A posting dated back may be covered by what is there today and yet not on a day between: what counts
is the lowest balance at the end of a day from its day on.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import case, func, literal, select, union_all
from sqlalchemy.types import Date

from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.ledger.models import Transfer
from governance.ledger.places import Leg, Place
from governance.ledger.units import written, written_day

ACCOUNTS_AT_ONCE = 2_000
TRANSFERS: Any = Transfer.__table__


class NotEnough(Refused):
    """There is not so much in the account, on the day itself or on a later one."""

    status = 422

    def __init__(self, message: str, *, next_step: str = "", account_id: int | None = None) -> None:
        super().__init__(message, next_step=next_step)
        self.account_id = account_id


def refuse_to_overdraw(
    accounts: Mapping[Place, Any], legs: Sequence[Leg], effective_on: date
) -> None:
    """Refuse legs that would bring a floored account below nought from that day on.

    Raises:
        NotEnough: with the day, what is there, and what was asked for.
    """
    changes: dict[Place, int] = defaultdict(int)
    for leg in legs:
        changes[leg.debit] -= leg.amount
        changes[leg.credit] += leg.amount
    falling = [
        (accounts[place], place, abs(change))
        for place, change in changes.items()
        if accounts[place].floored and _lowers(accounts[place], change)
    ]
    found = dict(end_of_day_changes([account.id for account, *_ in falling], effective_on))
    # What a holder lacks says more than what their shares' capital does.
    for account, place, amount in sorted(falling, key=lambda told: told[0].kind != "holder"):
        _refuse_below_nought(account, place, amount, found[account.id])


def highest_from(account: Any, effective_on: date) -> int:
    """Return the highest balance at the end of a day, from that day on."""
    found = dict(end_of_day_changes([account.id], effective_on))
    return max(balance for _day, balance in balances_by_day(found[account.id], sign_of(account)))


def _lowers(account: Any, change: int) -> bool:
    return change * sign_of(account) < 0


def sign_of(account: Any) -> int:
    """Return 1 where credits make the account's balance greater, else -1."""
    return 1 if account.normal == "credit" else -1


def _refuse_below_nought(account: Any, place: Place, amount: int, days: Mapping[date, int]) -> None:
    day, lowest = min(balances_by_day(days, sign_of(account)), key=lambda told: told[1])
    if lowest >= amount:
        return
    asked, there = written(place.unit, amount), written(place.unit, max(lowest, 0))
    raise NotEnough(
        f"There would not be enough: {there} on {written_day(day)}, and {asked} were asked for. "
        "Choose a smaller amount, or a later day.",
        next_step="What was posted on later days counts too: see the account.",
        account_id=account.id,
    )


def balances_by_day(days: Mapping[date, int], sign: int) -> Iterator[tuple[date, int]]:
    balance = 0
    for day in sorted(days):
        balance += sign * days[day]
        yield day, balance


def end_of_day_changes(
    account_ids: Sequence[int], effective_on: date
) -> Iterator[tuple[int, dict[date, int]]]:
    """Yield each account's changes (credits less debits) by day, all until that day as one."""
    from_then = literal(effective_on, Date())
    day = case((TRANSFERS.c.effective_on <= from_then, from_then), else_=TRANSFERS.c.effective_on)
    for start in range(0, len(account_ids), ACCOUNTS_AT_ONCE):
        ids = account_ids[start : start + ACCOUNTS_AT_ONCE]
        sides = [
            select(
                side.label("account_id"),
                day.label("day"),
                (func.sum(TRANSFERS.c.amount) * sign).label("change"),
            )
            .where(side.in_(ids))
            .group_by(side, day)
            for side, sign in ((TRANSFERS.c.debit_id, -1), (TRANSFERS.c.credit_id, 1))
        ]
        # The day itself counts, though nothing may have happened by then.
        found: dict[int, dict[date, int]] = {
            account_id: defaultdict(int, {effective_on: 0}) for account_id in ids
        }
        for row in db.session.execute(union_all(*sides)):
            found[row.account_id][row.day] += int(row.change)
        yield from found.items()
