"""What the register stores about a party, and its erasure."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, or_, select, update

from governance.infrastructure.database import db
from governance.infrastructure.held import Held, plain, row_of
from governance.members import entries
from governance.members.access_log import looks_at_lists
from governance.members.inspection_models import InspectionAnswer, InspectionRequest, RegisterAccess
from governance.members.look_words import told
from governance.members.models import ImportBatch, ImportRow, Party, RegisterEntry, Spell
from governance.members.service.spells import lines_of
from governance.reckoning.calendar import years_after
from governance.reckoning.rules.kinds.records import RecordRules
from governance.rulebook.queries import rules_on

Years = Callable[[RecordRules, date], int]

LISTS_TOLD = 100
SPELLS = {
    "contact": "Your name and addresses",
    "membership": "Your membership",
    "employment": "Your work here",
    "office": "Offices you have held",
    "restriction": "Suspensions",
}
# Of any legal entity's: kind of spell -> how long after its end, what is said until and since then.
KEPT_AFTER: dict[str, tuple[Years, str, str]] = {
    "membership": (
        RecordRules.years_of_former_members,
        "They are a member.",
        "A former member's entry is kept",
    ),
    "office": (
        RecordRules.years_of_former_members,
        "They hold an office.",
        "A former officer's entry is kept",
    ),
    "employment": (
        RecordRules.years_of_staff,
        "They work here.",
        "What is known of their work here is kept",
    ),
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
        lines = _lines_of_files(db.session.get_one(Party, party_id))
        if lines:
            yield Held(
                title="Lines of files of staff",
                why="To show what each file changed.",
                kept="Erased with the rest of your entry.",
                rows=lines,
            )

        yield from _who_looked_and_what_was_asked(party_id)

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Yield why the entry must still be kept."""
        rules = rules_on(today).of(RecordRules)
        for kind, (years, now, later) in KEPT_AFTER.items():
            ended = _last_end(party_id, kind)
            if ended is None:
                continue
            if ended > today:
                yield now
                continue
            until = years_after(ended, years(rules, today))
            if until > today:
                yield f"{later} until {_written(until)}."

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
        erased += _count(
            update(InspectionAnswer)
            .where(
                InspectionAnswer.request_id.in_(_requests_of(party_id)),
                InspectionAnswer.salt.is_not(None),
            )
            .values(words=None, salt=None)
            .execution_options(synchronize_session=False)
        )
        party.employee_ref = None
        db.session.flush()
        _renew_entry(party)
        return erased


def _requests_of(party_id: int) -> Select[int]:
    return select(InspectionRequest.id).where(InspectionRequest.party_id == party_id)


def _who_looked_and_what_was_asked(party_id: int) -> Iterator[Held]:
    looked = select(RegisterAccess).where(RegisterAccess.subject_id == party_id)
    asked = select(InspectionRequest).where(InspectionRequest.party_id == party_id)
    answers = select(InspectionAnswer).where(
        InspectionAnswer.request_id.in_(_requests_of(party_id))
    )
    found = {
        "Who looked at your entry, shares and cases": [
            row_of(row, "at", "by_id", "what", "title", "on_day")
            for row in db.session.scalars(looked.order_by(RegisterAccess.id))
        ],
        "Who looked at lists in which you may be, the latest": [
            {"day": plain(each.on), "by": each.by, "list": told(each), "times": each.times}
            for each in looks_at_lists(party_id, most=LISTS_TOLD)
        ],
        "Your requests to inspect the register": [
            row_of(row, "received_on", "due_on", "state", "words")
            for row in db.session.scalars(asked.order_by(InspectionRequest.id))
        ],
        "How they were answered": [
            row_of(row, "request_id", "state", "answered_on", "words")
            for row in db.session.scalars(answers.order_by(InspectionAnswer.id))
        ],
    }
    for title, rows in found.items():
        if rows:
            why = "To show that the register is read only by those who may."
            yield Held(title, why, _kept("contact"), tuple(rows))


def names_borne(party_id: int) -> set[str]:
    """Return every name that the register has had for a party, folded: as told, and in full."""
    contacts = select(Spell.data).where(Spell.party_id == party_id, Spell.kind == "contact")
    names: set[str] = set()
    for contact in filter(None, db.session.scalars(contacts)):
        in_full = f"{contact.get('first_name') or ''} {contact.get('surname') or ''}"
        names |= {entries.folded(entries.display_name(contact)), entries.folded(in_full)}
    return names - {"", entries.folded(entries.NO_NAME)}


def names_any(text: str, names: Iterable[str]) -> bool:
    """Say whether a text has one of these folded names in it, as whole words."""
    either = "|".join(re.escape(name) for name in names)
    return bool(either) and bool(re.search(rf"(?<!\w)(?:{either})(?!\w)", entries.folded(text)))


def due_for_erasure(today: date, *, most: int) -> list[int]:
    """Return parties whose terms in the register have run out and whose words are still there."""
    entry, standing = RegisterEntry, (Spell.party_id == RegisterEntry.party_id, _stands())
    was_here = exists().where(*standing, Spell.kind.in_(KEPT_AFTER))
    still_kept = exists().where(*standing, or_(*_kept_kinds(today)))
    words = exists().where(Spell.party_id == entry.party_id, _has_words())
    found = select(entry.party_id).where(words, was_here, ~still_kept)
    return list(db.session.scalars(found.order_by(entry.party_id).limit(most)))


def _kept_kinds(today: date) -> Iterator[ColumnElement[bool]]:
    """Yield, for each kind, that a spell of it goes on or ended too short a time ago."""
    rules = rules_on(today).of(RecordRules)
    for kind, (years, *_words) in KEPT_AFTER.items():
        before = years_after(today, -years(rules, today))
        goes_on = or_(Spell.valid_to.is_(None), Spell.valid_to > before)
        yield (Spell.kind == kind) & goes_on


def _last_end(party_id: int, kind: str) -> date | None:
    """Return when the last of the party's spells of a kind ends; far ahead if it does not."""
    ends = select(Spell.valid_to).where(Spell.party_id == party_id, Spell.kind == kind, _stands())
    return max((end or date.max for end in db.session.scalars(ends)), default=None)


def _stands() -> ColumnElement[bool]:
    return Spell.superseded_seq.is_(None)


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
        kind=party.kind,
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
        return (
            "As long after you leave as the rules on records say; then the words are erased and the"
            " days stay."
        )
    return (
        "As long after your membership ends as the rules on records say; then the words are erased"
        " and the days stay."
    )


def _written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
