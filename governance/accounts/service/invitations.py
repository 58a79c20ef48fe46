"""Inviting people to set up their account: one, or all members who have none yet."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from governance.accounts import queries, tokens
from governance.accounts.events import Invited
from governance.accounts.models import Account, AccountToken
from governance.infrastructure import jobs
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.infrastructure.jobs import Job
from governance.members.models import RegisterEntry

INVITE_MEMBERS = "invite members"
AT_A_TIME = 200


class InvitationRefused(Refused):
    """A person who cannot be invited, or need not be."""

    title = "No invitation was sent"


def invite(party_id: int, *, actor: Actor, now: datetime) -> AccountToken:
    """Invite a person to set up their account; an invitation sent before stops working.

    Raises:
        InvitationRefused: they have no address, have left, or have an account.
    """
    lock_for_transaction("accounts")
    entry = db.session.get(RegisterEntry, party_id)
    if entry is None or not entry.email:
        raise InvitationRefused(
            "The register has no e-mail address for this person.",
            next_step="Enter one, then invite them.",
        )
    account = db.session.scalar(select(Account).where(Account.party_id == party_id))
    _refuse_if_another_has(entry.email, party_id)
    if account is None:
        account = Account(party_id=party_id, email=entry.email.lower(), epoch=1, created_at=now)
        db.session.add(account)
    elif account.closed_at is not None:
        account.closed_at, account.password_hash = None, None
        account.email, account.epoch = entry.email.lower(), account.epoch + 1
    elif account.password_hash is not None:
        raise InvitationRefused(
            f"{entry.name} has an account already.",
            next_step="If they have forgotten their password, they can ask for a new one "
            "where they sign in.",
        )
    db.session.flush()
    _refuse_if_left(account, now=now)
    token = tokens.issue(account.id, "invitation", now=now)
    publish(Invited(at=now, by=actor.party_id, account_id=account.id, token_id=token.id))
    return token


def invite_members(*, actor: Actor, now: datetime) -> Job:
    """Have the worker invite every member who has an address and no account yet."""
    lock_for_transaction("accounts")
    waiting = select(Job.id).where(Job.kind == INVITE_MEMBERS, Job.state.in_(("queued", "running")))
    if db.session.scalar(waiting.limit(1)) is not None:
        raise InvitationRefused("The members are being invited already; this may take a while.")
    job = jobs.enqueue(INVITE_MEMBERS, subject_id=None, actor=actor, now=now)
    job.total = queries.invitations(on=day_of(now)).waiting
    db.session.flush()
    return job


def invite_waiting(job: Job, now: datetime) -> Iterator[None]:
    """Do the job of inviting members, some at a time; safe to begin again."""
    actor = Actor(party_id=job.created_by)
    on = day_of(now)
    job.total = job.done + queries.invitations(on=on).waiting
    while batch := db.session.scalars(queries.waiting_for_invitation(on=on).limit(AT_A_TIME)).all():
        for party_id in batch:
            invite(party_id, actor=actor, now=now)
        job.done += len(batch)
        yield


def take_back(party_id: int, *, now: datetime) -> None:
    """Take an invitation back that was not accepted yet: its link stops working.

    Raises:
        InvitationRefused: they have no invitation that is open, or accepted it meanwhile.
    """
    if not _take_back(Account.party_id == party_id, now=now):
        raise InvitationRefused(
            "There is no invitation to take back: it was accepted or has ended."
        )


def take_back_round(at: datetime, *, now: datetime) -> int:
    """Take back what was sent in one round and not accepted yet; return how many that were."""
    sent = select(AccountToken.account_id).where(
        AccountToken.created_at == at,
        AccountToken.purpose == "invitation",
        AccountToken.used_at.is_(None),
        AccountToken.expires_at > now,
    )
    return _take_back(Account.id.in_(sent), now=now)


def _take_back(which: ColumnElement[bool], *, now: datetime) -> int:
    lock_for_transaction("accounts")
    not_accepted = Account.password_hash.is_(None) & Account.closed_at.is_(None)
    closing = update(Account).where(which, not_accepted).values(closed_at=now).returning(Account.id)
    closed = db.session.scalars(closing.execution_options(synchronize_session=False)).all()
    for account_id in closed:
        tokens.expire_all(account_id, now=now)
    db.session.expire_all()
    return len(closed)


def _refuse_if_another_has(email: str, party_id: int) -> None:
    another = select(Account.id).where(
        Account.email == func.lower(email), Account.party_id != party_id
    )
    if db.session.scalar(another) is not None:
        raise InvitationRefused(
            "Another person's account has this e-mail address, and each needs its own.",
            next_step="Enter an address of their own in the register, then invite them.",
        )


def _refuse_if_left(account: Account, *, now: datetime) -> None:
    found = queries.credentials_by_account(account.id, connection=db.session.connection(), now=now)
    if found is None or not found.belongs:
        raise InvitationRefused(
            "This person is neither a member nor employed, and holds no role.",
            next_step="Invite them once the register says that they are.",
        )
