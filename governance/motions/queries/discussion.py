"""Reads of what is said of a motion, and of how its discussion was moderated."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select, true

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.models import RegisterEntry
from governance.motions.models import Comment, CommentVersion, Moderation

_OPENER = func.coalesce(Comment.thread_id, Comment.id)
_LIVES = Comment.removed_at.is_(None)


@dataclass(frozen=True)
class Said:
    """A comment as it is read: its row, and who wrote and who removed it."""

    comment: Comment
    author: str
    remover: str


@dataclass(frozen=True)
class Counts:
    """How many comments stand, and how many of them speak for and against the motion."""

    comments: int
    speak_for: int
    speak_against: int


@dataclass(frozen=True)
class Moderated:
    """An act of moderation: its row, and who did it."""

    act: Moderation
    by: str


def comment(comment_id: int) -> Comment:
    """Return the comment.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Comment, comment_id)
    if found is None:
        raise NotFound(
            "There is no comment at this address.", next_step="Look for it on its motion's page."
        )
    return found


def said(comment_id: int) -> Said:
    """Return the comment with the names beside it.

    Raises:
        NotFound: there is none.
    """
    return _read(Comment.id == comment(comment_id).id)[0]


def threads_of(
    motion_id: int, *, side: str = "", newest_first: bool = False
) -> list[tuple[int, int]]:
    """Return each thread's opener and length, in the order in which they were opened.

    Of one side, those whose opener takes it and is not removed.
    """
    opener = Comment.__table__.alias("opener")
    takes = (opener.c.side == side) & opener.c.removed_at.is_(None) if side else true()
    order = (opener.c.at, opener.c.id)
    threads = (
        select(opener.c.id, func.count())
        .join(Comment, opener.c.id == _OPENER)
        .where(opener.c.motion_id == motion_id, Comment.motion_id == motion_id)
        .where(opener.c.thread_id.is_(None), takes)
        .group_by(opener.c.id, opener.c.at)
        .order_by(*(column.desc() for column in order) if newest_first else order)
    )
    return [(opener_id, length) for opener_id, length in db.session.execute(threads)]


def said_in(motion_id: int, openers: Collection[int]) -> dict[int, list[Said]]:
    """Return the comments of these threads, each thread's opener first, removed ones in place."""
    threads: dict[int, list[Said]] = {opener_id: [] for opener_id in openers}
    for one in _read(Comment.motion_id == motion_id, _OPENER.in_(openers)):
        threads[one.comment.opener_id].append(one)
    return threads


def place_in_thread(comment: Comment) -> int:
    """Return how many comments of its thread stand before a comment."""
    if comment.thread_id is None:
        return 0
    before = (Comment.at < comment.at) | ((Comment.at == comment.at) & (Comment.id < comment.id))
    others = select(func.count()).where(Comment.thread_id == comment.thread_id, before)
    return 1 + (db.session.scalar(others) or 0)


def counts_of(motion_id: int) -> Counts:
    """Return how many comments a discussion has, and on which sides; removed ones do not count."""
    takes = (_LIVES & (Comment.side == side) for side in ("for", "against"))
    sums = (func.coalesce(func.sum(case((each, 1), else_=0)), 0) for each in (_LIVES, *takes))
    return Counts(*db.session.execute(select(*sums).where(Comment.motion_id == motion_id)).one())


def words_before(comment_id: int) -> list[CommentVersion]:
    """Return what a comment said before it was changed, the first words first."""
    versions = select(CommentVersion).where(CommentVersion.comment_id == comment_id)
    return list(db.session.scalars(versions.order_by(CommentVersion.n)))


def moderation_of(motion_id: int) -> list[Moderated]:
    """Return what was moderated in a discussion, the newest first."""
    acts = (
        select(Moderation, func.coalesce(RegisterEntry.name, ""))
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Moderation.by_id)
        .where(Moderation.motion_id == motion_id)
        .order_by(Moderation.at.desc(), Moderation.id.desc())
    )
    return [Moderated(*row) for row in db.session.execute(acts)]


def _read(*which: ColumnElement[bool]) -> list[Said]:
    remover = RegisterEntry.__table__.alias("remover")
    found = (
        select(
            Comment,
            func.coalesce(RegisterEntry.name, ""),
            func.coalesce(remover.c.name, ""),
        )
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Comment.author_id)
        .outerjoin(remover, remover.c.party_id == Comment.removed_by)
        .where(*which)
        # An opener comes first even where a clock went back.
        .order_by(Comment.thread_id.is_not(None), Comment.at, Comment.id)
    )
    return [Said(*row) for row in db.session.execute(found)]
