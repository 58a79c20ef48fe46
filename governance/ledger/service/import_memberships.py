"""Who may hold a class on a day, and recording as members those who were by an old register."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.ledger.models import Book, ShareClass
from governance.ledger.service.import_classes import Classes
from governance.ledger.service.import_people import PERSON, Known
from governance.ledger.terms import Holder
from governance.ledger.units import written_day
from governance.members.models import Party, Spell
from governance.members.service.spells import Change, lines_of, write
from governance.members.timeline import Line, paint

BINDS_AT_ONCE = 5_000
MEMBERSHIP = {"class": "member"}
SPELLS: Any = Spell.__table__


class Memberships:
    """The days on which people are members of an entity; `joining` are days still to be entered."""

    def __init__(self, book: Book, classes: Classes, party_ids: Iterable[int]) -> None:
        self._book, self._classes = book, classes
        self._lines = _membership_lines(party_ids, book.key)
        self.joining: dict[int, set[date]] = defaultdict(set)

    def refusal(self, share_class: ShareClass, known: Known, on: date, *, joins: bool) -> str:
        """Return why a party may not hold the class on that day, or nothing.

        With `joins`, whoever lacks only membership becomes a member on that day.
        """
        if self._book.party_id == known.party_id:
            return f"{self._book.name} cannot hold its own shares. Choose another holder."
        terms = self._classes.terms(share_class, on)
        line = self._lines.get(known.party_id, [])
        is_member = any(stretch.holds_on(on) for stretch in line)
        if terms.admits(party_kind=known.kind, is_member=is_member):
            return ""
        if joins and known.kind == PERSON and Holder.MEMBER in terms.may_hold:
            self.joining[known.party_id].add(on)
            return ""
        may = ", ".join(holder.replace("member", "members") for holder in terms.may_hold)
        since = min((stretch.valid_from for stretch in line), default=None)
        told = f"They are a member since {written_day(since)}. " if since and since > on else ""
        return (
            f"On {written_day(on)} they may not hold {share_class.name}: it is for {may}. {told}"
            "Correct the day, enter their membership from then, or have memberships begin with the "
            "shares: choose the columns anew."
        )

    def begin(self, ended: Mapping[int, date], *, actor: Actor, now: datetime) -> None:
        """Enter the memberships, a link for each person, in order of their first day.

        They go on until a later membership begins, until all the shares that the file tells of had
        `ended`, or on and on.
        """
        changes = _standing(self.joining)
        for change in changes:
            place = ("membership", self._book.key)
            line = change.before.get(place, [])
            for day in sorted(self.joining[change.party_id]):
                if not any(stretch.holds_on(day) for stretch in line):
                    until = _until(line, day, ended.get(change.party_id))
                    line = paint(line, day, until, dict(MEMBERSHIP))
            change.after = change.before | {place: line}
        first_days = {party_id: min(days) for party_id, days in self.joining.items()}
        changes.sort(key=lambda change: (first_days[change.party_id], change.party_id))
        write(changes, actor=actor, now=now)


def _until(line: Line, day: date, ended: date | None) -> date | None:
    later = [stretch.valid_from for stretch in line if stretch.valid_from > day]
    if later:
        return min(later)
    return None if ended is None else max(ended, day + timedelta(days=1))


def _membership_lines(party_ids: Iterable[int], key: str) -> dict[int, Line]:
    found: dict[int, Line] = {}
    for chunk in _chunks(party_ids):
        standing = select(SPELLS).where(
            SPELLS.c.party_id.in_(chunk),
            SPELLS.c.kind == "membership",
            SPELLS.c.key == key,
            SPELLS.c.superseded_seq.is_(None),
        )
        for party_id, lines in lines_of(
            db.session.execute(standing.order_by(SPELLS.c.valid_from))
        ).items():
            found[party_id] = lines["membership", key]
    return found


def _standing(party_ids: Iterable[int]) -> list[Change]:
    """Return what the register says of these parties, still unchanged."""
    changes = []
    for chunk in _chunks(party_ids):
        standing = select(SPELLS).where(
            SPELLS.c.party_id.in_(chunk), SPELLS.c.superseded_seq.is_(None)
        )
        lines = lines_of(db.session.execute(standing.order_by(SPELLS.c.valid_from)))
        parties = select(Party.id, Party.employee_ref, Party.member_number)
        for row in db.session.execute(parties.where(Party.id.in_(chunk))):
            of_party = lines.get(row.id, {})
            changes.append(
                Change(row.id, of_party, of_party, row.employee_ref or "", row.member_number)
            )
    return changes


def _chunks(party_ids: Iterable[int]) -> Iterable[list[int]]:
    every = sorted(set(party_ids))
    for start in range(0, len(every), BINDS_AT_ONCE):
        yield every[start : start + BINDS_AT_ONCE]
