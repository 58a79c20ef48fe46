"""Writing a motion, a question at a time; what is written is kept, and proposed once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from governance.effects.registry import effect_named
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, NotFound, Refused
from governance.motions.models import Draft, Motion
from governance.motions.service.good_standing import refuse_the_suspended
from governance.motions.service.proposing import propose
from governance.reckoning.rules.kinds.membership import WhileSuspended

PARTS = ("title", "category", "text", "reason", "cost")
EMPTY = dict.fromkeys(PARTS, "")


class AlreadyProposed(Refused):
    """The draft has become a motion, whose words no longer change."""

    title = "This motion is proposed already"


def begin_draft(*, actor: Actor, now: datetime) -> Draft:
    """Open a draft; an empty one that was opened before will do."""
    if not actor.is_member or actor.party_id is None:
        raise NotAllowed("Only members can propose a motion.")
    refuse_the_suspended(actor, WhileSuspended.PROPOSE, now=now)
    empty = select(Draft).where(Draft.author_id == actor.party_id, Draft.motion_id.is_(None))
    found = db.session.scalar(empty.filter_by(**EMPTY).limit(1))
    if found is not None:
        return found
    draft = Draft(author_id=actor.party_id, begun_at=now, changed_at=now, **EMPTY)
    db.session.add(draft)
    db.session.flush()
    return draft


def write(draft: Draft, part: str, words: str, *, actor: Actor, now: datetime) -> None:
    """Keep the words of one part of the draft."""
    assert part in PARTS
    _refuse_others(draft, actor)
    if draft.motion_id is not None:
        raise _already_proposed()
    setattr(draft, part, words)
    draft.changed_at = now
    db.session.flush()


def choose_effect(
    draft: Draft, effect: str, payload: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Say what the motion does if it is carried; it is checked when it is proposed too.

    Raises:
        CannotTakeEffect: as things stand, it could not be.
    """
    _refuse_others(draft, actor)
    if draft.motion_id is not None:
        raise _already_proposed()
    draft.payload = effect_named(effect).checked(payload, today=day_of(now))
    draft.effect = effect
    draft.changed_at = now
    db.session.flush()


def propose_draft(draft: Draft, *, actor: Actor, now: datetime) -> Motion:
    """Propose what was drafted; a second click finds the motion of the first."""
    _refuse_others(draft, actor)
    # The draft's row is held: of two clicks at once the second waits, then finds the motion.
    db.session.refresh(draft, with_for_update=True)
    if draft.motion_id is not None:
        motion = db.session.get(Motion, draft.motion_id)
        assert motion is not None
        return motion
    motion = propose(
        draft.title,
        draft.text,
        draft.reason,
        draft.cost,
        effect=draft.effect,
        payload=draft.payload,
        category=draft.category,
        actor=actor,
        now=now,
    )
    become = (
        update(Draft)
        .where(Draft.id == draft.id, Draft.motion_id.is_(None))
        .values(motion_id=motion.id, changed_at=now, **EMPTY)
        .execution_options(synchronize_session="fetch")
    )
    db.session.execute(become)
    return motion


def discard_draft(draft: Draft, *, actor: Actor) -> None:
    """Throw a draft away for good."""
    _refuse_others(draft, actor)
    if draft.motion_id is None:
        db.session.delete(draft)
        db.session.flush()


def _refuse_others(draft: Draft, actor: Actor) -> None:
    if actor.party_id != draft.author_id:
        raise NotFound("There is no such draft of yours.", next_step="Begin a new one.")


def _already_proposed() -> AlreadyProposed:
    return AlreadyProposed(
        "You have proposed this motion, so its words can no longer change.",
        next_step="Say what you would change in its discussion, or withdraw it.",
    )
