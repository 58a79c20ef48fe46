"""What the register stores about a party, and its erasure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, or_, select, update

from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of
from governance.members import entries, queries
from governance.members.inspection_models import InspectionRequest, RegisterAccess
from governance.members.models import ImportBatch, ImportRow, Party, RegisterEntry, Spell
from governance.members.service.spells import lines_of
from governance.reckoning.calendar import years_after
from governance.reckoning.statutes import (
    FORMER_MEMBER_RETENTION_YEARS,
    STAFF_RETENTION_YEARS,
    Figure,
)

SPELLS = {
    "contact": "Your name and addresses",
    "membership": "Your membership",
    "employment": "Your work here",
    "office": "Offices you have held",
    "restriction": "Suspensions",
}
FIELDS = ("key", "valid_from", "valid_to", "data", "recorded_seq", "superseded_seq", "digest")
NO_WORDS = {"data": None, "salt": None}


class Register:
    """Keeper of the register."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield the party itself and its spells, those that were corrected since too."""
        party = db.session.get_one(Party, party_id)
        yield Held(
            title="You in the register",
            why="The law has a society keep a register of its members (2014 Act, section 30).",
            kept="Your number is kept for good; it is never given to anybody else.",
            rows=(row_of(party, "id", "kind", "member_number", "source", "employee_ref"),),
        )
        of_party = select(Spell).where(Spell.party_id == party_id)
        spells = db.session.scalars(of_party.order_by(Spell.kind, Spell.id)).all()
        for kind, title in SPELLS.items():
            rows = tuple(row_of(spell, *FIELDS) for spell in spells if spell.kind == kind)
            if rows:
                yield Held(title, _why(kind), _kept(kind), rows)
        told = _lines_of_files(db.session.get_one(Party, party_id))
        if told:
            yield Held(
                title="Lines of files of staff",
                why="To show what each file changed.",
                kept="Erased with the rest of your entry.",
                rows=told,
            )

        yield from _who_looked_and_what_was_asked(party_id)

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Yield why the entry must still be kept."""
        entry = queries.entry(party_id)
        if entry is None:
            return
        if entry.member_from and (entry.member_to is None or entry.member_to > today):
            yield "They are a member."
        elif entry.member_to:
            until = years_after(entry.member_to, _years(FORMER_MEMBER_RETENTION_YEARS, today))
            if until > today:
                yield f"A former member's entry is kept until {_written(until)}."
        if entry.employed_from and (entry.employed_to is None or entry.employed_to > today):
            yield "They work here."
        elif entry.employed_to:
            until = years_after(entry.employed_to, _years(STAFF_RETENTION_YEARS, today))
            if until > today:
                yield f"What is known of their work here is kept until {_written(until)}."

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Erase names, addresses and all other words of the party's spells, old ones too."""
        party = db.session.get_one(Party, party_id)
        erased = _count(
            update(Spell).where(Spell.party_id == party_id, _has_words()).values(**NO_WORDS)
        )
        erased += _count(delete(ImportRow).where(_of_party(party)))
        erased += _count(
            update(InspectionRequest)
            .where(InspectionRequest.party_id == party_id, InspectionRequest.salt.is_not(None))
            .values(words=None, salt=None)
            .execution_options(synchronize_session=False)
        )
        party.employee_ref = None
        db.session.flush()
        _renew_entry(party)
        return erased


def _who_looked_and_what_was_asked(party_id: int) -> Iterator[Held]:
    looked = select(RegisterAccess).where(RegisterAccess.subject_id == party_id)
    asked = select(InspectionRequest).where(InspectionRequest.party_id == party_id)
    found = {
        "Who looked at your entry": [
            row_of(row, "at", "by_id", "what", "on_day")
            for row in db.session.scalars(looked.order_by(RegisterAccess.id))
        ],
        "Your requests to inspect the register": [
            row_of(row, "received_on", "due_on", "state", "words")
            for row in db.session.scalars(asked.order_by(InspectionRequest.id))
        ],
    }
    for title, rows in found.items():
        if rows:
            why = "To show that the register is read only by those who may."
            yield Held(title, why, _kept("contact"), tuple(rows))


def due_for_erasure(today: date, *, most: int) -> list[int]:
    """Return parties whose terms in the register have run out and whose words are still there."""
    member_before = years_after(today, -_years(FORMER_MEMBER_RETENTION_YEARS, today))
    staff_before = years_after(today, -_years(STAFF_RETENTION_YEARS, today))
    entry = RegisterEntry
    ended = (
        or_(entry.member_from.is_(None), entry.member_to <= member_before),
        or_(entry.employed_from.is_(None), entry.employed_to <= staff_before),
        or_(entry.member_from.is_not(None), entry.employed_from.is_not(None)),
    )
    words = exists().where(Spell.party_id == entry.party_id, _has_words())
    found = select(entry.party_id).where(*ended, words).order_by(entry.party_id).limit(most)
    return list(db.session.scalars(found))


def _has_words() -> ColumnElement[bool]:
    return Spell.salt.is_not(None)


def _renew_entry(party: Party) -> None:
    spells = Spell.__table__
    standing = select(spells).where(
        spells.c.party_id == party.id, spells.c.superseded_seq.is_(None)
    )
    lines = lines_of(db.session.execute(standing.order_by(spells.c.valid_from)))
    entry = db.session.get(RegisterEntry, party.id)
    if entry is None:
        return
    renewed = entries.row(
        party.id,
        number=party.member_number,
        employee_ref="",
        lines=lines.get(party.id, {}),
        today=date.max,
    )
    for name, value in renewed.items():
        setattr(entry, name, value)
    db.session.flush()


def _of_party(party: Party) -> ColumnElement[bool]:
    batches = select(ImportBatch.id).where(ImportBatch.source == party.source)
    return (ImportRow.employee_ref == (party.employee_ref or "-")) & ImportRow.batch_id.in_(batches)


def _lines_of_files(party: Party) -> tuple[dict[str, object], ...]:
    found = select(ImportRow).where(_of_party(party)).order_by(ImportRow.batch_id)
    fields = ("batch_id", "line", "employee_ref", "name", "verdict", "detail")
    return tuple(row_of(row, *fields) for row in db.session.scalars(found))


def _count(statement: Any) -> int:
    done: Any = db.session.execute(statement)
    return int(done.rowcount)


def _years(figure: Figure, today: date) -> int:
    return figure.on(today)


def _why(kind: str) -> str:
    return {
        "contact": "To know you, to write to you, and because the law asks for your address.",
        "membership": "To know who may vote, and since when you are a member.",
        "employment": "To know who may join, and in which service you work.",
        "office": "The law has a register of officers.",
        "restriction": "To know who may not vote for a while.",
    }[kind]


def _kept(kind: str) -> str:
    if kind == "employment":
        return "Six years after you leave; then the words are erased and the days stay."
    return "Ten years after your membership ends; then the words are erased and the days stay."


def _written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
