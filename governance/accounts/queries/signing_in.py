"""Reads for signing in: who an account stands for, and what it signs in with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, select

from governance.accounts.models import Account, RoleGrant
from governance.accounts.queries.belonging import BELONGING, belongs, is_within
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, reading
from governance.members.models import RegisterEntry, Society

_CURRENT_ROLES = (RoleGrant.party_id == Account.party_id) & RoleGrant.withdrawn_at.is_(None)
_ACCOUNT = (
    select(Account.party_id, Account.epoch, RegisterEntry.name, *BELONGING, RoleGrant.role)
    .join(RegisterEntry, RegisterEntry.party_id == Account.party_id)
    .outerjoin(RoleGrant, _CURRENT_ROLES)
    .where(Account.id == bindparam("account"), Account.closed_at.is_(None))
)


@dataclass(frozen=True)
class Credentials:
    """What signing in compares with, and whether the person may still come in."""

    account_id: int
    party_id: int
    name: str
    email: str
    password_hash: str | None
    belongs: bool


@contextmanager
def glance() -> Iterator[Connection]:
    """Read before anything is written, without SQLite's write lock (but if it is held, with it).

    So that an argon2 verification keeps nobody waiting, and a transaction sees its own rows.
    """
    if db.session().in_transaction():
        yield db.session.connection()
        return
    with reading() as connection:
        yield connection


def actor_of(account_id: int, *, epoch: int, now: datetime) -> Actor | None:
    """Return who an account stands for with the roles of this moment.

    None if they signed out everywhere since, or do not belong any more. One statement: it runs
    on every request.
    """
    rows = db.session.connection().execute(_ACCOUNT, {"account": account_id}).all()
    if not rows or rows[0].epoch != epoch or not belongs(rows[0], now=now):
        return None
    first = rows[0]
    roles = {Role(row.role) for row in rows if row.role}
    if is_within(first.member_from, first.member_to, day_of(now)):
        roles.add(Role.MEMBER)
    return Actor(
        party_id=first.party_id, name=first.name, roles=frozenset(roles), account_id=account_id
    )


def credentials_of(email: str, *, connection: Connection, now: datetime) -> Credentials | None:
    """Return what an address signs in with, or None if it has no account."""
    return _credentials(Account.email == email.strip().lower(), connection, now)


def credentials_by_account(
    account_id: int, *, connection: Connection, now: datetime
) -> Credentials | None:
    """Return what an account signs in with, or None if it is closed."""
    return _credentials(Account.id == account_id, connection, now)


def known_of(credentials: Credentials, connection: Connection) -> list[str]:
    """Return what others know of a person, which a password must not be made of."""
    named = connection.execute(select(Society.name, Society.legal_name)).one_or_none()
    return [credentials.name, credentials.email, *(named or ())]


def account_of(party_id: int) -> Account | None:
    """Return a person's account, unless it is closed."""
    theirs = (Account.party_id == party_id) & Account.closed_at.is_(None)
    return db.session.scalar(select(Account).where(theirs))


def _credentials(
    which: ColumnElement[bool], connection: Connection, now: datetime
) -> Credentials | None:
    found = (
        select(
            Account.id,
            Account.party_id,
            Account.email,
            Account.password_hash,
            RegisterEntry.name,
            *BELONGING,
            RoleGrant.role,
        )
        .join(RegisterEntry, RegisterEntry.party_id == Account.party_id)
        .outerjoin(RoleGrant, _CURRENT_ROLES)
        .where(which, Account.closed_at.is_(None))
        .limit(1)
    )
    row = connection.execute(found).one_or_none()
    if row is None:
        return None
    return Credentials(
        account_id=row.id,
        party_id=row.party_id,
        name=row.name,
        email=row.email,
        password_hash=row.password_hash,
        belongs=belongs(row, now=now),
    )
