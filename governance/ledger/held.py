"""What the ledger stores about a party, and the erasure of its words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update

from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of
from governance.ledger.distributing.models import Distribution, DistributionLine
from governance.ledger.distributing.showing import how_it_adds_up
from governance.ledger.importing.models import BookImport, BookImportRow
from governance.ledger.models import Account, Book, ConsentAnswer, Transaction, Transfer
from governance.ledger.queries.balances import AsAt, balance_of
from governance.ledger.units import written, written_day
from governance.members.entries import folded
from governance.members.held import names_any, names_borne
from governance.members.models import Party
from governance.reckoning.calendar import years_after
from governance.reckoning.rules.kinds.records import RecordRules
from governance.rulebook.queries import rules_on

# A note of a transaction for fewer than so many may tell of one of them without a name.
MANY = 10


class Ledger:
    """Keeper of the books."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield every movement on the party's own accounts."""
        rows = tuple(_movements(_accounts_of(party_id)))
        if rows:
            yield Held(
                title="Your shares, and money and leave in the books",
                why="To know what you hold and what is due to you.",
                kept="The figures for good, by your number; words beside them as "
                "long as the rules on records say, but for those that are of many at once and do "
                "not name you.",
                rows=rows,
            )

        yield from _shares_of_distributions(party_id)
        answers = select(ConsentAnswer).where(ConsentAnswer.party_id == party_id)
        given = tuple(
            row_of(row, "matter_id", "answer", "answered_on", "signatory")
            for row in db.session.scalars(answers.order_by(ConsentAnswer.id))
        )
        if given:
            yield Held(
                title="Your answers to reserved matters",
                why="To show that the class consented.",
                kept="The answer for good; who signed as long as the entry in the register.",
                rows=given,
            )

        lines = select(BookImportRow).where(_lines_of_files(party_id))
        read = tuple(
            row_of(row, "import_id", "line", "reference", "holder", "verdict", "detail")
            for row in db.session.scalars(lines.order_by(BookImportRow.import_id))
        )
        if read:
            yield Held(
                title="Lines about you in files that were imported into the books",
                why="To see what a file did.",
                kept="Until your entry is erased.",
                rows=read,
            )

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Yield what they hold or are owed still, and how long postings are kept with words."""
        accounts = _accounts_of(party_id)
        for account in accounts:
            balance = balance_of(account.id, AsAt(date.max))
            if balance:
                yield f"{account.name}: {written(account.unit, balance)} on their account."
        last = db.session.scalar(select(func.max(Transfer.effective_on)).where(_of(accounts)))
        if last is not None:
            years = rules_on(today).of(RecordRules).years_of_accounting(today)
            until = years_after(last, years)
            if until > today:
                yield f"What was posted for them is kept until {written_day(until)}."

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Erase the words of each transaction that touched the party's accounts.

        But of one that was for many at once and says nothing that could be the party's name: that
        note is the others' too.
        """
        touched = select(Transfer.seq).where(_of(_accounts_of(party_id)))
        erased: Any = db.session.execute(
            update(Transaction)
            .where(Transaction.seq.in_(touched), Transaction.salt.is_not(None))
            .where(Transaction.seq.not_in(_notes_of_many(party_id, touched)))
            .values(memo=None, salt=None)
            .execution_options(synchronize_session=False)
        )
        signed: Any = db.session.execute(
            update(ConsentAnswer)
            .where(ConsentAnswer.party_id == party_id, ConsentAnswer.salt.is_not(None))
            .values(signatory=None, salt=None)
            .execution_options(synchronize_session=False)
        )
        lines: Any = db.session.execute(delete(BookImportRow).where(_lines_of_files(party_id)))
        return int(erased.rowcount) + int(signed.rowcount) + int(lines.rowcount)


def _notes_of_many(party_id: int, touched: Select[int]) -> list[int]:
    """Return those of the transactions that are for many, and whose note may stay for them."""
    found = select(Transaction.seq, Transaction.memo).where(
        Transaction.seq.in_(touched), Transaction.salt.is_not(None), Transaction.transfers >= MANY
    )
    told = _words_for(party_id)
    return [
        seq
        for seq, memo in db.session.execute(found).all()
        if not names_any(memo or "", told) and _is_for_many(seq)
    ]


def _is_for_many(seq: int) -> bool:
    either = Account.id.in_((Transfer.debit_id, Transfer.credit_id))
    parties = select(Account.party_id).join(Transfer, either).where(Transfer.seq == seq)
    several = parties.where(Account.party_id.is_not(None)).distinct().limit(MANY)
    return len(db.session.scalars(several).all()) == MANY


def _words_for(party_id: int) -> set[str]:
    """Return what in a note could mean the party: each word of its names, its numbers."""
    party = db.session.get_one(Party, party_id)
    numbers = (party.member_number, party.employee_ref)
    names = {word for name in names_borne(party_id) for word in name.split()}
    return names | {folded(str(number)) for number in numbers if number is not None}


def _shares_of_distributions(party_id: int) -> Iterator[Held]:
    found = (
        select(
            Distribution.purpose,
            Distribution.state,
            Distribution.effective_on,
            Distribution.ending,
            DistributionLine.party_id,
            DistributionLine.pence,
            DistributionLine.elements,
        )
        .join(DistributionLine, DistributionLine.distribution_id == Distribution.id)
        .where(DistributionLine.party_id == party_id)
        .order_by(Distribution.id)
    )
    fields = ("purpose", "state", "effective_on", "pence", "elements")
    rows = tuple(
        {
            **row_of(row, *fields),
            "how it adds up": " ".join(how_it_adds_up(row.ending, row)),
        }
        for row in db.session.execute(found)
    )
    if rows:
        yield Held(
            title="Your part of interest, dividends and bonuses, and how it adds up",
            why="To show that everybody's part was worked out in the same way.",
            kept="The figures for good, by your number.",
            rows=rows,
        )


def _accounts_of(party_id: int) -> Sequence[Account]:
    of_party = select(Account).where(Account.party_id == party_id).order_by(Account.id)
    return db.session.scalars(of_party).all()


def _lines_of_files(party_id: int) -> ColumnElement[bool]:
    """Match lines whose holder, as the file writes it, is this party's number or reference."""
    party = db.session.get_one(Party, party_id)
    files = select(BookImport.id).where(BookImport.shape != "balances")
    numbers, source = (
        BookImport.settings[name].as_string() for name in ("numbers", "staff_source")
    )
    by_number = files.where(numbers == "member")
    by_reference = files.where(numbers == "employee", source == party.source)
    holder, import_id = BookImportRow.holder, BookImportRow.import_id
    return or_(
        (holder == str(party.member_number or "-")) & import_id.in_(by_number),
        (holder == (party.employee_ref or "-")) & import_id.in_(by_reference),
    )


def _of(accounts: Sequence[Account]) -> ColumnElement[bool]:
    ids = [account.id for account in accounts]
    return or_(Transfer.debit_id.in_(ids), Transfer.credit_id.in_(ids))


def _movements(accounts: Sequence[Account]) -> Iterator[dict[str, Any]]:
    by_id = {account.id: account for account in accounts}
    found = (
        select(Transfer, Transaction.kind, Transaction.memo, Book.name)
        .join(Transaction, Transaction.seq == Transfer.seq)
        .join(Book, Book.id == Transfer.book_id)
        .where(_of(accounts))
        .order_by(Transfer.effective_on, Transfer.seq, Transfer.n)
    )
    for transfer, kind, memo, book in db.session.execute(found):
        for account_id, sign in ((transfer.credit_id, 1), (transfer.debit_id, -1)):
            account = by_id.get(account_id)
            if account is not None:
                yield {
                    "entity": book,
                    "account": account.name,
                    "unit": account.unit,
                    "day": transfer.effective_on.isoformat(),
                    "what": kind,
                    "amount": sign * transfer.amount,
                    "link": transfer.seq,
                    "note": memo,
                }
