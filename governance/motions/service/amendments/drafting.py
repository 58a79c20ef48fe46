"""Writing an amendment: a paragraph at a time, the reason, then proposed once.

The motion may say something else meanwhile. What was written follows its paragraphs; what was
about a paragraph that was changed is lost, and its writer is told which.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, NotFound
from governance.infrastructure.permissions import may
from governance.motions.models import Amendment, AmendmentDraft, Motion
from governance.motions.permissions import Motions
from governance.motions.queries import amendments as queries
from governance.motions.service.amendments.checking import (
    NotAnAmendment,
    NotOpenToAmendment,
    checked_payload,
    refuse_closed,
)
from governance.motions.service.amendments.proposing import propose
from governance.motions.service.good_standing import refuse_the_suspended
from governance.motions.service.moving import hold
from governance.reckoning.rules.kinds.membership import WhileSuspended
from governance.reckoning.texts.amending import Change, Overtaken, is_sound
from governance.reckoning.texts.paragraphs import paragraphs_of
from governance.reckoning.texts.values import ValueOvertaken


@dataclass(frozen=True)
class Written:
    """What is written so far, as it is to be done to the motion of now, and what was lost.

    `payload` is what its effect would do instead, or None; `lost_values` says that this was lost.
    """

    changes: tuple[Change, ...]
    lost: tuple[Change, ...] = ()
    payload: dict[str, Any] | None = None
    lost_values: bool = False


def begin_draft(
    motion: Motion, *, like: Amendment | None = None, actor: Actor, now: datetime
) -> AmendmentDraft:
    """Open a draft, or the one begun before; `like` begins with what an amendment that ended said.

    Raises:
        NotAllowed: for anyone but a member.
        NotInGoodStanding: for a suspended one.
        NotOpenToAmendment: the motion cannot be amended.
    """
    if actor.party_id is None or not may(actor, Motions.AMEND):
        raise NotAllowed("Only members can propose an amendment.")
    refuse_the_suspended(actor, WhileSuspended.PROPOSE, now=now)
    refuse_closed(motion, now=now)
    begun = select(AmendmentDraft).where(
        AmendmentDraft.motion_id == motion.id,
        AmendmentDraft.author_id == actor.party_id,
        AmendmentDraft.amendment_id.is_(None),
    )
    found = db.session.scalar(begun.order_by(AmendmentDraft.id).limit(1))
    if found is not None and like is None:
        return found
    draft = AmendmentDraft(
        motion_id=motion.id,
        author_id=actor.party_id,
        version=like.version if like else motion.version,
        changes=list(like.changes) if like else [],
        payload=like.payload if like else None,
        reason=like.reason if like else "",
        begun_at=now,
        changed_at=now,
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def changes_of(draft: AmendmentDraft) -> Written:
    """Return what is written, brought to the motion as it reads now."""
    motion = db.session.get_one(Motion, draft.motion_id)
    way = {"motion_id": motion.id, "since": draft.version, "to": motion.version}
    kept: list[Change] = []
    lost: list[Change] = []
    for each in map(Change.from_json, draft.changes):
        try:
            kept += queries.carried_to([each], **way)
        except Overtaken:
            lost.append(each)
    try:
        payload = queries.payload_at(draft, motion.version)
    except ValueOvertaken:
        return Written(tuple(kept), tuple(lost), lost_values=True)
    return Written(tuple(kept), tuple(lost), payload)


def change(draft: AmendmentDraft, done: Change, *, actor: Actor, now: datetime) -> None:
    """Keep what should become of one paragraph, instead of what was said of it before.

    Raises:
        NotAnAmendment: the motion has no such paragraph, or there are no words to put there.
    """
    motion = _open(draft, actor)
    written = changes_of(draft)
    others = [each for each in written.changes if each.place != done.place]
    if not is_sound([done], len(paragraphs_of(motion.text))):
        raise NotAnAmendment(
            "The motion has no such paragraph now.",
            next_step="Choose one of those that there are.",
        )
    _keep(draft, motion, [*others, done], written.payload, now=now)


def undo(draft: AmendmentDraft, place: int, *, actor: Actor, now: datetime) -> None:
    """Leave a place of the text as it is, after all."""
    motion = _open(draft, actor)
    written = changes_of(draft)
    others = [each for each in written.changes if each.place != place]
    _keep(draft, motion, others, written.payload, now=now)


def change_effect(
    draft: AmendmentDraft, payload: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Keep what the motion's effect should do instead; as it is in the motion, nothing changes.

    Raises:
        NotAnAmendment: nothing would change, or something that the motion is not about.
        CannotTakeEffect: as things stand, it could not be.
    """
    motion = _open(draft, actor)
    same = dict(payload) == motion.payload
    other = None if same else checked_payload(motion, payload, today=day_of(now))
    _keep(draft, motion, changes_of(draft).changes, other, now=now)


def write_reason(draft: AmendmentDraft, reason: str, *, actor: Actor, now: datetime) -> None:
    """Keep why the motion would be better so."""
    _open(draft, actor)
    draft.reason, draft.changed_at = reason, now
    db.session.flush()


def propose_draft(draft: AmendmentDraft, *, actor: Actor, now: datetime) -> Amendment:
    """Propose what was drafted; a second click finds the amendment of the first.

    Raises:
        NotAnAmendment: a part of it was lost, because the motion says something else now.
    """
    _refuse_others(draft, actor)
    motion = db.session.get_one(Motion, draft.motion_id)
    hold(motion)
    db.session.refresh(draft, with_for_update=True)
    if draft.amendment_id is not None:
        return queries.amendment(draft.amendment_id)
    written = changes_of(draft)
    if written.lost or written.lost_values:
        raise NotAnAmendment(
            "Meanwhile the motion says something else where you would change it.",
            next_step="Look at your amendment again, and propose what is left or anew.",
        )
    amendment = propose(
        motion, written.changes, draft.reason, payload=written.payload, actor=actor, now=now
    )
    draft.amendment_id, draft.changed_at = amendment.id, now
    draft.changes, draft.payload, draft.reason = [], None, ""
    db.session.flush()
    return amendment


def discard_draft(draft: AmendmentDraft, *, actor: Actor) -> None:
    """Throw a draft away for good."""
    _refuse_others(draft, actor)
    if draft.amendment_id is None:
        db.session.delete(draft)
        db.session.flush()


def _keep(
    draft: AmendmentDraft,
    motion: Motion,
    changes: Sequence[Change],
    payload: dict[str, Any] | None,
    *,
    now: datetime,
) -> None:
    in_order = sorted(changes, key=lambda each: each.place)
    draft.changes = [each.as_json() for each in in_order]
    draft.payload = payload
    draft.version, draft.changed_at = motion.version, now
    db.session.flush()


def _open(draft: AmendmentDraft, actor: Actor) -> Motion:
    _refuse_others(draft, actor)
    if draft.amendment_id is not None:
        raise NotOpenToAmendment(
            "You have proposed this amendment, so its words can no longer change.",
            next_step="Withdraw it, and propose another.",
        )
    return db.session.get_one(Motion, draft.motion_id)


def _refuse_others(draft: AmendmentDraft, actor: Actor) -> None:
    if actor.party_id != draft.author_id:
        raise NotFound(
            "There is no such draft of yours.", next_step="Begin one on the motion's page."
        )
