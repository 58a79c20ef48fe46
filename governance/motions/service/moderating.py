"""Moderation, on the record with its reason: removing, restoring, closing and opening again."""

from datetime import datetime

from sqlalchemy import update

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, Refused
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions import limits
from governance.motions.events import (
    CommentRestored,
    DiscussionClosed,
    DiscussionReopened,
    ReportsDismissed,
)
from governance.motions.models import Comment, Moderation, Motion
from governance.motions.permissions import Motions
from governance.motions.service.discussing import put_out_of_sight
from governance.motions.service.discussion_refusals import DiscussionEnded
from governance.motions.service.reporting import answer_reports
from governance.reckoning.canonical import digest


class NotAReason(Refused):
    """The reason is missing, or too long."""

    status = 422


class CannotRestore(Refused):
    """There are no words to put back."""

    title = "This comment cannot be restored"


class NothingToAnswer(Refused):
    """No report of the comment waits, or not any more."""

    title = "There is nothing to answer"


def remove_comment(said: Comment, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take a comment out of sight, for a reason that everyone can read; its place stays.

    Its words stay in the books, unshown, so that the removal itself can be judged.
    """
    _refuse_others(actor, "Only the secretary or the chair can remove somebody else's comment.")
    _check_reason(reason)
    gone = {"removed_at": now, "removed_by": actor.party_id, "removed_reason": reason}
    if put_out_of_sight(said, gone, actor=actor, now=now):
        _note("removed", said.motion_id, said.id, reason, actor=actor, now=now)
        answer_reports(said, "removed", reason, actor=actor, now=now)


def restore_comment(said: Comment, reason: str, *, actor: Actor, now: datetime) -> None:
    """Put a removed comment back, for a reason that everyone can read.

    Raises:
        CannotRestore: its author took it back, and the words are erased.
    """
    _refuse_others(actor, "Only the secretary or the chair can restore a comment.")
    _check_reason(reason)
    # Of two who restore it at once, the second waits here and finds it restored.
    db.session.refresh(said, with_for_update=True)
    if said.removed_at is None:
        return
    refuse_unless_restorable(said)
    _note("restored", said.motion_id, said.id, reason, actor=actor, now=now)
    said.removed_at, said.removed_by, said.removed_reason = None, None, ""
    db.session.flush()
    publish(
        CommentRestored(
            at=now,
            by=actor.party_id,
            motion_id=said.motion_id,
            comment_id=said.id,
            reason_digest=digest(["v1", reason]),
        )
    )


def refuse_unless_restorable(said: Comment) -> None:
    """Refuse where there is nothing to put back.

    Raises:
        CannotRestore: it is not removed, or its author took it back.
    """
    if said.removed_at is None:
        raise CannotRestore(
            "This comment is not removed, so there is nothing to restore.",
            next_step="It stands in the discussion.",
        )
    if said.is_taken_back:
        raise CannotRestore(
            "Its author took this comment back, so there are no words to restore.",
            next_step="Its place in the discussion stays as it is.",
        )


def dismiss_reports(said: Comment, answer: str, *, actor: Actor, now: datetime) -> None:
    """Let a reported comment stand, and tell whoever reported it why.

    Raises:
        NotAllowed: to its own author, too.
        NothingToAnswer: a colleague was quicker.
    """
    _refuse_others(actor, "Only the secretary or the chair can answer reports.")
    if actor.party_id == said.author_id:
        raise NotAllowed(
            "You wrote this comment, so somebody else answers the reports of it.",
            next_step="You can take it back.",
        )
    _check_reason(answer)
    if not answer_reports(said, "dismissed", answer, actor=actor, now=now):
        raise NothingToAnswer(
            "The reports of this comment have been answered meanwhile.",
            next_step="The list of reports says how.",
        )
    _note("dismissed", said.motion_id, said.id, answer, actor=actor, now=now)
    publish(
        ReportsDismissed(
            at=now,
            by=actor.party_id,
            motion_id=said.motion_id,
            comment_id=said.id,
            reason_digest=digest(["v1", answer]),
        )
    )


def close_discussion(motion: Motion, reason: str, *, actor: Actor, now: datetime) -> None:
    """Have nothing added to a discussion any more; doing it again changes nothing.

    Raises:
        DiscussionEnded: it ended with its motion.
    """
    _refuse_others(actor, "Only the secretary or the chair can close a discussion.")
    _check_reason(reason)
    if _switched(motion, now):
        _note("closed", motion.id, None, reason, actor=actor, now=now)
        sealed = digest(["v1", reason])
        publish(
            DiscussionClosed(at=now, by=actor.party_id, motion_id=motion.id, reason_digest=sealed)
        )


def reopen_discussion(motion: Motion, reason: str, *, actor: Actor, now: datetime) -> None:
    """Let a closed discussion go on; doing it again changes nothing.

    Raises:
        DiscussionEnded: it ended with its motion.
    """
    _refuse_others(actor, "Only the secretary or the chair can open a discussion again.")
    _check_reason(reason)
    if _switched(motion, None):
        _note("reopened", motion.id, None, reason, actor=actor, now=now)
        sealed = digest(["v1", reason])
        publish(
            DiscussionReopened(at=now, by=actor.party_id, motion_id=motion.id, reason_digest=sealed)
        )


def _switched(motion: Motion, closed_at: datetime | None) -> bool:
    """Close or open the discussion; say whether that was news."""
    column = Motion.discussion_closed_at
    otherwise = column.is_(None) if closed_at else column.is_not(None)
    switch = (
        update(Motion)
        .where(Motion.id == motion.id, Motion.closed_at.is_(None), otherwise)
        .values(discussion_closed_at=closed_at)
        .returning(Motion.id)
        .execution_options(synchronize_session=False)
    )
    is_news = db.session.scalar(switch) is not None
    db.session.refresh(motion)
    if not is_news and motion.closed_at is not None:
        raise DiscussionEnded(
            "The discussion ended with its motion.", next_step="It can still be read."
        )
    return is_news


def _note(
    act: str, motion_id: int, comment_id: int | None, reason: str, *, actor: Actor, now: datetime
) -> None:
    done = Moderation(
        act=act,
        motion_id=motion_id,
        comment_id=comment_id,
        reason=reason,
        by_id=actor.party_id,
        at=now,
    )
    db.session.add(done)
    db.session.flush()


def _refuse_others(actor: Actor, sentence: str) -> None:
    if not may(actor, Motions.MODERATE):
        raise NotAllowed(sentence)


def _check_reason(reason: str) -> None:
    if not reason.strip() or len(reason) > limits.LONGEST_REMOVAL_REASON:
        raise NotAReason(
            f"This needs a reason of at most {limits.LONGEST_REMOVAL_REASON} characters.",
            next_step="Write it for everyone to read.",
        )
