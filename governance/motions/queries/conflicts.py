"""Motions that would set the same thing: of two that are carried, the later holds."""

from datetime import date

from sqlalchemy import select

from governance.effects.registry import NONE, effect_named
from governance.infrastructure.database import db
from governance.motions.models import Motion
from governance.motions.queries.motion import UNDECIDED


def conflicts_of(motion: Motion) -> list[Motion]:
    """Return the other undecided motions that would set what this one would, the oldest first."""
    touched = effect_named(motion.effect).touches(motion.payload)
    if not touched:
        return []
    others = (
        select(Motion)
        .where(Motion.state.in_(UNDECIDED), Motion.effect != NONE, Motion.id != motion.id)
        .order_by(Motion.id)
    )
    return [
        other
        for other in db.session.scalars(others)
        if touched & effect_named(other.effect).touches(other.payload)
    ]


def needed_by(motion: Motion, today: date) -> str:
    """Return the name of the kind of resolution that the motion needs by the rules of today."""
    return effect_named(motion.effect).needs(motion.payload, today=today)


def decision_of(motion: Motion) -> str:
    """Return what kind of decision the motion is, as the rules name it."""
    return effect_named(motion.effect).decision
