"""Telling the officers of a comment, and what comes of it: removed, taken back or dismissed."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, Refused
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions import limits
from governance.motions.events import CommentReported, ReportsAnswered
from governance.motions.models import Comment, CommentReport
from governance.motions.permissions import Motions
from governance.motions.service.discussion_refusals import refuse_if_gone


class NotAReport(Refused):
    """What was typed is too long, or nothing."""

    status = 422


def report_comment(said: Comment, reason: str, *, actor: Actor, now: datetime) -> CommentReport:
    """Tell the officers of a comment; each person once, and again is the same report.

    Raises:
        NotAllowed: of one's own comment, or by who neither is a member nor an officer.
        CommentGone: it was removed or taken back.
        NotAReport: without a reason, or with one too long.
    """
    if actor.party_id is None or not may(actor, Motions.REPORT_COMMENT, said):
        raise NotAllowed(
            "Members and officers can report a comment that somebody else wrote.",
            next_step="You can take your own comment back.",
        )
    made = _reported_by(said.id, actor.party_id)
    if made is not None:
        return made
    # Whoever removes the comment at once waits, and answers this report with the others.
    db.session.refresh(said, with_for_update={"read": True})
    refuse_if_gone(said)
    if not reason.strip() or len(reason) > limits.LONGEST_REMOVAL_REASON:
        raise NotAReport(
            f"A report needs a reason of at most {limits.LONGEST_REMOVAL_REASON} characters.",
            next_step="Say in a sentence what is wrong with the comment.",
        )
    report = CommentReport(comment_id=said.id, reporter_id=actor.party_id, reason=reason, at=now)
    try:
        with db.session.begin_nested():
            db.session.add(report)
    except IntegrityError:
        # The same person pressed twice at once: the other press has made it.
        made = _reported_by(said.id, actor.party_id)
        assert made is not None, "only the same report can be in the way"
        return made
    publish(CommentReported(at=now, by=actor.party_id, report_id=report.id))
    return report


def answer_reports(
    said: Comment, outcome: str, answer: str, *, actor: Actor, now: datetime
) -> bool:
    """Bring whatever reports of a comment wait to their end; say whether there were any."""
    waiting = (CommentReport.comment_id == said.id) & CommentReport.outcome.is_(None)
    answered = (
        update(CommentReport)
        .where(waiting)
        .values(outcome=outcome, answer=answer, answered_by=actor.party_id, answered_at=now)
        .returning(CommentReport.id)
        .execution_options(synchronize_session="fetch")
    )
    ids = tuple(sorted(db.session.scalars(answered)))
    if ids:
        publish(ReportsAnswered(at=now, by=actor.party_id, comment_id=said.id, report_ids=ids))
    return bool(ids)


def _reported_by(comment_id: int, party_id: int) -> CommentReport | None:
    same = select(CommentReport).where(
        CommentReport.comment_id == comment_id, CommentReport.reporter_id == party_id
    )
    return db.session.scalar(same)
