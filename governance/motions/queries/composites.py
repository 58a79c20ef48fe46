"""Reads of composites, asked about and made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.models import RegisterEntry
from governance.motions.models import Composite, CompositePart, Motion

MAY_GO_INTO_ONE = ("proposed", "seconded")


@dataclass(frozen=True)
class Part:
    """A motion that would go into a composite, or did, its mover's name and answer."""

    part: CompositePart
    motion: Motion
    mover: str


def composite(composite_id: int, party_id: int | None) -> Composite:
    """Return the composite to one of the movers whom it is about; nobody else knows of it.

    Raises:
        NotFound: there is none, or it is not theirs to read.
    """
    found = db.session.get(Composite, composite_id)
    if found is None or party_id not in {each.mover_id for each in found.parts}:
        raise NotFound("There is no such composite of yours.", next_step="Look at your motions.")
    return found


def parts_of(composite_id: int) -> list[Part]:
    """Return the motions of a composite in the order of their numbers, with their movers."""
    parts = (
        select(CompositePart, Motion, func.coalesce(RegisterEntry.name, ""))
        .join(Motion, Motion.id == CompositePart.motion_id)
        .outerjoin(RegisterEntry, RegisterEntry.party_id == CompositePart.mover_id)
        .where(CompositePart.composite_id == composite_id)
        .order_by(Motion.year, Motion.number)
    )
    return [Part(*row) for row in db.session.execute(parts)]


def composite_that_is(motion_id: int) -> Composite | None:
    """Return the composite that became this motion, if it is one."""
    return db.session.scalar(select(Composite).where(Composite.motion_id == motion_id))


def composites_of(motion_id: int) -> Sequence[Composite]:
    """Return the composites that this motion is asked to go into, declined ones too."""
    its = select(CompositePart.composite_id).where(CompositePart.motion_id == motion_id)
    asked = select(Composite).where(Composite.id.in_(its), Composite.state != "made")
    return db.session.scalars(asked.order_by(Composite.id)).all()


def composites_to_answer(party_id: int | None) -> list[tuple[Composite, str]]:
    """Return the composites that wait for this person's answer, and who asks."""
    waiting = select(CompositePart.composite_id).where(
        CompositePart.mover_id == party_id, CompositePart.answer == ""
    )
    asked = (
        select(Composite, func.coalesce(RegisterEntry.name, ""))
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Composite.by_id)
        .where(Composite.state == "asked", Composite.id.in_(waiting))
        .order_by(Composite.id)
    )
    return [(composite, name) for composite, name in db.session.execute(asked)]


def motions_to_bring_together(motion: Motion) -> Sequence[Motion]:
    """Return the other motions that could go into a composite with this one, the newest first."""
    others = select(Motion).where(Motion.state.in_(MAY_GO_INTO_ONE), Motion.id != motion.id)
    return db.session.scalars(others.order_by(Motion.id.desc())).all()


def may_be_brought_together(motion: Motion, party_id: int | None, today: date) -> bool:
    """Say whether this person may ask to bring the motion together with others."""
    is_theirs = party_id is not None and motion.mover_id == party_id
    return is_theirs and motion.stands_on(today) in MAY_GO_INTO_ONE
