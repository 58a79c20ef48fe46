"""Reads of roles: who holds which, and who held one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from governance.accounts.models import RoleGrant
from governance.accounts.queries.belonging import BELONGING, has_not_ended
from governance.infrastructure.actor import Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.members.entries import folded
from governance.members.models import RegisterEntry


@dataclass(frozen=True)
class Holding:
    """A role as somebody holds or held it; names are as the register has them now.

    `worked_to` is the first day on which they worked here no more.
    """

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
    worked_to: date | None

    @property
    def outlasts_work(self) -> bool:
        """Say whether it is held since before the work here ended."""
        return self.worked_to is not None and day_of(self.given_at) < self.worked_to


def parties_with(role: Role) -> list[int]:
    """Return who holds the role now."""
    held = select(RoleGrant.party_id).where(
        RoleGrant.role == role.value, RoleGrant.withdrawn_at.is_(None)
    )
    return list(db.session.scalars(held.order_by(RoleGrant.party_id)))


def those_with_a_role() -> Select[int]:
    """Select (party_id) of everybody who holds a role now."""
    return select(RoleGrant.party_id).where(RoleGrant.withdrawn_at.is_(None))


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


def _grants() -> Any:
    return select(RoleGrant, RegisterEntry.name, *BELONGING).join(
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
            has_left=not has_not_ended(row.member_from, row.member_to, today)
            and not has_not_ended(row.employed_from, row.employed_to, today)
            and bool(row.member_from or row.employed_from),
            worked_to=row.employed_to
            if row.employed_from and not has_not_ended(row.employed_from, row.employed_to, today)
            else None,
        )
        for row in rows
        for grant in (row.RoleGrant,)
    ]
