"""Signing in with an address and a password, and signing out everywhere."""

from datetime import datetime

from sqlalchemy import update

from governance.accounts import passwords, queries, throttling
from governance.accounts.events import SignedOutEverywhere
from governance.accounts.models import Account
from governance.accounts.service.admission import Admission
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish


class BelongsNoLonger(Refused):
    """The password was right, but its person has left."""

    status = 403
    title = "You cannot sign in any more"


def sign_in(email: str, password: str, *, network: str, now: datetime) -> Admission | None:
    """Let a person in with their password; None if the two do not belong together.

    An unknown address, an invitation not yet accepted and a wrong password answer alike and take as
    long. The password is verified before the transaction begins, for that takes a while.

    Raises:
        Paused: there were too many wrong ones; the right one is not looked at either.
        BelongsNoLonger: they are neither a member nor employed nor the holder of a role any more.
    """
    counted = (throttling.by_address(email), throttling.by_network(network))
    with queries.glance() as connection:
        throttling.refuse_if_paused(counted, connection=connection, now=now)
        found = queries.credentials_of(email, connection=connection, now=now)
    is_right = passwords.matches(password, found.password_hash if found else None)
    better = _better_hash(found, password) if is_right else None

    # Counted again behind the lock: of many tries sent at once, those after the pause count for
    # nothing, even if one of them was right.
    throttling.lock(counted)
    throttling.refuse_if_paused(counted, connection=db.session.connection(), now=now)
    admission = _let_in(found, better, now=now) if found and is_right else None
    if admission is None:
        throttling.count(counted, now=now)
        return None
    throttling.forget(counted[0])
    return admission


def sign_out_everywhere(account_id: int, *, actor: Actor, now: datetime) -> None:
    """End every session of the account, this one too."""
    theirs = update(Account).where(Account.id == account_id)
    db.session.execute(theirs.values(epoch=Account.epoch + 1))
    publish(SignedOutEverywhere(at=now, by=actor.party_id, account_id=account_id))


def _better_hash(found: queries.Credentials | None, password: str) -> str | None:
    if found is None or found.password_hash is None:
        return None
    return passwords.hashed(password) if passwords.is_outdated(found.password_hash) else None


def _let_in(found: queries.Credentials, better: str | None, *, now: datetime) -> Admission | None:
    if not found.belongs:
        raise BelongsNoLonger(
            "You are no longer a member, an employee or an officer of the society, so your account "
            "has ended.",
            next_step="If you think that is a mistake, ask the secretary.",
        )
    # Only if it is still the password that was verified.
    same = (Account.id == found.account_id) & (Account.password_hash == found.password_hash)
    signed_in = (
        update(Account)
        .where(same, Account.closed_at.is_(None))
        .values(last_signed_in_at=now, password_hash=better or found.password_hash)
        .returning(Account.epoch)
    )
    epoch = db.session.scalar(signed_in)
    return None if epoch is None else Admission(found.account_id, found.party_id, epoch)
