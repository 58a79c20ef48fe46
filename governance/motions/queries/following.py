"""Reads of who follows a motion."""

from sqlalchemy import Select, select

from governance.infrastructure.database import db
from governance.motions.models import Follower


def is_following(motion_id: int, party_id: int | None) -> bool:
    """Say whether somebody is told how a motion goes on."""
    found = db.session.get(Follower, (motion_id, party_id)) if party_id is not None else None
    return found is not None and found.is_following


def followers_of(motion_id: int) -> Select[int]:
    """Select (party_id) of those who follow a motion."""
    return select(Follower.party_id).where(
        Follower.motion_id == motion_id, Follower.is_following.is_(True)
    )
