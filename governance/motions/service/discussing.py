"""A motion's discussion: speaking, taking one's words back, and removal by an officer."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, Refused
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions import limits
from governance.motions.events import CommentMade, CommentRemoved
from governance.motions.models import Comment, Motion
from governance.motions.permissions import Motions
from governance.motions.service.good_standing import refuse_the_suspended
from governance.reckoning.canonical import digest
from governance.reckoning.rules.kinds.membership import WhileSuspended


class DiscussionEnded(Refused):
    """The motion is closed."""

    title = "This discussion has ended"


class NotAComment(Refused):
    """What was typed is too long, or nothing."""

    status = 422


def comment(motion: Motion, text: str, *, submission: str, actor: Actor, now: datetime) -> Comment:
    """Add a word to the discussion; the same submission again is the same comment.

    Raises:
        DiscussionEnded: once the motion is decided or withdrawn.
        NotAllowed: for people who are neither members nor officers.
        NotAComment: when it is empty or too long.
    """
    if actor.party_id is None or not may(actor, Motions.COMMENT, motion):
        raise NotAllowed("Only members and officers can take part in the discussion.")
    made = _already_made(motion, submission, actor.party_id)
    if made is not None:
        return made
    refuse_the_suspended(actor, WhileSuspended.DISCUSS, now=now)
    _check(motion, text)
    said = Comment(
        motion_id=motion.id, author_id=actor.party_id, submission=submission, text=text, at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(said)
    except IntegrityError:
        # The same button pressed twice at once: the other press has made it.
        made = _already_made(motion, submission, actor.party_id)
        assert made is not None, "only the same submission can be in the way"
        return made
    publish(CommentMade(at=now, by=actor.party_id, motion_id=motion.id, comment_id=said.id))
    return said


def remove_comment(said: Comment, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take a comment out of sight, for a reason that everyone can read; its place stays.

    Its words stay in the books, unshown, so that the removal itself can be judged.
    """
    if not may(actor, Motions.MODERATE):
        raise NotAllowed("Only the secretary or the chair can remove somebody else's comment.")
    if not reason.strip() or len(reason) > limits.LONGEST_REMOVAL_REASON:
        raise NotAComment(
            f"A removal needs a reason of at most {limits.LONGEST_REMOVAL_REASON} characters.",
            next_step="Write it for everyone to read.",
        )
    _remove(said, actor=actor, now=now, reason=reason)


def take_back_comment(said: Comment, *, actor: Actor, now: datetime) -> None:
    """Erase one's own words from the discussion; their place stays."""
    if actor.party_id is None or actor.party_id != said.author_id:
        raise NotAllowed("Only the person who wrote a comment can take it back.")
    _remove(said, actor=actor, now=now, text="")


def _remove(said: Comment, *, actor: Actor, now: datetime, reason: str = "", **words: str) -> None:
    values = {"removed_at": now, "removed_by": actor.party_id, "removed_reason": reason, **words}
    removal = (
        update(Comment)
        .where(Comment.id == said.id, Comment.removed_at.is_(None))
        .values(**values)
        .returning(Comment.id)
        .execution_options(synchronize_session=False)
    )
    removed = db.session.scalar(removal)
    db.session.refresh(said)
    if removed is None:
        return
    publish(
        CommentRemoved(
            at=now,
            by=actor.party_id,
            motion_id=said.motion_id,
            comment_id=said.id,
            author_id=said.author_id,
            reason_digest=digest(["v1", reason]),
        )
    )


def _already_made(motion: Motion, submission: str, author_id: int) -> Comment | None:
    same = select(Comment).where(
        Comment.motion_id == motion.id,
        Comment.author_id == author_id,
        Comment.submission == submission,
    )
    return db.session.scalar(same)


def _check(motion: Motion, text: str) -> None:
    if motion.closed_at is not None:
        raise DiscussionEnded(
            "The motion is closed, so nothing can be added to its discussion.",
            next_step="You can still read it. A new motion has a discussion of its own.",
        )
    if not text.strip() or len(text) > limits.LONGEST_COMMENT:
        raise NotAComment(
            f"A comment must have between 1 and {limits.LONGEST_COMMENT:,} characters.",
            next_step="Go back and change it.",
        )
