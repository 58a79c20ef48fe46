"""Finding people in the register in its two renderings: by words, where they work, and standing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, false, func, or_, select

from governance.infrastructure.database import db
from governance.members.as_at import AsAt, EntryThen, entries_at, without_a_post_to_come
from governance.members.claims import holds_on, is_of_the_society, known_at
from governance.members.entries import folded
from governance.members.former_names import as_table, former_names
from governance.members.models import RegisterEntry, Spell
from governance.members.standing import Standing, the_suspended

PAGE_LENGTH = 50
ROWS_AT_ONCE = 2_000
LONGEST_SEARCH = 8  # words; more only make the database work


class Relation(StrEnum):
    """What somebody is to the society on the day.

    A person who is no member is one at work without membership. Of those who are neither members
    nor at work, whoever was has left and whoever is to be is to come; somebody coming back is both.
    A person known by an address or an office alone is none of these, and found among everybody.
    """

    MEMBER = "member"
    NOT_MEMBER = "not-member"
    LEFT = "left"
    TO_COME = "to-come"
    STAKEHOLDER = "stakeholder"


Listed = RegisterEntry | EntryThen


@dataclass(frozen=True)
class RegisterSearch:
    """What is looked for. `full` is the officers' rendering; the open one is of members only.

    `today` is the day that is asked about, `known` the link up to which everything is known.
    `relation` and `standing` are for the full rendering: the open one tells neither. Whoever is to
    come is found by the service or town where they are to work, which is not told until they do.
    """

    today: date
    known: int | None = field(default=None, kw_only=True)
    full: bool = False
    words: str = ""
    service: str = ""
    town: str = ""
    relation: str = ""
    standing: str = ""

    def count(self) -> int:
        """Return how many are found."""
        return db.session.scalar(self._found(func.count())) or 0

    def page(self, number: int) -> Sequence[Listed]:
        """Return one page of those found, by surname."""
        first = (number - 1) * PAGE_LENGTH
        return self._listed(self.select().offset(first).limit(PAGE_LENGTH))

    def select(self) -> Select[RegisterEntry]:
        """Select the entries found, by surname."""
        return self._found(RegisterEntry).order_by(self._sort_name, RegisterEntry.party_id)

    def in_pieces(self) -> Iterator[Sequence[Listed]]:
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
            yield self._as_listed(piece)
            after = (piece[-1].sort_name, piece[-1].party_id)
            db.session.expunge_all()

    @property
    def _sort_name(self) -> ColumnElement[str]:
        """The name that people are found and ordered by."""
        return RegisterEntry.__table__.c.sort_name

    def _found(self, *what: Any) -> Select[Any]:
        return select(*what).select_from(RegisterEntry).where(*self._conditions())

    def _listed(self, chosen: Select[RegisterEntry]) -> Sequence[Listed]:
        return self._as_listed(list(db.session.scalars(chosen)))

    def _as_listed(self, found: list[RegisterEntry]) -> Sequence[Listed]:
        """Return those found as the search shows them."""
        return [without_a_post_to_come(entry, self.today) for entry in found]

    def _conditions(self) -> list[ColumnElement[bool]]:
        conditions = [self._matches(word) for word in folded(self.words).split()[:LONGEST_SEARCH]]
        if self.service:
            conditions.append(RegisterEntry.service == self.service)
        if self.full and self.town:
            conditions.append(RegisterEntry.town == self.town)
        return conditions + self._related() + self._of_standing()

    def _matches(self, word: str) -> ColumnElement[bool]:
        entry = RegisterEntry
        is_number = word.isdecimal() and len(word) < 10
        number = entry.member_number == int(word) if is_number else false()
        name = self._sort_name.contains(word, autoescape=True)
        if not self.full:
            return or_(name, number)
        reference = func.lower(entry.employee_ref).contains(word, autoescape=True)
        return or_(name, number, entry.email.contains(word, autoescape=True), reference)

    def _is_member(self) -> ColumnElement[bool]:
        entry = RegisterEntry
        goes_on = or_(entry.member_to.is_(None), entry.member_to > self.today)
        return and_(entry.member_from.is_not(None), entry.member_from <= self.today, goes_on)

    def _is_at_work(self) -> ColumnElement[bool]:
        entry = RegisterEntry
        goes_on = or_(entry.employed_to.is_(None), entry.employed_to > self.today)
        return and_(entry.employed_from.is_not(None), entry.employed_from <= self.today, goes_on)

    def _is_either(self) -> ColumnElement[bool]:
        return or_(self._is_member(), self._is_at_work())

    def _related(self) -> list[ColumnElement[bool]]:
        if not self.full or self.relation == Relation.MEMBER:
            return [self._is_member()]
        is_person = RegisterEntry.kind == "person"
        if self.relation == Relation.STAKEHOLDER:
            return [*self._known(), ~is_person]
        if self.relation == Relation.NOT_MEMBER:
            return [is_person, ~self._is_member(), self._is_at_work()]
        if self.relation == Relation.LEFT:
            return [is_person, ~self._is_either(), self._has_been()]
        if self.relation == Relation.TO_COME:
            return [is_person, ~self._is_either(), self._is_to_come()]
        return self._known()

    def _known(self) -> list[ColumnElement[bool]]:
        """Claim that they are in the register: in that of today is also whoever is to come."""
        return []

    def _has_been(self) -> ColumnElement[bool]:
        """Claim of whoever is neither a member nor at work that they were."""
        entry = RegisterEntry
        has_ended = or_(entry.member_to <= self.today, entry.employed_to <= self.today)
        # Of the few who are to come the entry does not tell whether they come back.
        coming_back = (
            select(Spell.party_id)
            .join(entry, entry.party_id == Spell.party_id)
            .where(self._is_to_come(), _is_membership_or_work(), known_at(None))
            .where(Spell.valid_to <= self.today)
            .correlate(None)
        )
        return or_(has_ended, entry.party_id.in_(coming_back))

    def _is_to_come(self) -> ColumnElement[bool]:
        entry = RegisterEntry
        return or_(entry.member_from > self.today, entry.employed_from > self.today)

    def _of_standing(self) -> list[ColumnElement[bool]]:
        if not self.full or self.standing not in tuple(Standing):
            return []
        is_suspended = RegisterEntry.party_id.in_(the_suspended(self.today, self.known))
        is_meant = is_suspended if self.standing == Standing.SUSPENDED else ~is_suspended
        return [self._is_member(), is_meant]


class PastSearch(RegisterSearch):
    """The same in the register as it stood on the day, as known at the link.

    Who is found, in which order, and all that is said of them, is as it was known then. Names are
    those of then: whoever has married since is found under the name that they had. E-mail
    addresses are looked for as they are now. A service or a town is where they worked on the day.

    In it are those of whom anything holds since that day or an earlier one. A name and address is
    enough: it is all there is of most organisations, and it is entered with the day since which
    the society knows them. Nobody is to come in it, not even if that was known already.
    """

    def in_pieces(self) -> Iterator[Sequence[Listed]]:
        """Yield all that are found, a piece at a time: who they are is asked once for all."""
        chosen = self.select().with_only_columns(RegisterEntry.party_id)
        ids = list(db.session.scalars(chosen))
        for start in range(0, len(ids), ROWS_AT_ONCE):
            piece = ids[start : start + ROWS_AT_ONCE]
            then = entries_at(piece, AsAt(self.today, self.known))
            yield [then[party_id] for party_id in piece if party_id in then]

    @cached_property
    def _former(self) -> CTE | None:
        names = former_names(AsAt(self.today, self.known))
        return as_table(names) if names else None

    @property
    def _sort_name(self) -> ColumnElement[str]:
        present = RegisterEntry.__table__.c.sort_name
        return present if self._former is None else func.coalesce(self._former.c.sort_name, present)

    def _found(self, *what: Any) -> Select[Any]:
        found = super()._found(*what)
        if self._former is None:
            return found
        return found.outerjoin(self._former, self._former.c.party_id == RegisterEntry.party_id)

    def _as_listed(self, found: list[RegisterEntry]) -> Sequence[Listed]:
        then = entries_at([entry.party_id for entry in found], AsAt(self.today, self.known))
        return [then[entry.party_id] for entry in found if entry.party_id in then]

    def _conditions(self) -> list[ColumnElement[bool]]:
        conditions = [self._matches(word) for word in folded(self.words).split()[:LONGEST_SEARCH]]
        if self.service:
            conditions.append(self._worked("service", self.service))
        if self.full and self.town:
            conditions.append(self._worked("town", self.town))
        return conditions + self._related() + self._of_standing()

    def _is_member(self) -> ColumnElement[bool]:
        return self._has(is_of_the_society(), holds_on(self.today))

    def _is_at_work(self) -> ColumnElement[bool]:
        return self._has(Spell.kind == "employment", holds_on(self.today))

    def _is_either(self) -> ColumnElement[bool]:
        return self._has(_is_membership_or_work(), holds_on(self.today))

    def _known(self) -> list[ColumnElement[bool]]:
        return [self._has(Spell.valid_from <= self.today)]

    def _has_been(self) -> ColumnElement[bool]:
        return self._has(_is_membership_or_work(), Spell.valid_to <= self.today)

    def _is_to_come(self) -> ColumnElement[bool]:
        return false()

    def _worked(self, where: str, name: str) -> ColumnElement[bool]:
        told = Spell.data[where].as_string()
        return self._has(Spell.kind == "employment", holds_on(self.today), told == name)

    def _has(self, *claims: ColumnElement[bool]) -> ColumnElement[bool]:
        """Claim that the party has a spell of which all this is true, as known at the link."""
        having = select(Spell.party_id).where(*claims, known_at(self.known))
        return RegisterEntry.party_id.in_(having)


def services() -> list[str]:
    """Return the services that people work in, in order."""
    return _different(RegisterEntry.service)


def towns() -> list[str]:
    """Return the towns that people work in, in order."""
    return _different(RegisterEntry.town)


def contacts_of(ids: Sequence[int], on: date, known: int | None = None) -> dict[int, Any]:
    """Return what is recorded of these parties' addresses on that day."""
    found = select(Spell.party_id, Spell.data).where(
        Spell.party_id.in_(ids),
        Spell.kind == "contact",
        Spell.key == "",
        holds_on(on),
        known_at(known),
    )
    return {row.party_id: row.data or {} for row in db.session.execute(found)}


def _is_membership_or_work() -> ColumnElement[bool]:
    return or_(is_of_the_society(), Spell.kind == "employment")


def _different(column: Any) -> list[str]:
    return list(db.session.scalars(select(column).where(column != "").distinct().order_by(column)))
