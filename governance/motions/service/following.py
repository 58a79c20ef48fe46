"""Following a motion: asked for, come by with taking part, and stopped."""

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db, is_postgresql
from governance.infrastructure.errors import NotAllowed
from governance.infrastructure.permissions import may
from governance.motions.models import CoAuthor, Follower, Motion
from governance.motions.permissions import Motions


class TookPart(Protocol):
    """What `follow_by_taking_part` needs to know of a proposal, a secondment or a comment."""

    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> int | None: ...
    @property
    def motion_id(self) -> int: ...


def follow(motion: Motion, *, actor: Actor, now: datetime) -> None:
    """Have somebody told how the motion goes on; doing it again changes nothing."""
    if actor.party_id is None or not may(actor, Motions.FOLLOW):
        raise NotAllowed("Only members and officers can follow a motion.")
    _set(motion.id, actor.party_id, is_following=True, now=now)


def stop_following(motion_id: int, party_id: int, *, now: datetime) -> None:
    """Have somebody told no more of a motion, even if they take part in it again."""
    _set(motion_id, party_id, is_following=False, now=now)


def follow_by_taking_part(event: TookPart) -> None:
    """Have whoever proposed, wrote, seconded or discussed a motion follow it.

    Whoever stopped following it has said so, and is left alone.
    """
    co_authors = select(CoAuthor.party_id).where(CoAuthor.motion_id == event.motion_id)
    carried = getattr(event, "party_ids", ())  # who supported what goes on as this motion
    took_part = {event.by, *carried, *db.session.scalars(co_authors)} - {None}
    rows = [_row(event.motion_id, party_id, True, event.at) for party_id in took_part if party_id]
    if rows:
        db.session.execute(_insert().on_conflict_do_nothing(), rows)


def _set(motion_id: int, party_id: int, *, is_following: bool, now: datetime) -> None:
    chosen = _insert().values(_row(motion_id, party_id, is_following, now))
    db.session.execute(
        chosen.on_conflict_do_update(
            index_elements=["motion_id", "party_id"],
            set_={"is_following": is_following, "changed_at": now},
            where=Follower.is_following.is_not(is_following),
        )
    )


def _row(motion_id: int, party_id: int, is_following: bool, at: datetime) -> dict[str, Any]:
    return {
        "motion_id": motion_id,
        "party_id": party_id,
        "is_following": is_following,
        "changed_at": at,
    }


def _insert() -> Any:
    return postgresql.insert(Follower) if is_postgresql() else sqlite.insert(Follower)
