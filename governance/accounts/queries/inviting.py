"""Reads of invitations: how far the members have come, and who waits for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select

from governance.accounts.models import Account, AccountToken
from governance.accounts.queries.belonging import is_member_on
from governance.infrastructure.database import db
from governance.infrastructure.jobs import Job
from governance.members.models import RegisterEntry


@dataclass(frozen=True)
class Invitations:
    """How far the members have come: who is in, who was asked, who could be and who cannot."""

    members: int
    joined: int
    invited: int
    waiting: int
    without_address: int

    @property
    def sharing_address(self) -> int:
        """Members whose address is another person's account, so that it cannot be theirs too."""
        counted = self.joined + self.invited + self.waiting + self.without_address
        return self.members - counted


def live_invitation_of(account_id: int, *, now: datetime) -> AccountToken | None:
    """Return the invitation that an account can still accept."""
    token = AccountToken
    live = (token.purpose == "invitation") & token.used_at.is_(None) & (token.expires_at > now)
    theirs = select(token).where(token.account_id == account_id, live)
    return db.session.scalars(theirs.order_by(token.id.desc()).limit(1)).first()


def invitations(*, on: date) -> Invitations:
    """Return how many members have an account, were invited, could be, and cannot."""
    entry = RegisterEntry
    own = (Account.party_id == entry.party_id) & Account.closed_at.is_(None)
    counted = (
        select(
            func.count(),
            func.count(Account.password_hash),
            func.count(Account.id),
            func.count().filter(Account.id.is_(None) & (entry.email == "")),
        )
        .select_from(entry)
        .outerjoin(Account, own)
        .where(is_member_on(on))
    )
    members, joined, accounts, without = db.session.execute(counted).one()
    waiting = select(func.count()).select_from(waiting_for_invitation(on=on).subquery())
    return Invitations(
        members=members,
        joined=joined,
        invited=accounts - joined,
        waiting=db.session.scalar(waiting) or 0,
        without_address=without,
    )


def waiting_for_invitation(*, on: date) -> Select[int]:
    """Choose the members who have an address and no account yet; one for each address."""
    entry = RegisterEntry
    has_account = exists().where(
        Account.closed_at.is_(None),
        or_(Account.party_id == entry.party_id, Account.email == func.lower(entry.email)),
    )
    first = func.min(entry.party_id)
    return (
        select(first)
        .where(is_member_on(on), entry.email != "", ~has_account)
        .group_by(func.lower(entry.email))
        .order_by(first)
    )


def invitation_rounds(*, now: datetime, most: int) -> Sequence[Any]:
    """Return the last times people were invited: at, invited, joined, open (can still accept)."""
    token = AccountToken
    live = token.used_at.is_(None) & (token.expires_at > now) & Account.closed_at.is_(None)
    return db.session.execute(
        select(
            token.created_at.label("at"),
            func.count().label("invited"),
            func.count(token.used_at).label("joined"),
            func.count().filter(live).label("open"),
        )
        .join(Account, Account.id == token.account_id)
        .where(token.purpose == "invitation")
        .group_by(token.created_at)
        .order_by(token.created_at.desc())
        .limit(most)
    ).all()


def newest_job(kind: str) -> Job | None:
    """Return the newest piece of long work of that kind."""
    return db.session.scalars(select(Job).where(Job.kind == kind).order_by(Job.id.desc())).first()
