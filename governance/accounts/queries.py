"""Reads of accounts and roles."""

from datetime import datetime

from sqlalchemy import select

from governance.accounts.models import Account, RoleGrant
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.members.models import RegisterEntry

_ACCOUNT = (
    select(
        Account.party_id,
        Account.epoch,
        RegisterEntry.name,
        RegisterEntry.member_from,
        RegisterEntry.member_to,
        RoleGrant.role,
    )
    .join(RegisterEntry, RegisterEntry.party_id == Account.party_id)
    .outerjoin(
        RoleGrant,
        (RoleGrant.party_id == Account.party_id) & RoleGrant.withdrawn_at.is_(None),
    )
    .where(Account.closed_at.is_(None))
)


def actor_of(account_id: int, *, epoch: int, now: datetime) -> Actor | None:
    """Return who an account stands for with the roles of this moment; None if signed out since.

    One statement: it runs on every request.
    """
    rows = db.session.execute(_ACCOUNT.where(Account.id == account_id)).all()
    if not rows or rows[0].epoch != epoch:
        return None
    first, today = rows[0], day_of(now)
    roles = {Role(row.role) for row in rows if row.role}
    if first.member_from and first.member_from <= today and not _ended(first.member_to, today):
        roles.add(Role.MEMBER)
    return Actor(
        party_id=first.party_id, name=first.name, roles=frozenset(roles), account_id=account_id
    )


def _ended(member_to: object, today: object) -> bool:
    return member_to is not None and member_to <= today  # type: ignore[operator]
