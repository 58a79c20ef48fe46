"""A motion's discussion: speaking, replying, mending one's words, and taking them back."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, Refused
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions import limits
from governance.motions.events import CommentEdited, CommentMade, CommentRemoved
from governance.motions.models import Comment, CommentVersion, Motion
from governance.motions.permissions import Motions
from governance.motions.service.discussion_refusals import (
    refuse_if_fixed,
    refuse_if_gone,
    refuse_once_ended,
)
from governance.motions.service.good_standing import refuse_the_suspended
from governance.motions.service.reporting import answer_reports
from governance.reckoning.canonical import digest
from governance.reckoning.rules.kinds.membership import WhileSuspended

SIDES = ("for", "against", "neither")


class NotAComment(Refused):
    """What was typed is too long, or nothing."""

    status = 422


def comment(
    motion: Motion,
    text: str,
    *,
    side: str = "neither",
    submission: str,
    actor: Actor,
    now: datetime,
) -> Comment:
    """Open a thread, for or against the motion or neither; the same submission again is the same.

    Raises:
        DiscussionEnded: once the motion is decided or withdrawn, or its discussion is closed.
        NotAllowed: for people who are neither members nor officers.
        NotInGoodStanding: for the suspended, where the rules say so.
        NotAComment: when it is empty or too long.
    """
    made = Comment(motion_id=motion.id, side=side, submission=submission, text=text, at=now)
    return _said(made, motion, actor=actor, now=now)


def reply(to: Comment, text: str, *, submission: str, actor: Actor, now: datetime) -> Comment:
    """Answer a comment in its thread; the same submission again is the same reply.

    Raises:
        CommentGone: what would be answered was removed or taken back.
        DiscussionEnded, NotAllowed, NotAComment: as for a comment.
    """
    motion = db.session.get_one(Motion, to.motion_id)
    made = Comment(
        motion_id=motion.id,
        thread_id=to.opener_id,
        replies_to_id=to.id,
        side="neither",
        submission=submission,
        text=text,
        at=now,
    )
    return _said(made, motion, to, actor=actor, now=now)


def edit_comment(said: Comment, text: str, *, side: str, actor: Actor, now: datetime) -> None:
    """Change one's own words shortly after they were said; those before are kept, to be read.

    Raises:
        TooLateToEdit: once the time that the rules give is over.
        CommentGone, DiscussionEnded, NotAllowed, NotAComment: as for a reply.
    """
    if actor.party_id is None or actor.party_id != said.author_id:
        raise NotAllowed("Only the person who wrote a comment can change it.")
    _refuse_outsiders(actor)
    refuse_the_suspended(actor, WhileSuspended.DISCUSS, now=now)
    motion = db.session.get_one(Motion, said.motion_id)
    _hold_open(motion)
    # Of two changes at once the second waits here, then keeps the words of the first.
    db.session.refresh(said, with_for_update=True)
    refuse_if_gone(said)
    refuse_if_fixed(said, now=now)
    _check(text, side)
    if said.thread_id is not None:
        side = said.side
    if (text, side) == (said.text, said.side):
        return
    before = CommentVersion(
        comment_id=said.id,
        n=said.edits + 1,
        text=said.text,
        side=said.side,
        written_at=said.edited_at or said.at,
    )
    db.session.add(before)
    db.session.flush()
    said.text, said.side, said.edits, said.edited_at = text, side, before.n, now
    db.session.flush()
    publish(CommentEdited(at=now, by=actor.party_id, motion_id=motion.id, comment_id=said.id))


def take_back_comment(said: Comment, *, actor: Actor, now: datetime) -> None:
    """Erase one's own words from the discussion, also those before; their place stays."""
    if actor.party_id is None or actor.party_id != said.author_id:
        raise NotAllowed("Only the person who wrote a comment can take it back.")
    gone = {"removed_at": now, "removed_by": actor.party_id, "removed_reason": "", "text": ""}
    if not put_out_of_sight(said, gone, actor=actor, now=now):
        return
    answer_reports(said, "taken_back", "", actor=actor, now=now)
    before = update(CommentVersion).where(CommentVersion.comment_id == said.id)
    db.session.execute(before.values(text=""))


def put_out_of_sight(
    said: Comment, values: Mapping[str, object], *, actor: Actor, now: datetime
) -> bool:
    """Remove a comment that is not removed yet, say so to the record, and whether it was so."""
    removal = (
        update(Comment)
        .where(Comment.id == said.id, Comment.removed_at.is_(None))
        .values(values)
        .returning(Comment.id)
        .execution_options(synchronize_session=False)
    )
    removed = db.session.scalar(removal)
    db.session.refresh(said)
    if removed is None:
        return False
    publish(
        CommentRemoved(
            at=now,
            by=actor.party_id,
            motion_id=said.motion_id,
            comment_id=said.id,
            author_id=said.author_id,
            reason_digest=digest(["v1", said.removed_reason]),
        )
    )
    return True


def _said(
    made: Comment, motion: Motion, to: Comment | None = None, *, actor: Actor, now: datetime
) -> Comment:
    _refuse_outsiders(actor)
    assert actor.party_id is not None
    before = _already_made(motion, made.submission, actor.party_id)
    if before is not None:
        return before
    refuse_the_suspended(actor, WhileSuspended.DISCUSS, now=now)
    _hold_open(motion)
    if to is not None:
        refuse_if_gone(to)
    _check(made.text, made.side)
    made.author_id = actor.party_id
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        # The same button pressed twice at once: the other press has made it.
        before = _already_made(motion, made.submission, actor.party_id)
        assert before is not None, "only the same submission can be in the way"
        return before
    publish(CommentMade(at=now, by=actor.party_id, motion_id=motion.id, comment_id=made.id))
    return made


def _already_made(motion: Motion, submission: str, author_id: int) -> Comment | None:
    same = select(Comment).where(
        Comment.motion_id == motion.id,
        Comment.author_id == author_id,
        Comment.submission == submission,
    )
    return db.session.scalar(same)


def _refuse_outsiders(actor: Actor) -> None:
    if actor.party_id is None or not may(actor, Motions.COMMENT):
        raise NotAllowed("Only members and officers can take part in the discussion.")


def _hold_open(motion: Motion) -> None:
    """Refuse where nothing can be added; who closes the discussion waits for what is added now."""
    db.session.refresh(motion, with_for_update={"read": True})
    refuse_once_ended(motion)


def _check(text: str, side: str) -> None:
    if not text.strip() or len(text) > limits.LONGEST_COMMENT:
        raise NotAComment(
            f"A comment must have between 1 and {limits.LONGEST_COMMENT:,} characters.",
            next_step="Go back and change it.",
        )
    if side not in SIDES:
        raise NotAComment(
            "A comment is for the motion, against it, or neither.",
            next_step="Go back and choose one of them.",
        )
