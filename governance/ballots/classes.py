"""The classes of members that vote apart: by the shares they hold, or by whether they work here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from governance.infrastructure.database import db
from governance.ledger.models import ShareClass
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import book_of_key, holdings, share_classes
from governance.members.queries import at_work_on, entitled_at, members_on
from governance.motions.service.weighing import SOCIETY
from governance.reckoning.sentence import translatable

BY_SHARES, BY_WORK = "shares", "work"
WORKING, OTHERS = "work", "others"
WORK_TITLES = {
    WORKING: translatable("Members who work here"),
    OTHERS: translatable("Other members"),
}


@dataclass(frozen=True)
class VotingClass:
    """A class that votes by itself: its code, what it is called, and how many are in it.

    `outside` hold its shares and are no members, so that no ballot here asks them.
    """

    code: str
    title: str
    members: int
    outside: int = 0


def classes_on(class_by: str, day: date) -> list[VotingClass]:
    """Return the classes that have anybody in them on a day."""
    found = _share_classes(day) if class_by == BY_SHARES else _by_work(day)
    return [each for each in found if each.members or each.outside]


def number_without_a_class(class_by: str, classes: Sequence[VotingClass], day: date) -> int:
    """Return how many who may vote on a day are in none of these classes."""
    found: set[int] = set()
    for each in classes:
        found |= set(votes_of_class(class_by, each.code, day))
    return len(_entitled(day) - found)


def votes_of_class(
    class_by: str, code: str, day: date, *, known_seq: int | None = None
) -> Mapping[int, int]:
    """Return each who is of a class on a day, and of shares how many they have."""
    if class_by == BY_SHARES:
        return _holders(code, day, known_seq)
    at_work = set(db.session.scalars(at_work_on(day, known_seq=known_seq)))
    members = db.session.scalars(members_on(day, known_seq=known_seq))
    return {each: 1 for each in members if (each in at_work) == (code == WORKING)}


def _share_classes(day: date) -> list[VotingClass]:
    book = book_of_key(SOCIETY)
    if book is None:
        return []
    entitled = _entitled(day)
    return [_share_class(each, entitled, day) for each in share_classes(book.id)]


def _share_class(share_class: ShareClass, entitled: set[int], day: date) -> VotingClass:
    holders = set(_holders(share_class.code, day, None))
    members = len(holders & entitled)
    return VotingClass(share_class.code, share_class.name, members, len(holders) - members)


def _by_work(day: date) -> list[VotingClass]:
    entitled = _entitled(day)
    return [
        VotingClass(code, title, len(entitled & set(votes_of_class(BY_WORK, code, day))))
        for code, title in WORK_TITLES.items()
    ]


def _entitled(day: date) -> set[int]:
    roll = entitled_at(day).order_by(None).subquery()
    from_roll = roll.select().with_only_columns(roll.c.party_id)
    return set(db.session.scalars(from_roll))


def _holders(code: str, day: date, known_seq: int | None) -> Mapping[int, int]:
    book = book_of_key(SOCIETY)
    if book is None:
        return {}
    of_code = [each.id for each in share_classes(book.id) if each.code == code]
    return {
        each.party_id: each.units
        for class_id in of_code
        for each in holdings(book.id, AsAt(day, known_seq), share_class_id=class_id)
        if each.units
    }
