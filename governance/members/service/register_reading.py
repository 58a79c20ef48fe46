"""Reading all that the register knows of a source at once, for an import to compare with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from governance.members.events import RegisterChanged
from governance.members.importing.plan import Known
from governance.members.models import Party, RegisterEntry, Spell
from governance.members.service.spells import lines_of
from governance.record.models import Link


@dataclass(frozen=True)
class RegisterAsRead:
    """What the register knows of a source, and everybody's addresses, as of its newest link."""

    newest: int
    known: Mapping[str, Known]
    addresses: Mapping[str, str]


def newest_change(connection: Connection) -> int:
    """Return the number of the newest link that changed the register."""
    found = select(func.max(Link.seq)).where(Link.kind == RegisterChanged.kind)
    return connection.execute(found).scalar() or 0


def read_register(connection: Connection, source: str, *, today: date) -> RegisterAsRead:
    """Read the register for an import from this source."""
    # Read first: what changes while the rest is read is then seen as a later change.
    newest = newest_change(connection)
    spells = Spell.__table__
    of_source = (
        select(spells)
        .join(Party, Party.id == spells.c.party_id)
        .where(Party.source == source, spells.c.superseded_seq.is_(None))
        .order_by(spells.c.party_id, spells.c.valid_from)
    )
    lines = lines_of(connection.execute(of_source))
    everybody = select(
        Party.id,
        Party.source,
        Party.employee_ref,
        Party.member_number,
        RegisterEntry.name,
        RegisterEntry.email,
        RegisterEntry.employed_to,
    ).join(RegisterEntry, RegisterEntry.party_id == Party.id)
    known, addresses = {}, {}
    for row in connection.execute(everybody):
        is_ours = row.source == source and row.employee_ref is not None
        if row.email:
            holder = row.employee_ref if is_ours else f"{row.employee_ref or '–'}, {row.source}"
            addresses[row.email] = holder
        if is_ours:
            is_here = row.employed_to is None or row.employed_to > today
            known[row.employee_ref] = Known(
                party_id=row.id,
                employee_ref=row.employee_ref,
                number=row.member_number,
                name=row.name,
                lines=lines.get(row.id, {}),
                is_here=is_here,
            )
    return RegisterAsRead(newest, known, addresses)
