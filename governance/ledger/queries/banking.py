"""Bank accounts that a payment leaves overdrawn: a caution and no refusal, for banks do lend."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger.models import Account, Transfer
from governance.ledger.queries.balances import AsAt, account_of, balance_of
from governance.ledger.units import GBP


@dataclass(frozen=True)
class Overdrawn:
    """A bank account below nought: how far at its lowest, and on which day."""

    name: str
    pence: int
    on: date


def overdrawn_by(seq: int) -> list[Overdrawn]:
    """Return the bank accounts that a transaction paid from and that are overdrawn from its day."""
    paid_from = (
        select(Account, Transfer.effective_on)
        .join(Transfer, Transfer.credit_id == Account.id)
        .where(Transfer.seq == seq, Account.unit == GBP, Account.kind == "asset")
        .order_by(Account.code)
        .distinct()
    )
    banks = [each for each in db.session.execute(paid_from) if _is_bank(each[0])]
    found = [_overdrawn(account, since) for account, since in banks]
    return [each for each in found if each is not None]


def bank_overdrawn(book_id: int, since: date) -> list[Overdrawn]:
    """Return the bank account that members are paid from, if it is overdrawn from a day on."""
    bank = account_of(book_id, GBP, charts.BANK)
    found = None if bank is None else _overdrawn(bank, since)
    return [] if found is None else [found]


def in_the_bank(book_id: int, on: date) -> int:
    """Return what the bank account holds at the end of a day, from which members are paid."""
    bank = account_of(book_id, GBP, charts.BANK)
    return 0 if bank is None else -balance_of(bank.id, AsAt(on))


def _overdrawn(account: Account, since: date) -> Overdrawn | None:
    """Return the lowest end of a day from that one on, where it is below nought."""
    owed = balance_of(account.id, AsAt(since))
    lowest, worst = (owed, since) if owed > 0 else (0, None)
    for day, change in sorted(_later_changes(account.id, since).items()):
        owed += change
        if owed > lowest:
            lowest, worst = owed, day
    return None if worst is None else Overdrawn(account.name, lowest, worst)


def _later_changes(account_id: int, since: date) -> dict[date, int]:
    """Return credits less debits of each later day."""
    found: dict[date, int] = {}
    for side, sign in ((Transfer.credit_id, 1), (Transfer.debit_id, -1)):
        added = (
            select(Transfer.effective_on, func.sum(Transfer.amount))
            .where(side == account_id, Transfer.effective_on > since)
            .group_by(Transfer.effective_on)
        )
        for day, amount in db.session.execute(added):
            found[day] = found.get(day, 0) + sign * int(amount)
    return found


def _is_bank(account: Account) -> bool:
    return charts.is_bank(account.code, account.kind)
