"""Whom posts report to: the reference that a file of staff gives, and the person who goes by it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.members import queries
from governance.members.as_at import AsAt
from governance.members.models import Party


@dataclass(frozen=True)
class Manager:
    """A manager as the register knew them at a moment."""

    party_id: int
    name: str


Managers = dict[str, Manager]
"""Those whom the register knows, by the reference that a post names them by."""


def managers_at(references: Mapping[int, Collection[str]], at: AsAt) -> dict[int, Managers]:
    """Return the managers whom these parties' posts name; a reference is of the party's source."""
    sources = _sources_of(references)
    known = _parties_by({each for told in references.values() for each in told}, sources.values())
    names = queries.names_at(known.values(), at.on, known_seq=at.known)
    found: dict[int, Managers] = {party_id: {} for party_id in references}
    for party_id, told in references.items():
        for reference in told:
            manager = known.get((sources[party_id], reference))
            if manager in names:
                found[party_id][reference] = Manager(manager, names[manager])
    return found


def _sources_of(ids: Iterable[int]) -> dict[int, str]:
    rows = db.session.execute(select(Party.id, Party.source).where(Party.id.in_(ids)))
    return {row.id: row.source for row in rows}


def _parties_by(references: set[str], sources: Iterable[str]) -> dict[tuple[str, str | None], int]:
    """Return the parties by source and reference; the sources are named for the index's sake."""
    if not references:
        return {}
    named = (Party.source.in_(set(sources)), Party.employee_ref.in_(references))
    rows = db.session.execute(select(Party.source, Party.employee_ref, Party.id).where(*named))
    return {(row.source, row.employee_ref): row.id for row in rows}
