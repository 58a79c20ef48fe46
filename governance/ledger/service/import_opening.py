"""Opening balances: what stands in each account at the end of the day the platform takes over.

What is posted is the difference between the file and the book, so that what holdings brought in
before (share capital, and the money paid for it) is not there twice.
"""

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.ledger.importing.cells import Problem
from governance.ledger.importing.movements import Movement
from governance.ledger.importing.opening_balances import Balance, Balances
from governance.ledger.importing.settings import Settings
from governance.ledger.models import Account, Book
from governance.ledger.pairing import Side, paired
from governance.ledger.places import Place, money
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.service.import_people import People, Unknown
from governance.ledger.service.import_plan import (
    OPENING,
    Plan,
    Standing,
    StandsOtherwise,
    Told,
    day_refusal,
    opening_of,
)
from governance.ledger.service.posting import last_closed_day
from governance.ledger.service.posting_many import Batch
from governance.ledger.units import GBP, written_day
from governance.reckoning.money import pounds


class OpeningPlan:
    """The plan of a file of opening balances, as the book stands now."""

    joining = 0

    def __init__(
        self, book: Book, found: Balances, settings: Settings, *, source: str, today: date
    ) -> None:
        assert settings.day is not None, "the day is asked for before"
        self.plan = Plan(lines=found.lines, warnings=list(found.warnings))
        self._book, self._day, self._source = book, settings.day, source
        self._people = People(settings)
        accounts = _money_accounts(book.id)
        self._names = {each.code: each.name for each in accounts}
        self._per_party = {each.code for each in accounts if each.per_party}
        self._codes = {each.name.casefold(): each.code for each in accounts}
        self._codes |= {each.code.casefold(): each.code for each in accounts}
        for problem in found.problems:
            self.plan.refuse(problem)
        self._compare(found.rows, today)

    def carry_out(self, *, actor: Actor, now: datetime) -> bool:
        """Post the difference, or note what the book refuses and return False."""
        if self.plan.errors:
            return False
        batch = Batch(self._book.id, self.plan.postings)
        for posting, sentence in batch.too_little():
            self.plan.refuse(Problem(posting.line, sentences=[sentence]))
        if self.plan.errors:
            return False
        batch.write(actor=actor, now=now)
        return True

    def _compare(self, rows: list[Balance], today: date) -> None:
        wanted = self._wanted(rows)
        present = self._present({place for place in wanted if place.party_id is not None})
        if self.plan.errors:  # what the other lines would do is worth knowing all the same
            for place in sorted(wanted):
                self._tell(place, wanted, present)
            return
        sides = []
        for place in sorted({*wanted, *present}):
            change = wanted.get(place, (0, 0))[1] - present.get(place, 0)
            if change:
                sides.append(Side(place, abs(change), is_debit=change < 0))
            self._tell(place, wanted, present)
        if sides:
            self._post(sides, today)

    def _wanted(self, rows: list[Balance]) -> dict[Place, tuple[int, int]]:
        """Return line and balance of each place that the file names."""
        wanted: dict[Place, tuple[int, int]] = {}
        for row in rows:
            try:
                place = self._place(row)
            except Unknown as problem:
                self.plan.refuse(Problem(row.line, row.account, row.party, [str(problem)]))
                continue
            if place in wanted:
                sentence = (
                    f"This account is in line {wanted[place][0]} already. Leave one of them out, "
                    "or add them up."
                )
                self.plan.refuse(Problem(row.line, row.account, row.party, [sentence]))
                continue
            wanted[place] = row.line, row.pence
            self.plan.told[row.line] = Told(row.line, place.code, row.party, "same")
        return wanted

    def _place(self, row: Balance) -> Place:
        code = self._codes.get(row.account.casefold())
        if code is None:
            near = difflib.get_close_matches(row.account.casefold(), self._codes, n=1)
            hint = f" The nearest there is: {self._codes[near[0]]}." if near else ""
            raise Unknown(
                f"The book has no account {row.account}.{hint} Correct it, or add the account to "
                "the chart first."
            )
        if not row.party:
            return money(code)
        if code not in self._per_party:
            raise Unknown(
                f"Members have no accounts of their own under {code} {self._names[code]}. Leave "
                "the member out."
            )
        return money(code, self._people.find(row.party).party_id)

    def _present(self, named: set[Place]) -> dict[Place, int]:
        """Return what stands at the end of the day; parties that are not named count together."""
        present: dict[Place, int] = defaultdict(int)
        for row in balances(self._book.id, AsAt(self._day), unit=GBP):
            own = money(row.code, row.party_id)
            present[own if own in named else money(row.code)] += row.balance
        return present

    def _tell(
        self,
        place: Place,
        wanted: Mapping[Place, tuple[int, int]],
        present: Mapping[Place, int],
    ) -> None:
        there = present.get(place, 0)
        name = f"{place.code} {self._names[place.code]}"
        if place not in wanted:
            if there:
                self.plan.warnings.append(
                    f"{name} is not in the file, so its {standing(there)} are brought to nought."
                )
            return
        line, balance = wanted[place]
        if balance != there:
            told = self.plan.told[line]
            told.verdict = "new"
            told.detail = [f"{name}: {standing(there)} → {standing(balance)}."]

    def _post(self, sides: list[Side], today: date) -> None:
        sentence = day_refusal(self._day, today=today, closed=last_closed_day(self._book.id))
        opening = opening_of(self._book.id)
        if not sentence and opening is not None:
            seq, day = opening
            sentence = (
                f"The opening balances of {written_day(day)} are in the book, as transaction "
                f"{seq}, and this file says something else. If the file is right, reverse "
                f"transaction {seq} on that day and import it again."
            )
        if sentence:
            self.plan.refuse(Problem(0, sentences=[sentence]))
            return
        natural = ("balances", self._source, self._day.isoformat())
        legs = tuple(paired(sides))
        movement = Movement(0, OPENING, self._day, "", 0)
        memo = f"{self._source}: {OPENING}"
        try:
            posting, _again = Standing(self._book.id).compared(
                natural, movement, OPENING, legs, memo
            )
        except StandsOtherwise as problem:
            self.plan.refuse(Problem(0, sentences=[str(problem)]))
            return
        if posting is not None:
            self.plan.postings.append(posting)


def _money_accounts(book_id: int) -> Sequence[Account]:
    of_chart = select(Account).where(
        Account.book_id == book_id, Account.unit == GBP, Account.party_id.is_(None)
    )
    return db.session.scalars(of_chart).all()


def standing(pence: int) -> str:
    """Return a balance with its side: £12.00 credit."""
    if not pence:
        return pounds(0)
    return f"{pounds(abs(pence))} {'credit' if pence > 0 else 'debit'}"
