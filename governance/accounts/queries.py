"""Reads of accounts and roles."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from governance.accounts.models import Account, AccountToken, RoleGrant
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, reading
from governance.infrastructure.jobs import Job
from governance.members.entries import folded
from governance.members.models import RegisterEntry, Society

_CURRENT_ROLES = (RoleGrant.party_id == Account.party_id) & RoleGrant.withdrawn_at.is_(None)
_STANDING = (
    RegisterEntry.member_from,
    RegisterEntry.member_to,
    RegisterEntry.employed_from,
    RegisterEntry.employed_to,
)
_ACCOUNT = (
    select(Account.party_id, Account.epoch, RegisterEntry.name, *_STANDING, RoleGrant.role)
    .join(RegisterEntry, RegisterEntry.party_id == Account.party_id)
    .outerjoin(RoleGrant, _CURRENT_ROLES)
    .where(Account.closed_at.is_(None))
)


@dataclass(frozen=True)
class Credentials:
    """What signing in compares with, and whether the person may still come in."""

    account_id: int
    party_id: int
    name: str
    email: str
    password_hash: str | None
    has_standing: bool


@dataclass(frozen=True)
class Holding:
    """A role as somebody holds or held it; names are as the register has them now."""

    grant_id: int
    party_id: int
    name: str
    role: Role
    reason: str
    given_at: datetime
    given_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str
    has_left: bool


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

    None if they signed out everywhere since, or have no standing any more. One statement: it runs
    on every request.
    """
    rows = db.session.execute(_ACCOUNT.where(Account.id == account_id)).all()
    if not rows or rows[0].epoch != epoch or not has_standing(rows[0], now=now):
        return None
    first = rows[0]
    roles = {Role(row.role) for row in rows if row.role}
    if _is_within(first.member_from, first.member_to, day_of(now)):
        roles.add(Role.MEMBER)
    return Actor(
        party_id=first.party_id, name=first.name, roles=frozenset(roles), account_id=account_id
    )


def has_standing(row: Any, *, now: datetime) -> bool:
    """Say whether a person may have an account: a role, or a membership or work not yet ended.

    Whoever starts next week may set their account up this week.
    """
    today = day_of(now)
    belongs = _has_not_ended(row.member_from, row.member_to, today)
    works = _has_not_ended(row.employed_from, row.employed_to, today)
    return bool(row.role) or belongs or works


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


def live_invitation_of(account_id: int, *, now: datetime) -> AccountToken | None:
    """Return the invitation that an account can still accept."""
    token = AccountToken
    live = (token.purpose == "invitation") & token.used_at.is_(None) & (token.expires_at > now)
    theirs = select(token).where(token.account_id == account_id, live)
    return db.session.scalars(theirs.order_by(token.id.desc()).limit(1)).first()


def parties_with(role: Role) -> list[int]:
    """Return who holds the role now."""
    held = select(RoleGrant.party_id).where(
        RoleGrant.role == role.value, RoleGrant.withdrawn_at.is_(None)
    )
    return list(db.session.scalars(held.order_by(RoleGrant.party_id)))


def roles_of(party_id: int) -> list[Role]:
    """Return the roles a person holds now, without membership."""
    held = select(RoleGrant.role).where(
        RoleGrant.party_id == party_id, RoleGrant.withdrawn_at.is_(None)
    )
    return sorted((Role(role) for role in db.session.scalars(held)), key=list(Role).index)


def holdings(*, now: datetime) -> list[Holding]:
    """Return every role held now, in the order of the roles and then of the names."""
    current = _grants().where(RoleGrant.withdrawn_at.is_(None))
    found = _holdings(current.order_by(RegisterEntry.sort_name, RoleGrant.id), now=now)
    return sorted(found, key=lambda holding: list(Role).index(holding.role))


def holdings_of(party_id: int, *, now: datetime) -> list[Holding]:
    """Return every role a person holds or has held, the newest first."""
    theirs = _grants().where(RoleGrant.party_id == party_id)
    return _holdings(theirs.order_by(RoleGrant.id.desc()), now=now)


def past_holdings(*, page: int, of: int, now: datetime) -> tuple[list[Holding], int]:
    """Return a page of the roles that were withdrawn, the latest first, and how many there are."""
    ended = RoleGrant.withdrawn_at.is_not(None)
    total = db.session.scalar(select(func.count()).select_from(RoleGrant).where(ended)) or 0
    newest = _grants().where(ended).order_by(RoleGrant.withdrawn_at.desc(), RoleGrant.id.desc())
    return _holdings(newest.offset((page - 1) * of).limit(of), now=now), total


def people_called(words: str, *, most: int) -> Sequence[RegisterEntry]:
    """Return people of the register whose name has these words, for choosing one."""
    found = select(RegisterEntry).order_by(RegisterEntry.sort_name, RegisterEntry.party_id)
    for word in folded(words).split():
        found = found.where(RegisterEntry.sort_name.contains(word, autoescape=True))
    return db.session.scalars(found.limit(most)).all()


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


def is_member_on(day: date) -> ColumnElement[bool]:
    """Say, of a register entry, whether it is a member's on that day."""
    entry = RegisterEntry
    return (entry.member_from <= day) & or_(entry.member_to.is_(None), entry.member_to > day)


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
            *_STANDING,
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
        has_standing=has_standing(row, now=now),
    )


def _grants() -> Any:
    return select(RoleGrant, RegisterEntry.name, *_STANDING).join(
        RegisterEntry, RegisterEntry.party_id == RoleGrant.party_id
    )


def _holdings(grants: Any, *, now: datetime) -> list[Holding]:
    rows = db.session.execute(grants).all()
    officers = {row.RoleGrant.given_by for row in rows} | {
        row.RoleGrant.withdrawn_by for row in rows
    }
    named = select(RegisterEntry.party_id, RegisterEntry.name).where(
        RegisterEntry.party_id.in_(officers - {None})
    )
    names: dict[int, str] = {row.party_id: row.name for row in db.session.execute(named)}
    today = day_of(now)
    return [
        Holding(
            grant_id=grant.id,
            party_id=grant.party_id,
            name=row.name,
            role=Role(grant.role),
            reason=grant.reason,
            given_at=grant.given_at,
            given_by=names.get(grant.given_by, ""),
            withdrawn_at=grant.withdrawn_at,
            withdrawn_by=names.get(grant.withdrawn_by, ""),
            withdrawn_reason=grant.withdrawn_reason,
            has_left=not _has_not_ended(row.member_from, row.member_to, today)
            and not _has_not_ended(row.employed_from, row.employed_to, today)
            and bool(row.member_from or row.employed_from),
        )
        for row in rows
        for grant in (row.RoleGrant,)
    ]


def _is_within(begins: date | None, ends: date | None, day: date) -> bool:
    return begins is not None and begins <= day and (ends is None or day < ends)


def _has_not_ended(begins: date | None, ends: date | None, day: date) -> bool:
    return begins is not None and (ends is None or day < ends)
