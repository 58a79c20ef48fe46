"""Certificates: what brought a holder shares, whether it still stands, and whether it is genuine.

The number is the book's key (1 for the society's own) and the link of the record, and where one
transaction brought several holders shares, which of its transfers: 1/57, MyCSP/12, 1/57-3. The hash
on it is that link's, which covers every day, account and amount of the transaction.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger.models import Account, Book, ShareClass, Transfer
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import book_of_key
from governance.ledger.queries.movements import Moved, movements
from governance.ledger.units import SHARES, class_of
from governance.reckoning.certificates import Lot, Movement, lots
from governance.record.models import Link

WRITTEN = re.compile(r"\s*(.{1,20})/([1-9][0-9]{0,17})(?:-([1-9][0-9]{0,8}))?\s*")
SOCIETYS_OWN = "1"
BINDS_AT_ONCE = 1_000
ACCOUNTS: Any = Account.__table__


@dataclass(frozen=True)
class Certificate:
    """Shares that a transaction brought a holder: how many, and how many of them are left."""

    number: str
    book: Book
    share_class: ShareClass
    party_id: int
    kind: str
    on: date
    units: int
    left: int
    ended_by: tuple[int, ...]
    is_reversed: bool
    seq: int
    hash: str
    recorded_at: datetime

    @property
    def stands(self) -> bool:
        """Whether any of its shares are still the holder's."""
        return self.left > 0

    @property
    def path(self) -> dict[str, str]:
        """The number in the parts that its address has."""
        book, _, number = self.number.rpartition("/")
        return {"book": book, "number": number}


def certificates_of(party_id: int, at: AsAt, *, book_id: int | None = None) -> list[Certificate]:
    """Return a holder's certificates, the newest first: those that stand, and the others."""
    moved = movements(at, party_id=party_id, book_id=book_id)
    by_class: dict[int, list[Moved]] = defaultdict(list)
    for each in moved:
        by_class[each.share_class_id].append(each)
    found = [(each, lot) for of_class in by_class.values() for each, lot in _with_lots(of_class)]
    links = _links(each.seq for each, _lot in found)
    shared = _shared(each.seq for each, _lot in found)
    made = [_certificate(each, lot, links, shared) for each, lot in found]
    return sorted(made, key=lambda each: (each.on, each.seq), reverse=True)


def certificate(number: str, at: AsAt) -> Certificate | None:
    """Return the certificate of that number, as it stands at the end of a day, or None."""
    written = WRITTEN.fullmatch(number)
    if written is None:
        return None
    key = written[1].strip()
    of_book = book_of_key("" if key == SOCIETYS_OWN else key)
    if of_book is None:
        return None
    credited = _credited(of_book.id, int(written[2]), written[3])
    if len(credited) != 1:
        return None
    [(party_id, unit)] = credited
    own = certificates_of(party_id, at, book_id=of_book.id)
    found = [each for each in own if each.seq == int(written[2])]
    return next((each for each in found if each.share_class.id == class_of(unit)), None)


def lots_of_book(book_id: int, at: AsAt) -> list[tuple[Moved, Lot]]:
    """Return what every transaction of a book brought to whom, and what took it again."""
    by_holding: dict[tuple[int, int], list[Moved]] = defaultdict(list)
    for each in movements(at, book_id=book_id):
        by_holding[each.party_id, each.share_class_id].append(each)
    found = [pair for own in by_holding.values() for pair in _with_lots(own)]
    return sorted(found, key=lambda pair: (pair[0].on, pair[0].seq, pair[0].n))


def is_genuine(found: Certificate, hash_on_it: str) -> bool:
    """Say whether the hash that a certificate bears is that of its link."""
    return re.sub(r"\s", "", hash_on_it).lower() == found.hash


def _credited(book_id: int, seq: int, n: str | None) -> set[tuple[int, str]]:
    """Return the (party, unit) to which a transaction, or one transfer of it, brought shares."""
    found = (
        select(ACCOUNTS.c.party_id, ACCOUNTS.c.unit)
        .join(Transfer, Transfer.credit_id == ACCOUNTS.c.id)
        .where(
            Transfer.seq == seq,
            Transfer.book_id == book_id,
            ACCOUNTS.c.code == charts.HELD,
            ACCOUNTS.c.unit.like(f"{SHARES}%"),
        )
    )
    if n is not None:
        found = found.where(Transfer.n == int(n))
    return {(row.party_id, row.unit) for row in db.session.execute(found.distinct().limit(2))}


def _with_lots(of_class: list[Moved]) -> Iterable[tuple[Moved, Lot]]:
    by_seq = {each.seq: each for each in of_class}
    counted = [Movement(each.seq, each.on, each.change, each.reverses) for each in of_class]
    return ((by_seq[lot.seq], lot) for lot in lots(counted))


def _certificate(
    moved: Moved, lot: Lot, links: Mapping[int, Link], shared: frozenset[int]
) -> Certificate:
    book = db.session.get_one(Book, moved.book_id)
    number = f"{book.key or SOCIETYS_OWN}/{moved.seq}"
    link = links[moved.seq]
    return Certificate(
        number=f"{number}-{moved.n}" if moved.seq in shared else number,
        book=book,
        share_class=db.session.get_one(ShareClass, moved.share_class_id),
        party_id=moved.party_id,
        kind=moved.kind,
        on=moved.on,
        units=lot.units,
        left=lot.left,
        ended_by=lot.ended_by,
        is_reversed=lot.is_reversed,
        seq=moved.seq,
        hash=link.hash,
        recorded_at=link.recorded_at,
    )


def _links(seqs: Iterable[int]) -> dict[int, Link]:
    found: dict[int, Link] = {}
    wanted = sorted(set(seqs))
    for start in range(0, len(wanted), BINDS_AT_ONCE):
        links = select(Link).where(Link.seq.in_(wanted[start : start + BINDS_AT_ONCE]))
        found.update((link.seq, link) for link in db.session.scalars(links))
    return found


def _shared(seqs: Iterable[int]) -> frozenset[int]:
    """Return those transactions that brought shares to more than one holding."""
    wanted, found = sorted(set(seqs)), set[int]()
    for start in range(0, len(wanted), BINDS_AT_ONCE):
        several = (
            select(Transfer.seq)
            .join(ACCOUNTS, ACCOUNTS.c.id == Transfer.credit_id)
            .where(
                Transfer.seq.in_(wanted[start : start + BINDS_AT_ONCE]),
                ACCOUNTS.c.code == charts.HELD,
                ACCOUNTS.c.unit.like(f"{SHARES}%"),
                ACCOUNTS.c.party_id.is_not(None),
            )
            .group_by(Transfer.seq)
            .having(func.count(Transfer.credit_id.distinct()) > 1)
        )
        found.update(db.session.scalars(several))
    return frozenset(found)
