"""Reads of what is held, of what people asked, and of whom the time has come to erase."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.infrastructure.held import Held
from governance.members.held import due_for_erasure
from governance.privacy.keepers import KEEPERS
from governance.privacy.models import Correction

MOST_LISTED = 50


def held_on(party_id: int) -> list[Held]:
    """Return everything stored about a party, feature by feature."""
    return [held for keeper in KEEPERS for held in keeper.held_on(party_id)]


def as_json(party_id: int, *, on: date) -> dict[str, Any]:
    """Return everything stored about a party as one value for a file."""
    return {
        "party": party_id,
        "as of": on.isoformat(),
        "held": [
            {"title": each.title, "why": each.why, "kept": each.kept, "rows": list(each.rows)}
            for each in held_on(party_id)
        ],
    }


def obstacles(party_id: int, *, today: date) -> list[str]:
    """Return a sentence for each reason why a party's words must still be kept."""
    return [each for keeper in KEEPERS for each in keeper.obstacles(party_id, today=today)]


def to_erase(today: date) -> list[int]:
    """Return parties whose time has come and whom nothing keeps from being erased."""
    due = due_for_erasure(today, most=MOST_LISTED)
    return [party_id for party_id in due if not obstacles(party_id, today=today)]


def open_corrections() -> Sequence[Correction]:
    """Return what people asked and nobody answered yet, the most urgent first."""
    waiting = select(Correction).where(Correction.state == "asked")
    return db.session.scalars(waiting.order_by(Correction.due_on, Correction.id)).all()


def correction(correction_id: int) -> Correction | None:
    """Return one question, answered or not."""
    return db.session.get(Correction, correction_id)


def open_correction_of(party_id: int) -> Correction | None:
    """Return what the party asked and waits for."""
    waiting = (Correction.party_id == party_id) & (Correction.state == "asked")
    return db.session.scalar(select(Correction).where(waiting))
