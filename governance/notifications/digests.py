"""What is said of motions, told to who follows them: a letter a motion and an hour at most.

How far they were told is kept for each motion, so that nothing is told twice, and who begins to
follow is told of what comes. The worker asks every few minutes; nobody who comments waits for it.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from governance.infrastructure.database import db, is_postgresql
from governance.members.models import RegisterEntry
from governance.motions.models import Comment
from governance.notifications.followers import to_be_told
from governance.notifications.models import DiscussionTold
from governance.notifications.service import queue_for_all

AT_MOST_EVERY = timedelta(hours=1)
# By then a comment has been written whose number is lower than that of one that was written sooner.
SETTLED = timedelta(minutes=1)


def tell_of_discussions(now: datetime) -> int:
    """Queue a letter to the followers of each motion of which they can be told something new."""
    return sum(_tell(row.motion_id, row.after, row.upto, now=now) for row in _untold(now))


def _tell(motion_id: int, after: int, upto: int, *, now: datetime) -> int:
    """Queue the letter, unless another worker has just done so; return how many discussions."""
    if not _have_told(motion_id, after, upto, now=now):
        return 0
    by_others = exists().where(
        is_told(motion_id, after, upto), Comment.author_id != RegisterEntry.party_id
    )
    queue_for_all(
        f"motion {motion_id} discussed up to {upto}",
        recipients=to_be_told(motion_id, now=now).where(by_others),
        template="motion_discussed",
        context={"motion_id": motion_id, "after": after, "upto": upto},
        now=now,
    )
    return 1


def is_told(motion_id: int, after: int, upto: int) -> ColumnElement[bool]:
    """Say, of a comment, whether a letter about this part of a discussion tells of it."""
    return (
        (Comment.motion_id == motion_id)
        & (Comment.id > after)
        & (Comment.id <= upto)
        & Comment.removed_at.is_(None)
    )


def _untold(now: datetime) -> list[Row[int, int, int]]:
    """Return the motions with something new, after which comment, and up to which."""
    after = func.coalesce(DiscussionTold.comment_id, 0)
    told_at = DiscussionTold.told_at
    new = (
        select(Comment.motion_id, after.label("after"), func.max(Comment.id).label("upto"))
        .outerjoin(DiscussionTold, DiscussionTold.motion_id == Comment.motion_id)
        .where(
            Comment.id > after,
            Comment.at <= now - SETTLED,
            Comment.removed_at.is_(None),
            or_(told_at.is_(None), told_at <= now - AT_MOST_EVERY),
        )
        .group_by(Comment.motion_id, after)
    )
    return list(db.session.execute(new.order_by(Comment.motion_id)).all())


def _have_told(motion_id: int, after: int, upto: int, *, now: datetime) -> bool:
    """Move on how far was told; of two workers at once, the second finds that it has moved."""
    insert: Any = postgresql.insert if is_postgresql() else sqlite.insert
    told = insert(DiscussionTold).values(motion_id=motion_id, comment_id=upto, told_at=now)
    moved = told.on_conflict_do_update(
        index_elements=["motion_id"],
        set_={"comment_id": upto, "told_at": now},
        where=DiscussionTold.comment_id == after,
    ).returning(DiscussionTold.motion_id)
    return db.session.scalar(moved) is not None
