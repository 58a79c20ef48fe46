"""Posting thousands of transactions at once: a link each, and everything else in few statements.

What `posting.post` asks the database for each one is asked here for all of them together, under the
one lock. What it refuses is told for each posting instead, so that a file can be corrected whole.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.ledger.events import TransactionPosted
from governance.ledger.models import Account, Transaction, Transfer
from governance.ledger.places import Leg, Place
from governance.ledger.service.account_search import accounts_at, chart_accounts, row_for
from governance.ledger.service.floors import end_of_day_changes, sign_of
from governance.ledger.service.opening import told
from governance.ledger.service.posting import sealed_memo
from governance.ledger.units import written, written_day
from governance.record import service as record

ROWS_AT_ONCE = 5_000
Days = dict[date, int]
_HEADER: Any = insert(Transaction.__table__)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Posting:
    """A transaction to be posted, and the line of the file that asks for it."""

    line: int
    kind: str
    legs: tuple[Leg, ...]
    on: date
    key: str
    memo: str
    content: str


class Batch:
    """Postings in order of their days, with the accounts they need and what stands in these."""

    def __init__(self, book_id: int, postings: Sequence[Posting]) -> None:
        self.book_id = book_id
        self.postings = sorted(postings, key=lambda each: (each.on, each.line))
        self.first_seq = record.claim()
        self._opened: dict[int, list[Any]] = {}
        self.accounts = self._found_or_opened()
        self.before = self._before()

    def too_little(self) -> Iterator[tuple[Posting, str]]:
        """Yield each posting by which an account would fall below nought, on its day or later."""
        changes = self._changes()
        for place, (account, moves) in changes.items():
            if account.floored:
                yield from _below_nought(account, place, self.before.get(account.id, {}), moves)

    def write(self, *, actor: Actor, now: datetime) -> None:
        """Write the transfers, then each header that seals its own, with its link."""
        transfers: list[dict[str, Any]] = []
        headers: list[dict[str, Any]] = []
        links: list[TransactionPosted] = []
        for seq, posting in enumerate(self.postings, start=self.first_seq):
            salt, digest = sealed_memo(posting.memo)
            legs = [
                [self.accounts[leg.debit].id, self.accounts[leg.credit].id, leg.amount]
                for leg in posting.legs
            ]
            transfers += _transfer_rows(self.book_id, seq, posting.on, legs)
            headers.append(_header(self.book_id, seq, posting, salt, digest))
            links.append(self._link(seq, posting, digest, legs, actor=actor, now=now))
        for start in range(0, len(transfers), ROWS_AT_ONCE):
            db.session.execute(insert(Transfer), transfers[start : start + ROWS_AT_ONCE])
        if not links:
            return
        # The database takes a header only together with the very next link (migration 0005).
        connection, first = db.session.connection(), self.first_seq
        record.append_many(
            links, before_each=lambda seq: connection.execute(_HEADER, headers[seq - first])
        )

    def _found_or_opened(self) -> dict[Place, Any]:
        places = {place for each in self.postings for leg in each.legs for place in _places_of(leg)}
        chart = chart_accounts(self.book_id)
        found = accounts_at(self.book_id, sorted(places, key=_in_order), chart)
        needed_by: dict[Place, int] = {}
        for seq, posting in enumerate(self.postings, start=self.first_seq):
            for leg in posting.legs:
                for place in _places_of(leg):
                    if place not in found:
                        needed_by.setdefault(place, seq)
        if not needed_by:
            return found
        _open(needed_by, chart)
        added = accounts_at(self.book_id, sorted(needed_by, key=_in_order), chart)
        for place, account in added.items():
            self._opened.setdefault(needed_by[place], []).append(account)
        return found | added

    def _before(self) -> dict[int, Days]:
        """Return what stands in the floored accounts that were there before, from day to day."""
        if not self.postings:
            return {}
        new = {account.id for opened in self._opened.values() for account in opened}
        ids = [each.id for each in self.accounts.values() if each.floored and each.id not in new]
        return dict(end_of_day_changes(ids, self.postings[0].on))

    def _changes(self) -> dict[Place, tuple[Any, list[tuple[Posting, int]]]]:
        found: dict[Place, tuple[Any, list[tuple[Posting, int]]]] = {}
        for posting in self.postings:
            for leg in posting.legs:
                for place, change in ((leg.debit, -leg.amount), (leg.credit, leg.amount)):
                    account = self.accounts[place]
                    moves = found.setdefault(place, (account, []))[1]
                    moves.append((posting, change * sign_of(account)))
        return found

    def _link(
        self, seq: int, posting: Posting, digest: str, legs: list[list[int]], *,
        actor: Actor, now: datetime,
    ) -> TransactionPosted:  # fmt: skip
        return TransactionPosted(
            at=now,
            by=actor.party_id,
            book_id=self.book_id,
            transaction_kind=posting.kind,
            effective_on=posting.on,
            key=posting.key,
            reverses=None,
            memo_digest=digest,
            content=posting.content,
            opened=[told(account) for account in self._opened.get(seq, ())],
            transfers=legs,
        )


def _open(needed_by: Mapping[Place, int], chart: Mapping[Place, Any]) -> None:
    """Open the accounts of parties, each by the link that is the first to need it."""
    rows = [
        row_for(chart[Place(place.unit, place.code)], place, seq)
        for place, seq in needed_by.items()
    ]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        db.session.execute(insert(Account), rows[start : start + ROWS_AT_ONCE])


def _places_of(leg: Leg) -> tuple[Place, Place]:
    return leg.debit, leg.credit


def _in_order(place: Place) -> tuple[str, str, int]:
    return place.unit, place.code, place.party_id or 0


def _below_nought(
    account: Any, place: Place, before: Days, moves: Sequence[tuple[Posting, int]]
) -> Iterator[tuple[Posting, str]]:
    """Yield who is to blame, if the account falls below nought at the end of a day: once."""
    days: Days = defaultdict(int)
    for day, change in before.items():
        days[day] += change * sign_of(account)
    for posting, change in moves:
        days[posting.on] += change
    balance = 0
    for day in sorted(days):
        balance += days[day]
        if balance < 0:
            posting, change = [told for told in moves if told[1] < 0 and told[0].on <= day][-1]
            there, asked = max(balance - change, 0), -change
            yield (
                posting,
                f"There would not be enough: {written(place.unit, there)} on {written_day(day)}, "
                f"and {written(place.unit, asked)} were asked for. Correct the number or the day, "
                "or add the line by which the rest came.",
            )
            return


def _transfer_rows(
    book_id: int, seq: int, on: date, legs: Sequence[Sequence[int]]
) -> list[dict[str, Any]]:
    return [
        {
            "seq": seq,
            "n": number,
            "book_id": book_id,
            "debit_id": debit,
            "credit_id": credit,
            "amount": amount,
            "effective_on": on,
        }
        for number, (debit, credit, amount) in enumerate(legs, start=1)
    ]


def _header(
    book_id: int, seq: int, posting: Posting, salt: str | None, digest: str
) -> dict[str, Any]:
    return {
        "seq": seq,
        "book_id": book_id,
        "kind": posting.kind,
        "effective_on": posting.on,
        "key": posting.key,
        "reverses_seq": None,
        "transfers": len(posting.legs),
        "content": posting.content,
        "memo": posting.memo,
        "salt": salt,
        "memo_digest": digest,
    }
