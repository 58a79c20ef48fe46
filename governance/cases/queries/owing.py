"""What is still to be paid for ended shares: the ledger says so, whoever entered the payment.

It stands in the party's own account of the book. A payment entered in a case is that case's;
one entered under Books, or any other posting there, settles what has been due the longest. One that
was reversed was never made.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from governance.cases.kinds import Kind, Step
from governance.cases.models import Case, CaseStep
from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger.models import Account, Book, Transaction, Transfer
from governance.ledger.units import GBP

PAYS_THE_PARTY = (Kind.LEAVE, Kind.WITHDRAW)


@dataclass(frozen=True)
class Owed:
    """What is left to be paid in a case, and what of it the books settled without the case."""

    left: int = 0
    in_books: int = 0


def owed_in(cases: Iterable[Case]) -> Mapping[int, Owed]:
    """Return, for each of these cases, what is left to be paid."""
    parties = {case.party_id for case in cases if case.kind in PAYS_THE_PARTY and case.pence_due}
    found = _owed(Case.party_id.in_(parties)) if parties else {}
    return defaultdict(Owed, found)


def cases_owing() -> set[int]:
    """Return the ids of the cases in which money is still to be paid."""
    return {case_id for case_id, owed in _owed(money_stands()).items() if owed.left}


def money_stands() -> ColumnElement[bool]:
    """Match cases whose party's account has money for ended shares in it, this case's or another's.

    Most cases were paid long ago: this leaves them out without adding each up.
    """
    return exists(select(Account.id).where(_is_of_case(), _balance() > 0).correlate(Case))


def payment_key(case_id: int, step: int) -> str:
    """Return the key under which the payment entered by that step of a case is posted."""
    return f"case {case_id} step {step}"


def _owed(which: ColumnElement[bool]) -> dict[int, Owed]:
    rows = db.session.execute(
        select(
            Case.id,
            Account.id.label("account_id"),
            (Case.pence_due - _paid_in_case()).label("open"),
            _balance().label("balance"),
        )
        .join(Account, _is_of_case())
        .where(which, Case.kind.in_(PAYS_THE_PARTY), Case.pence_due > 0)
        .order_by(Case.id)
    )
    of_account: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        of_account[row.account_id].append(row)
    return {
        case_id: owed
        for found in of_account.values()
        for case_id, owed in _settled(
            {row.id: int(row.open) for row in found}, int(found[0].balance)
        )
    }


def _settled(still_open: Mapping[int, int], balance: int) -> Iterable[tuple[int, Owed]]:
    """Take off what the books settled, the oldest case first, until the balance is what is left."""
    in_books = max(sum(still_open.values()) - balance, 0)
    for case_id, pence in still_open.items():
        settled = min(pence, in_books)
        in_books -= settled
        yield case_id, Owed(left=pence - settled, in_books=settled)


def _is_of_case() -> ColumnElement[bool]:
    book = select(Book.id).where(Book.key == Case.book_key).correlate(Case).scalar_subquery()
    return and_(
        Account.book_id == book,
        Account.unit == GBP,
        Account.code == charts.DUE_TO_MEMBERS,
        Account.party_id == Case.party_id,
    )


def _balance() -> ColumnElement[int]:
    return _sum_of(Transfer.credit_id) - _sum_of(Transfer.debit_id)


def _sum_of(side: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    total = func.coalesce(func.sum(Transfer.amount), 0)
    return select(total).where(side == Account.id).correlate(Account).scalar_subquery()


def _paid_in_case() -> ScalarSelect[int]:
    """Select what payments entered in the case came to, those reversed left out."""
    reversal = aliased(Transaction)
    was_reversed = exists(select(reversal.seq).where(reversal.reverses_seq == Transaction.seq))
    return (
        select(func.coalesce(func.sum(Transfer.amount), 0))
        .select_from(CaseStep)
        .join(Transaction, Transaction.key == _key_of_step())
        .join(Transfer, Transfer.seq == Transaction.seq)
        .where(
            CaseStep.case_id == Case.id,
            CaseStep.step == Step.PAID_OUT,
            Transaction.book_id == Account.book_id,
            Transfer.debit_id == Account.id,
            ~was_reversed,
        )
        .correlate(Case, Account)
        .scalar_subquery()
    )


def _key_of_step() -> ColumnElement[str]:
    """Make `payment_key` of a step's own columns."""
    case_id, step = (cast(column, String) for column in (CaseStep.case_id, CaseStep.n))
    return literal("case ").concat(case_id).concat(" step ").concat(step)
