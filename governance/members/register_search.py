"""Finding people in the register: by words, service, town and standing, in its two renderings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from governance.infrastructure.database import db
from governance.members.entries import folded
from governance.members.models import RegisterEntry, Spell

PAGE_LENGTH = 50
ROWS_AT_ONCE = 2_000
LONGEST_SEARCH = 8  # words; more only make the database work


class Standing(StrEnum):
    """What a person is to the society today."""

    MEMBER = "member"
    NOT_MEMBER = "not-member"
    LEFT = "left"
    STAKEHOLDER = "stakeholder"


@dataclass(frozen=True)
class RegisterSearch:
    """What is looked for. `full` is the officers' rendering; the open one is of members only."""

    today: date
    full: bool = False
    words: str = ""
    service: str = ""
    town: str = ""
    standing: str = ""

    def count(self) -> int:
        """Return how many are found."""
        counted = select(func.count()).select_from(RegisterEntry).where(*self._conditions())
        return db.session.scalar(counted) or 0

    def page(self, number: int) -> list[RegisterEntry]:
        """Return one page of those found, by surname."""
        first = (number - 1) * PAGE_LENGTH
        return list(db.session.scalars(self.select().offset(first).limit(PAGE_LENGTH)))

    def select(self) -> Select[RegisterEntry]:
        """Select the entries found, by surname."""
        in_order = (RegisterEntry.sort_name, RegisterEntry.party_id)
        return select(RegisterEntry).where(*self._conditions()).order_by(*in_order)

    def in_pieces(self) -> Iterator[list[RegisterEntry]]:
        """Yield all that are found, a piece at a time, for a file of 80,000."""
        after: tuple[str, int] = ("", 0)
        while True:
            further = or_(
                RegisterEntry.sort_name > after[0],
                and_(RegisterEntry.sort_name == after[0], RegisterEntry.party_id > after[1]),
            )
            piece = list(db.session.scalars(self.select().where(further).limit(ROWS_AT_ONCE)))
            if not piece:
                return
            yield piece
            after = (piece[-1].sort_name, piece[-1].party_id)
            db.session.expunge_all()

    def _conditions(self) -> list[ColumnElement[bool]]:
        conditions = [self._matches(word) for word in folded(self.words).split()[:LONGEST_SEARCH]]
        if self.service:
            conditions.append(RegisterEntry.service == self.service)
        if self.full and self.town:
            conditions.append(RegisterEntry.town == self.town)
        return conditions + self._standing()

    def _matches(self, word: str) -> ColumnElement[bool]:
        entry = RegisterEntry
        is_number = word.isdecimal() and len(word) < 10
        number = entry.member_number == int(word) if is_number else false()
        name = entry.sort_name.contains(word, autoescape=True)
        if not self.full:
            return or_(name, number)
        reference = func.lower(entry.employee_ref).contains(word, autoescape=True)
        return or_(name, number, entry.email.contains(word, autoescape=True), reference)

    def _standing(self) -> list[ColumnElement[bool]]:
        entry = RegisterEntry
        is_member = and_(
            entry.member_from.is_not(None),
            entry.member_from <= self.today,
            or_(entry.member_to.is_(None), entry.member_to > self.today),
        )
        has_left = and_(entry.employed_to.is_not(None), entry.employed_to <= self.today)
        if not self.full or self.standing == Standing.MEMBER:
            return [is_member]
        is_staff = entry.kind == "person"
        if self.standing == Standing.STAKEHOLDER:
            return [~is_staff]
        if self.standing == Standing.NOT_MEMBER:
            return [is_staff, ~func.coalesce(is_member, false()), ~func.coalesce(has_left, false())]
        return [is_staff, has_left] if self.standing == Standing.LEFT else []


def services() -> list[str]:
    """Return the services that people work in, in order."""
    return _different(RegisterEntry.service)


def towns() -> list[str]:
    """Return the towns that people work in, in order."""
    return _different(RegisterEntry.town)


def contacts_of(ids: Sequence[int], on: date) -> dict[int, dict[str, Any]]:
    """Return what is recorded of these parties' addresses on that day."""
    found = select(Spell.party_id, Spell.data).where(
        Spell.party_id.in_(ids),
        Spell.kind == "contact",
        Spell.key == "",
        Spell.superseded_seq.is_(None),
        Spell.valid_from <= on,
        or_(Spell.valid_to.is_(None), Spell.valid_to > on),
    )
    return {row.party_id: row.data or {} for row in db.session.execute(found)}


def suspended_among(ids: Sequence[int], on: date) -> set[int]:
    """Return which of these parties are suspended on that day."""
    found = select(Spell.party_id).where(
        Spell.party_id.in_(ids),
        Spell.kind == "restriction",
        Spell.superseded_seq.is_(None),
        Spell.valid_from <= on,
        or_(Spell.valid_to.is_(None), Spell.valid_to > on),
    )
    return set(db.session.scalars(found))


def _different(column: Any) -> list[str]:
    return list(db.session.scalars(select(column).where(column != "").distinct().order_by(column)))
