"""Reads of what was reported to the officers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from governance.motions.models import Comment, CommentReport, Motion


@dataclass(frozen=True)
class Report:
    """A report as officers read it: its row, who made it, and who answered it."""

    row: CommentReport
    reporter: str
    answerer: str


@dataclass(frozen=True)
class Reported:
    """A comment that was reported: its row, its author, its motion, and each report."""

    comment: Comment
    author: str
    motion: Motion
    reports: Sequence[Report]


def reports_waiting() -> list[Reported]:
    """Return the comments whose reports wait for an answer, the one that waits longest first."""
    since = func.min(CommentReport.at)
    waiting = (
        select(CommentReport.comment_id)
        .where(CommentReport.outcome.is_(None))
        .group_by(CommentReport.comment_id)
        .order_by(since, CommentReport.comment_id)
    )
    return _reported(db.session.scalars(waiting).all(), is_waiting=True)


def reports_answered(*, limit: int, offset: int = 0) -> list[Reported]:
    """Return comments whose reports were answered, the newest answer first."""
    answered = (
        select(CommentReport.comment_id)
        .where(CommentReport.outcome.is_not(None))
        .group_by(CommentReport.comment_id)
        .order_by(func.max(CommentReport.answered_at).desc(), CommentReport.comment_id)
    )
    return _reported(db.session.scalars(answered.limit(limit).offset(offset)).all())


def count_of_answered() -> int:
    """Return how many comments `reports_answered` would return without a limit."""
    comments = select(func.count(CommentReport.comment_id.distinct()))
    return db.session.scalar(comments.where(CommentReport.outcome.is_not(None))) or 0


def reported_since() -> tuple[int, datetime | None]:
    """Return how many comments wait for an answer to their reports, and since when."""
    waiting = CommentReport.outcome.is_(None)
    counted = select(
        func.count(CommentReport.comment_id.distinct()), func.min(CommentReport.at)
    ).where(waiting)
    number, since = db.session.execute(counted).one()
    return number, since


def reported_by(party_id: int | None, motion_id: int) -> set[int]:
    """Return which comments of a motion's discussion that person reported."""
    mine = (
        select(CommentReport.comment_id)
        .join(Comment, Comment.id == CommentReport.comment_id)
        .where(CommentReport.reporter_id == party_id, Comment.motion_id == motion_id)
    )
    return set(db.session.scalars(mine))


def _reported(ids: Sequence[int], *, is_waiting: bool = False) -> list[Reported]:
    comments: Select[Comment, str, Motion] = (
        select(Comment, func.coalesce(RegisterEntry.name, ""), Motion)
        .join(Motion, Motion.id == Comment.motion_id)
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Comment.author_id)
        .where(Comment.id.in_(ids))
    )
    rows = {row[0].id: row for row in db.session.execute(comments)}
    reports = [one for one in _reports(ids) if (one.row.outcome is None) == is_waiting]
    return [
        Reported(*rows[id_], [one for one in reports if one.row.comment_id == id_]) for id_ in ids
    ]


def _reports(ids: Collection[int]) -> list[Report]:
    answerer = aliased(RegisterEntry)
    found = (
        select(
            CommentReport,
            func.coalesce(RegisterEntry.name, ""),
            func.coalesce(answerer.name, ""),
        )
        .outerjoin(RegisterEntry, RegisterEntry.party_id == CommentReport.reporter_id)
        .outerjoin(answerer, answerer.party_id == CommentReport.answered_by)
        .where(CommentReport.comment_id.in_(ids))
        .order_by(CommentReport.at, CommentReport.id)
    )
    return [Report(*row) for row in db.session.execute(found)]
