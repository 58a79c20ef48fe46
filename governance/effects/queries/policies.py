"""Reads of policies: their texts, as at a day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from governance.effects.models import PolicyVersion
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound


def policies_on(day: date) -> list[PolicyVersion]:
    """Return the version in force of each policy on a day, by title; repealed ones are left out."""
    found = [version for version in _in_force(day).values() if not version.is_repealed]
    return sorted(found, key=lambda version: (version.title.casefold(), version.policy_id))


def version_on(policy_id: int, day: date) -> PolicyVersion | None:
    """Return the version of a policy in force on a day; None before its first."""
    return _in_force(day, policy_id).get(policy_id)


def versions_of(policy_id: int) -> Sequence[PolicyVersion]:
    """Return every version of a policy in the order in which they were adopted.

    Raises:
        NotFound: there is no such policy.
    """
    found = db.session.scalars(
        select(PolicyVersion)
        .where(PolicyVersion.policy_id == policy_id)
        .order_by(PolicyVersion.number)
    ).all()
    if not found:
        raise NotFound(
            "There is no policy at this address.", next_step="Look for it among the policies."
        )
    return found


def newest(policy_id: int) -> PolicyVersion | None:
    """Return the version of a policy that was adopted last, in force already or not."""
    last = select(PolicyVersion).where(PolicyVersion.policy_id == policy_id)
    return db.session.scalar(last.order_by(PolicyVersion.number.desc()).limit(1))


def highest_policy_id() -> int:
    """Return the highest number of a policy, nought before there is one."""
    return db.session.scalar(select(func.max(PolicyVersion.policy_id))) or 0


def _in_force(day: date, policy_id: int | None = None) -> dict[int, PolicyVersion]:
    """Return by policy the version in force: of those whose day has come, the last adopted."""
    begun = select(PolicyVersion).where(PolicyVersion.from_day <= day)
    if policy_id is not None:
        begun = begun.where(PolicyVersion.policy_id == policy_id)
    found = db.session.scalars(begun.order_by(PolicyVersion.recorded_seq))
    return {version.policy_id: version for version in found}
