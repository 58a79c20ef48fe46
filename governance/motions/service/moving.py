"""Moving a motion on from where it stands, and writing down what was done to it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import null, update

from governance.effects.effect import as_list
from governance.effects.registry import effect_named
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.motions.models import Motion, Step, StepKind
from governance.reckoning.canonical import digest


class NotOpenToThat(Refused):
    """The motion is at a point of its way where this cannot be done."""


class NotSaid(Refused):
    """A reason, question or report is missing or too long."""

    status = 422
    title = "Something is missing"


def moved(
    motion_id: int, *, before: tuple[str, ...], after: str, closed_at: datetime | None = None
) -> bool:
    """Move the motion on if it is still where it was thought to be; say whether it moved."""
    told = null() if closed_at is None else _told(motion_id, closed_at)
    move = (
        update(Motion)
        .where(Motion.id == motion_id, Motion.state.in_(before))
        .values(state=after, closed_at=closed_at, consequences=told)
        .returning(Motion.id)
        .execution_options(synchronize_session="fetch")
    )
    return db.session.scalar(move) is not None


def hold(motion: Motion) -> None:
    """Read the motion again and hold its row, so that what is done to it comes in an order."""
    db.session.refresh(motion, with_for_update=True)


def write_step(
    motion: Motion,
    kind: StepKind,
    *,
    words: str = "",
    on_day: date | None = None,
    about: Step | None = None,
    details: dict[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> Step:
    """Write down what was done to the motion; the caller publishes it."""
    step = Step(
        motion_id=motion.id,
        kind=kind,
        about_id=about.id if about else None,
        at=now,
        by_id=actor.party_id,
        words=words,
        on_day=on_day,
        details=details or {},
        digest="",
    )
    step.digest = digest_of_step(step)
    db.session.add(step)
    db.session.flush()
    return step


def digest_of_step(step: Step) -> str:
    """Return the digest by which the record covers what was done and why."""
    day = step.on_day.isoformat() if step.on_day else ""
    return digest(["v1", str(step.kind), step.about_id, step.words, day, step.details])


def published(step: Step, motion: Motion) -> dict[str, Any]:
    """Return what every fact of a step says: of which motion, and where it stands now."""
    return {
        "at": step.at,
        "by": step.by_id,
        "motion_id": motion.id,
        "step_id": step.id,
        "state": motion.state,
        "digest": step.digest,
    }


def check_words(words: str, *, called: str, longest: int) -> None:
    """Refuse words that say nothing or too much."""
    if not words.strip() or len(words) > longest:
        raise NotSaid(
            f"{called} must have between 1 and {longest:,} characters.",
            next_step="Go back and write it for every member to read.",
        )


def in_words(day: date) -> str:
    """Return a day as a refusal says it: 3 December 2026."""
    return f"{day.day} {day:%B %Y}"


def _told(motion_id: int, closed_at: datetime) -> list[Any]:
    """Return what the motion would change as things stand now, to be read once they do not."""
    motion = db.session.get_one(Motion, motion_id)
    return as_list(
        effect_named(motion.effect).consequences(motion.payload, today=day_of(closed_at))
    )
