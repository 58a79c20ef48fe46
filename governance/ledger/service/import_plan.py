"""What a file would post: a transaction for each movement, or why not, line by line."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.ledger.importing.cells import Problem
from governance.ledger.importing.movements import Movement
from governance.ledger.models import Transaction
from governance.ledger.places import Leg
from governance.ledger.service.posting import content_of, legs_of
from governance.ledger.service.posting_many import Posting
from governance.ledger.units import GBP, written, written_day
from governance.reckoning.canonical import canonical

PREFIX = "import:"
OPENING = "opening balances"
Natural = tuple[Any, ...]


@dataclass
class Told:
    """What is told of a line: new, same or error, with sentences."""

    line: int
    reference: str
    holder: str
    verdict: str
    detail: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """All that a file would do."""

    postings: list[Posting] = field(default_factory=list)
    told: dict[int, Told] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    lines: int = 0

    @property
    def errors(self) -> list[Told]:
        """Lines that cannot be taken, in the file's order."""
        return [told for _line, told in sorted(self.told.items()) if told.verdict == "error"]

    def count(self, verdict: str) -> int:
        """Return how many lines there are with this verdict."""
        return sum(told.verdict == verdict for told in self.told.values())

    def refuse(self, problem: Problem) -> None:
        """Note what is wrong with a line; several sentences may come to one."""
        told = self.told.get(problem.line)
        if told is None or told.verdict != "error":
            reference = problem.reference or (told.reference if told else "")
            holder = problem.holder or (told.holder if told else "")
            told = self.told[problem.line] = Told(problem.line, reference, holder, "error")
        told.detail += [each for each in problem.sentences if each not in told.detail]

    def fingerprint(self) -> str:
        """Return a digest of all that would be posted, to tell whether it is still the same."""
        every = [[each.line, each.key, each.content] for each in self.postings]
        return hashlib.sha256(canonical([every, len(self.errors), self.lines])).hexdigest()


@dataclass(frozen=True)
class _Earlier:
    """The latest transaction under a natural key."""

    seq: int
    content: str
    times: int


class Standing:
    """What imports have posted in a book before, by natural key."""

    def __init__(self, book_id: int) -> None:
        self._book_id = book_id
        reversed_ = select(Transaction.reverses_seq).where(
            Transaction.book_id == book_id, Transaction.reverses_seq.is_not(None)
        )
        self._reversed = set(db.session.scalars(reversed_))
        self._latest: dict[str, _Earlier] = {}
        found = (
            select(Transaction.seq, Transaction.key, Transaction.content)
            .where(Transaction.book_id == book_id, Transaction.key.startswith(PREFIX))
            .order_by(Transaction.seq)
        )
        for seq, key, content in db.session.execute(found):
            natural, _, times = (key or "").removeprefix(PREFIX).partition(":")
            self._latest[natural] = _Earlier(seq, content, int(times or 1))

    def compared(
        self, natural: Natural, movement: Movement, kind: str, legs: tuple[Leg, ...], memo: str
    ) -> tuple[Posting | None, str]:
        """Return what is to be posted (None if it stands already) and a sentence of the line.

        Raises:
            StandsOtherwise: something else stands under the key.
        """
        digest = hashlib.sha256(canonical(list(natural))).hexdigest()[:40]
        content = content_of(kind, legs, movement.on, memo, None)
        earlier = self._latest.get(digest)
        key, sentence = PREFIX + digest, ""
        if earlier is not None:
            if earlier.seq not in self._reversed:
                if earlier.content == content:
                    return None, ""
                raise StandsOtherwise(_what_stands(self._book_id, earlier.seq))
            key += f":{earlier.times + 1}"
            sentence = (
                f"Transaction {earlier.seq}, posted for this line, was reversed: it is posted anew."
            )
        posting = Posting(movement.line, kind, legs, movement.on, key, memo, content)
        return posting, sentence


class StandsOtherwise(ValueError):
    """Something else was posted for the same reference."""


def day_refusal(on: date, *, today: date, closed: date | None) -> str:
    """Return why nothing can be posted on that day, or nothing."""
    if on > today:
        return f"{written_day(on)} has not come yet. Correct the day, or import it then."
    if closed is not None and on <= closed:
        return (
            f"The books are closed up to {written_day(closed)}, so nothing can be added on "
            f"{written_day(on)}. Old holdings are imported before the first close."
        )
    return ""


def opening_of(book_id: int) -> tuple[int, date] | None:
    """Return the transaction of opening balances that stands, and its day."""
    reversed_ = select(Transaction.reverses_seq).where(Transaction.reverses_seq.is_not(None))
    found = select(Transaction.seq, Transaction.effective_on).where(
        Transaction.book_id == book_id,
        Transaction.kind == OPENING,
        Transaction.seq.not_in(reversed_),
    )
    row = db.session.execute(found.order_by(Transaction.seq.desc()).limit(1)).one_or_none()
    return None if row is None else (row.seq, row.effective_on)


def ended_by_file(movements: Mapping[int, list[tuple[date, int]]]) -> dict[int, date]:
    """Return the day on which parties had given all that the file says they ever had."""
    return {
        party_id: max(day for day, _units in moves)
        for party_id, moves in movements.items()
        if not sum(units for _day, units in moves)
    }


def nets() -> dict[int, list[tuple[date, int]]]:
    """Return an empty list of what each party got and gave."""
    return defaultdict(list)


def _what_stands(book_id: int, seq: int) -> str:
    standing = db.session.get_one(Transaction, seq)
    leg = next((each for each in legs_of(seq) if each.debit.unit != GBP), None)
    what = f" of {written(leg.debit.unit, leg.amount)}" if leg else ""
    return (
        f"Transaction {seq} stands under this reference: {standing.kind}{what} on "
        f"{written_day(standing.effective_on)}. This line says something else. If the line is "
        f"right, reverse transaction {seq} and import the file again; if not, correct the line."
    )
