"""Writing a motion, a question at a time; what is written is kept, and proposed once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from governance.effects.effect import CannotTakeEffect
from governance.effects.registry import effect_named
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.motions import queries
from governance.motions.models import Draft, DraftAuthor, DraftPart, Motion
from governance.motions.service.attaching import delete_attachments, hand_over
from governance.motions.service.co_authors import co_authors_to_name
from governance.motions.service.drafts import (
    hold,
    refuse_all_but_the_mover,
    refuse_strangers,
    refuse_the_proposed,
)
from governance.motions.service.found import DRAFT, keep_draft
from governance.motions.service.good_standing import refuse_the_suspended
from governance.motions.service.proposing import propose
from governance.reckoning.rules.kinds.membership import WhileSuspended
from governance.search import service as search

EFFECT = "effect"
PARTS = ("title", "category", "text", "reason", "cost")
EMPTY = dict.fromkeys(PARTS, "")


class ChangedMeanwhile(CannotTakeEffect):
    """What the motion would do is something else by now."""


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


def write(
    draft: Draft, part: str, words: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> bool:
    """Keep the words of one part of the draft; say whether they are kept.

    They are not if somebody wrote the part since the version that this writer has `seen`, unless
    both wrote the same. Without `seen` whatever is there is written over.
    """
    assert part in PARTS
    refuse_strangers(draft, actor)
    hold(draft)
    refuse_the_proposed(draft)
    if getattr(draft, part) == words:
        return True
    if seen not in (None, queries.last_written(draft.id, part).version):
        return False
    setattr(draft, part, words)
    _note_written(draft, part, actor=actor, now=now)
    keep_draft(draft)
    return True


def choose_effect(
    draft: Draft,
    effect: str,
    payload: Mapping[str, Any],
    *,
    seen: int | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Say what the motion does if it is carried; it is checked when it is proposed too.

    Raises:
        CannotTakeEffect: as things stand, it could not be.
        ChangedMeanwhile: somebody changed it since the version that this writer has `seen`.
    """
    refuse_strangers(draft, actor)
    hold(draft)
    refuse_the_proposed(draft)
    checked = effect_named(effect).checked(payload, today=day_of(now))
    if (draft.effect, draft.payload) == (effect, checked):
        return
    if seen not in (None, queries.last_written(draft.id, EFFECT).version):
        raise ChangedMeanwhile(
            "Somebody who writes with you changed this while you did, so yours is not kept yet.",
            next_step="Look at what is kept now. Send yours again to keep it instead.",
        )
    draft.payload, draft.effect = checked, effect
    _note_written(draft, EFFECT, actor=actor, now=now)


def propose_draft(draft: Draft, *, actor: Actor, now: datetime) -> Motion:
    """Propose what was drafted; a second click finds the motion of the first.

    Co-authors who left or are suspended meanwhile are not named, nor those who did not answer.
    """
    refuse_all_but_the_mover(draft, actor)
    hold(draft)  # of two clicks at once the second waits, then finds the motion
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
        co_authors=co_authors_to_name(draft, today=day_of(now)),
        actor=actor,
        now=now,
    )
    search.forget_all(DRAFT, draft.id)
    hand_over(draft, motion, actor=actor, now=now)
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
    refuse_all_but_the_mover(draft, actor)
    hold(draft)
    if draft.motion_id is None:
        delete_drafts([draft.id])


def delete_drafts(ids: Sequence[int]) -> int:
    """Delete drafts with all that belongs to them; return how many there were."""
    delete_attachments(ids)
    for each in ids:
        search.forget_all(DRAFT, each)
    for table in (DraftPart, DraftAuthor):
        db.session.execute(delete(table).where(table.draft_id.in_(ids)))
    gone = db.session.execute(delete(Draft).where(Draft.id.in_(ids)).returning(Draft.id))
    return len(gone.all())


def _note_written(draft: Draft, part: str, *, actor: Actor, now: datetime) -> None:
    """Give the part its next version; the draft's row is held."""
    assert actor.party_id is not None, "a draft is written by people"
    draft.changed_at = now
    written = DraftPart(
        draft_id=draft.id,
        part=part,
        version=queries.last_written(draft.id, part).version + 1,
        written_by=actor.party_id,
        written_at=now,
    )
    db.session.merge(written)
    db.session.flush()
