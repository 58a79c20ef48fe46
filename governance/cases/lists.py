"""Whose the office's lists of cases are: who can be among the cases, in the queue, in the book."""

from collections.abc import Iterator

from sqlalchemy import func, select

from governance.cases.kinds import Kind
from governance.cases.models import Case, Nomination
from governance.infrastructure.database import db
from governance.members.access_log import Among
from governance.members.claims import suspends
from governance.members.models import Spell
from governance.record.models import Link

CASES = "cases"
WITHDRAWALS = "withdrawals"
NOMINATIONS = "nominations"


def lists_of(party_id: int) -> Iterator[Among]:
    """Yield the lists that a party can be in, since its first case, withdrawal or nomination."""
    cases = select(func.min(Case.opened_seq)).where(Case.party_id == party_id)
    # The list of cases names those who are suspended, too.
    suspended = select(func.min(Spell.recorded_seq)).where(Spell.party_id == party_id, suspends())
    given = select(func.min(Nomination.given_seq)).where(Nomination.party_id == party_id)
    beginnings = (
        (CASES, cases),
        (CASES, suspended),
        (WITHDRAWALS, cases.where(Case.kind == Kind.WITHDRAW)),
        (NOMINATIONS, given),
    )
    for key, first in beginnings:
        link = db.session.scalar(select(Link).where(Link.seq == first.scalar_subquery()))
        if link is not None:
            yield Among(key, link.recorded_at)
