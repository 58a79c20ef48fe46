"""What cases and nominations store about a party, and the erasure of their words."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from governance.cases.models import Case, CaseStep, Nomination
from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of

CASE = ("kind", "book_key", "opened_on", "state", "effect_on", "units", "pence_due", "closed_on")
STEP = ("case_id", "taken_on", "step", "state", "told", "words", "seq")
NOMINATION = ("given_on", "revoked_on", "words")


class Cases:
    """Keeper of cases and of the nominations book."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield the party's cases with their steps, and whom they nominated."""
        own = select(Case).where(Case.party_id == party_id).order_by(Case.id)
        steps = (
            select(CaseStep)
            .where(CaseStep.case_id.in_(select(Case.id).where(Case.party_id == party_id)))
            .order_by(CaseStep.case_id, CaseStep.n)
        )
        named = select(Nomination).where(Nomination.party_id == party_id).order_by(Nomination.id)
        found = {
            "Your joining, leaving and the like": [
                row_of(row, *CASE) for row in db.session.scalars(own)
            ],
            "Each step of it": [row_of(row, *STEP) for row in db.session.scalars(steps)],
            "Whom you nominated": [row_of(row, *NOMINATION) for row in db.session.scalars(named)],
        }
        for title, rows in found.items():
            if rows:
                yield Held(title, WHY, KEPT, tuple(rows))

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Yield the cases that are not at their end."""
        waiting = select(Case.kind).where(Case.party_id == party_id, Case.closed_on.is_(None))
        for kind in db.session.scalars(waiting):
            yield f"A case is open: {kind}. Bring it to its end first."

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Erase what was said in cases, and the names of those nominated."""
        own = select(Case.id).where(Case.party_id == party_id)
        return _without_words(CaseStep, CaseStep.case_id.in_(own)) + _without_words(
            Nomination, Nomination.party_id == party_id
        )


def _without_words(model: type[CaseStep] | type[Nomination], condition: Any) -> int:
    erased: Any = db.session.execute(
        update(model)
        .where(condition, model.salt.is_not(None))
        .values(words=None, salt=None)
        .execution_options(synchronize_session=False)
    )
    return int(erased.rowcount)


WHY = "To show how you came to join or leave, who decided it, and that the rules were kept."
KEPT = "The steps for good, by your number; their words as long as your entry in the register."
