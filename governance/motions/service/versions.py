"""What a motion says, and what it said before: each change of its words is a version of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from governance.effects.registry import NONE
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.events import publish
from governance.motions.events import MotionAmended
from governance.motions.models import Motion, MotionVersion
from governance.reckoning.canonical import digest

OPEN_TO_CHANGE = ("proposed", "seconded", "to_meeting")


@dataclass(frozen=True)
class Cause:
    """Why a motion says something else: an amendment, by whom it was accepted, what it does."""

    because: str
    amendment: int
    changes: Sequence[dict[str, Any]] = ()


def digest_of(
    title: str,
    text: str,
    reason: str,
    cost: str,
    effect: str = NONE,
    payload: Mapping[str, Any] | None = None,
) -> str:
    """Return the digest by which the record covers a motion's words and its effect.

    Without an effect it is as it was before there were effects, so that old motions keep theirs.
    """
    if effect == NONE:
        return digest(["v1", title, text, reason, cost])
    return digest(["v2", title, text, reason, cost, effect, dict(payload or {})])


def changes_digest(changes: Sequence[dict[str, Any]]) -> str:
    """Return the digest by which the record covers what an amendment did."""
    return digest(["v1", list(changes)])


def keep_first_version(motion: Motion) -> None:
    """Keep the words as they were proposed; the link of the proposal covers them."""
    _keep(motion, because="proposed", made_by=motion.mover_id, at=motion.proposed_at)


def amend_words(
    motion: Motion,
    text: str,
    cause: Cause,
    *,
    payload: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> bool:
    """Have the motion say, and do, this from now on, and keep it as its next version.

    Says whether it could: of two changes at once the second finds the motion at another version.
    """
    before = motion.version
    does = motion.payload if payload is None else dict(payload)
    words = {
        "text": text,
        "payload": does,
        "version": before + 1,
        "digest": digest_of(motion.title, text, motion.reason, motion.cost, motion.effect, does),
    }
    changed = (
        update(Motion)
        .where(Motion.id == motion.id, Motion.version == before, Motion.state.in_(OPEN_TO_CHANGE))
        .values(**words)
        .returning(Motion.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(changed) is None:
        return False
    db.session.refresh(motion)
    _keep(
        motion,
        because=cause.because,
        made_by=actor.party_id,
        at=now,
        amendment=cause.amendment,
        changes=list(cause.changes),
    )
    publish(
        MotionAmended(
            at=now,
            by=actor.party_id,
            motion_id=motion.id,
            version=motion.version,
            because=cause.because,
            amendment=cause.amendment,
            digest=motion.digest,
            changes_digest=changes_digest(cause.changes),
        )
    )
    return True


def _keep(motion: Motion, *, because: str, made_by: int | None, at: datetime, **by: Any) -> None:
    version = MotionVersion(
        motion_id=motion.id,
        number=motion.version,
        title=motion.title,
        text=motion.text,
        reason=motion.reason,
        cost=motion.cost,
        effect=motion.effect,
        payload=motion.payload,
        digest=motion.digest,
        because=because,
        made_by=made_by,
        at=at,
        **by,
    )
    db.session.add(version)
    db.session.flush()
