"""Roles, given and withdrawn on the record, each with its reason."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from governance.accounts.events import RoleGiven, RoleWithdrawn
from governance.accounts.models import RoleGrant
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.members.models import RegisterEntry
from governance.reckoning.canonical import digest

NEVER_WITHOUT = frozenset({Role.SECRETARY, Role.ADMINISTRATOR})
LONGEST_REASON = 200


class RoleRefused(Refused):
    """A role that cannot be given or withdrawn."""

    title = "The roles stay as they are"


def give_role(party_id: int, role: Role, *, reason: str, actor: Actor, now: datetime) -> RoleGrant:
    """Give a person a role.

    Raises:
        RoleRefused: it is membership, it would be the actor's own, or they hold it already.
    """
    _refuse_unfit(role, reason)
    if actor.party_id == party_id:
        raise RoleRefused(
            "Nobody gives themself a role.",
            next_step="Ask another administrator or the secretary to give it to you.",
        )
    if db.session.get(RegisterEntry, party_id) is None:
        raise RoleRefused("This person is not in the register.", next_step="Enter them first.")
    lock_for_transaction("roles")
    grant = RoleGrant(
        party_id=party_id,
        role=role.value,
        reason=reason.strip(),
        given_at=now,
        given_by=actor.party_id,
    )
    _add(grant)
    publish(
        RoleGiven(
            at=now,
            by=actor.party_id,
            grant_id=grant.id,
            party_id=party_id,
            role=role.value,
            reason_digest=digest(grant.reason),
        )
    )
    return grant


def withdraw_role(party_id: int, role: Role, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take a role from a person, or lay down one's own.

    Raises:
        RoleRefused: they do not hold it, or nobody else holds it and somebody must.
    """
    _refuse_unfit(role, reason)
    lock_for_transaction("roles")
    current = (RoleGrant.role == role.value) & RoleGrant.withdrawn_at.is_(None)
    ended = (
        update(RoleGrant)
        .where(current, RoleGrant.party_id == party_id)
        .values(withdrawn_at=now, withdrawn_by=actor.party_id, withdrawn_reason=reason.strip())
        .returning(RoleGrant.id)
    )
    grant_id = db.session.scalar(ended)
    if grant_id is None:
        raise RoleRefused("This person does not hold that role now.")
    left = db.session.scalar(select(func.count()).select_from(RoleGrant).where(current))
    if role in NEVER_WITHOUT and not left:
        raise RoleRefused(
            f"This is the only {role.value}, and the society cannot be without one.",
            next_step="Give the role to somebody else first, then withdraw this one.",
        )
    publish(
        RoleWithdrawn(
            at=now,
            by=actor.party_id,
            grant_id=grant_id,
            party_id=party_id,
            role=role.value,
            reason_digest=digest(reason.strip()),
        )
    )


def _refuse_unfit(role: Role, reason: str) -> None:
    if role is Role.MEMBER:
        raise RoleRefused(
            "Membership is not given as a role.",
            next_step="It follows from the register: change it there.",
        )
    if not reason.strip() or len(reason.strip()) > LONGEST_REASON:
        raise RoleRefused(f"Give a reason of at most {LONGEST_REASON} characters.")


def _add(grant: RoleGrant) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(grant)
    except IntegrityError:
        raise RoleRefused("This person holds that role already.") from None
