"""The register's rows are outside the chain: each spell and number agrees with its link.

Covered by links: every spell's days and the digest of its words, which link superseded it, every
member number, the kind of each stakeholder, the society's legal details. The register entries are
then compared with the spells.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.members import entries
from governance.members.events import RegisterChanged, SocietySetUp, StakeholderEntered
from governance.members.models import Party, RegisterEntry, Society, Spell
from governance.members.service.parties import STAKEHOLDERS
from governance.members.service.spells import lines_of
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

SOCIETY, NUMBER, RECORDED, SUPERSEDED, STAKEHOLDER = (
    "society", "member number", "spell", "superseded spell", "kind of party",
)  # fmt: skip
PARTIES_AT_ONCE = 2_000
Key = tuple[Any, ...]


class Register:
    """The register of members."""

    title = "the register of members"
    kinds = frozenset({RegisterChanged.kind, SocietySetUp.kind, StakeholderEntered.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each row that is not as its link says, and each entry that is not as its spells."""
        yield from compared(
            facts, what="row of the register", sealed=_sealed, rows=_rows, total=_total
        )
        yield from _entries_astray()


def _sealed(fact: Fact) -> Iterable[tuple[Key, Any]]:
    said = fact.payload
    if fact.kind == SocietySetUp.kind:
        details = ("name", "legal_name", "legal_form", "registered_number")
        yield (SOCIETY, 1), tuple(said[name] for name in details)
        return
    party = said["party_id"]
    if fact.kind == StakeholderEntered.kind:
        yield (STAKEHOLDER, party), said["party_kind"]
        return
    if said["member_number"] is not None:
        yield (NUMBER, party), said["member_number"]
    for kind, key, begins, ends, words in said["recorded"]:
        yield (RECORDED, party, kind, key, begins, fact.seq), (ends, words)
    for kind, key, begins, recorded_seq in said["superseded"]:
        yield (SUPERSEDED, party, kind, key, begins, recorded_seq), fact.seq


def _rows(keys: Sequence[Key]) -> Mapping[Key, Any]:
    found: dict[Key, Any] = {}
    society = db.session.get(Society, 1)
    if society is not None:
        legal = (society.legal_name, society.legal_form, society.registered_number)
        found[SOCIETY, 1] = (society.name, *legal)
    numbered = [key[1] for key in keys if key[0] == NUMBER]
    numbers = select(Party.id, Party.member_number).where(Party.id.in_(numbered))
    found.update(((NUMBER, row.id), row.member_number) for row in db.session.execute(numbers))
    others = [key[1] for key in keys if key[0] == STAKEHOLDER]
    kinds = select(Party.id, Party.kind).where(Party.id.in_(others))
    found.update(((STAKEHOLDER, row.id), row.kind) for row in db.session.execute(kinds))
    links = {key[5] for key in keys if key[0] in (RECORDED, SUPERSEDED)}
    spells = Spell.__table__
    for row in db.session.execute(select(spells).where(spells.c.recorded_seq.in_(links))):
        begins = row.valid_from.isoformat()
        place = (row.party_id, row.kind, row.key, begins, row.recorded_seq)
        ends = row.valid_to.isoformat() if row.valid_to else None
        found[RECORDED, *place] = (ends, _words(row))
        if row.superseded_seq is not None:
            found[SUPERSEDED, *place] = row.superseded_seq
    return found


def _words(row: Any) -> str:
    """Make the digest anew from the words; of erased ones only the digest is left."""
    if row.data is None and row.salt is None:
        return str(row.digest)
    anew = digest(["v1", row.salt, row.data])
    return anew if anew == row.digest else "the words and their digest differ"


def _total() -> int:
    """Count what links should know of: spells, supersessions, numbers, kinds, the society."""
    spells = func.count() + func.count(Spell.superseded_seq)
    rows = db.session.scalar(select(spells).select_from(Spell)) or 0
    numbers = db.session.scalar(select(func.count(Party.member_number))) or 0
    entered = select(func.count(Party.id)).where(Party.source == STAKEHOLDERS)
    numbers += db.session.scalar(entered) or 0
    return rows + numbers + (db.session.scalar(select(func.count(Society.id))) or 0)


def _entries_astray() -> Iterator[Fault]:
    """Yield a fault for each entry that its party's spells do not bear out."""
    after = 0
    while True:
        parties = list(
            db.session.execute(
                select(Party.id, Party.kind, Party.member_number, Party.employee_ref)
                .where(Party.id > after)
                .order_by(Party.id)
                .limit(PARTIES_AT_ONCE)
            )
        )
        if not parties:
            return
        first, after = parties[0].id, parties[-1].id
        yield from _compare(parties, first, after)


def _compare(parties: Sequence[Any], first: int, last: int) -> Iterator[Fault]:
    spells, table = Spell.__table__, RegisterEntry.__table__
    standing = (
        select(spells)
        .where(spells.c.party_id.between(first, last), spells.c.superseded_seq.is_(None))
        .order_by(spells.c.valid_from)
    )
    lines = lines_of(db.session.execute(standing))
    kept = select(table).where(table.c.party_id.between(first, last))
    rows = {row.party_id: dict(row._mapping) for row in db.session.execute(kept)}
    for party in parties:
        of_party = lines.get(party.id, {})
        if party.id not in rows and not of_party:
            continue
        if rows.get(party.id) not in _possible(party, of_party):
            yield Fault(None, f"The register entry of party {party.id} is not as its spells say.")


def _possible(party: Any, lines: entries.Lines) -> Iterator[dict[str, Any] | None]:
    """Yield the entry as it was right on each day since which it may have been written.

    An entry is written when something changes, so it tells of that day: any day on which a stretch
    begins or ends may be the latest that it has heard of.
    """
    turns = {date.min}
    for line in lines.values():
        turns.update(stretch.valid_from for stretch in line)
        turns.update(stretch.valid_to for stretch in line if stretch.valid_to)
    for day in sorted(turns, reverse=True):
        yield entries.row(
            party.id,
            kind=party.kind,
            number=party.member_number,
            employee_ref=party.employee_ref or "",
            lines=lines,
            today=day,
        )
