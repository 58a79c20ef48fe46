"""One holder: what they hold and since when, their statement, and the register of a class."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.ledger.models import Book, ShareClass
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import (
    Holding,
    holdings,
    holdings_of,
    share_classes,
    terms_of,
)
from governance.ledger.queries.movements import Moved, dues_of, movements, since_when
from governance.ledger.queries.ownership import kinds_of, votes_of
from governance.ledger.terms import Terms
from governance.members import queries as members
from governance.record import queries as record
from governance.record.models import Link
from governance.record.verify import Anchor


@dataclass(frozen=True)
class Held:
    """What a holder has of one class; `par_pence` is what all of it is worth at par."""

    book: Book
    share_class: ShareClass
    terms: Terms
    units: int
    since: date

    @property
    def par_pence(self) -> int | None:
        par = self.share_class.par_pence
        return None if par is None else par * self.units


@dataclass(frozen=True)
class Row:
    """A movement on a statement, with what was held after it."""

    moved: Moved
    held: int


@dataclass
class ClassStatement:
    """A class on a statement: what was held before, what happened, what was held at the end."""

    share_class: ShareClass
    opening: int
    closing: int
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Statement:
    """What happened to somebody's shares and dues from a day to a day, with the record's anchor."""

    book: Book
    party_id: int
    first: date
    at: AsAt
    classes: Sequence[ClassStatement]
    dues: Sequence[Any]
    dues_before: int
    dues_after: int
    anchor: Anchor | None

    @property
    def last(self) -> date:
        return self.at.on


def held_by(party_id: int, at: AsAt) -> list[Held]:
    """Return what a party holds in every book, with the terms of the day."""
    units: dict[int, int] = defaultdict(int)
    for moved in movements(at, party_id=party_id):
        units[moved.share_class_id] += moved.change
    since = since_when(party_id, at)
    found = []
    for class_id, number in units.items():
        if number:
            share_class = db.session.get_one(ShareClass, class_id)
            book = db.session.get_one(Book, share_class.book_id)
            terms = terms_of(class_id, at.on)
            found.append(Held(book, share_class, terms, number, since[class_id]))
    return sorted(found, key=lambda each: (each.book.key, each.share_class.code))


def votes_in(book: Book, party_id: int, at: AsAt) -> int:
    """Return a party's votes in a vote of all classes of a book together."""
    classes = share_classes(book.id)
    of_book = {each.id for each in classes}
    own = [each for each in holdings_of(party_id, at) if each.share_class_id in of_book]
    return votes_of(classes, own, at).get(party_id, 0)


def statement(book: Book, party_id: int, first: date, at: AsAt) -> Statement:
    """Return a party's statement in a book from a day to the end of another."""
    moved = movements(at, party_id=party_id, book_id=book.id)
    by_class: dict[int, ClassStatement] = {}
    for each in moved:
        of_class = by_class.get(each.share_class_id)
        if of_class is None:
            share_class = db.session.get_one(ShareClass, each.share_class_id)
            of_class = by_class[each.share_class_id] = ClassStatement(share_class, 0, 0)
        of_class.closing += each.change
        if each.on < first:
            of_class.opening = of_class.closing
        else:
            of_class.rows.append(Row(each, of_class.closing))
    dues = dues_of(party_id, at, book_id=book.id)
    return Statement(
        book=book,
        party_id=party_id,
        first=first,
        at=at,
        classes=sorted(by_class.values(), key=lambda each: each.share_class.code),
        dues=[due for due in dues if due.on >= first],
        dues_before=sum(int(due.change) for due in dues if due.on < first),
        dues_after=sum(int(due.change) for due in dues),
        anchor=_anchor_of(at),
    )


def holders_of(share_class: ShareClass, at: AsAt) -> list[tuple[Holding, str, str]]:
    """Return the register of a class: each holding with its holder's name and kind, by name."""
    held = holdings(share_class.book_id, at, share_class_id=share_class.id)
    names, kinds = (
        names_of({each.party_id for each in held}),
        kinds_of(each.party_id for each in held),
    )
    rows = [(each, names[each.party_id], kinds[each.party_id]) for each in held]
    return sorted(rows, key=lambda row: (row[1].casefold(), row[0].party_id))


def names_of(party_ids: set[int]) -> Mapping[int, str]:
    """Return the name of each party; one whose name the register has not is "party 12"."""
    known = members.names_of(party_ids)
    return {party_id: known.get(party_id, f"party {party_id}") for party_id in party_ids}


def first_day_of(party_id: int) -> date | None:
    """Return the day on which a party first held a share of any book."""
    moved = movements(AsAt(date.max), party_id=party_id)
    return moved[0].on if moved else None


def _anchor_of(at: AsAt) -> Anchor | None:
    if at.known is None:
        return record.head()
    found = db.session.scalar(select(Link).where(Link.seq <= at.known).order_by(Link.seq.desc()))
    return Anchor(found.seq, found.hash) if found is not None else None
