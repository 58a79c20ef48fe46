"""Whoever reads holdings by name reads the full register, which notes who looked."""

from governance.infrastructure import clock
from governance.ledger.queries.balances import AsAt
from governance.members import as_at
from governance.members.access_log import look
from governance.web.access import current_actor
from governance.web.transactions import note_what_was_looked_at


def note_a_look(what: str, at: AsAt, *, party_id: int | None = None) -> None:
    """Note that who asks has read somebody's holdings ("person"), or those of many."""
    moment = as_at.AsAt(at.on, at.known)
    row = look(what, subject_id=party_id, at=moment, actor=current_actor(), now=clock.now())
    note_what_was_looked_at(row)
