"""Reads of secret addresses: whose they are, and that there is one."""

from datetime import datetime

from sqlalchemy import select

from governance.accounts.models import Account, FeedAddress
from governance.accounts.queries.signing_in import actor_of
from governance.infrastructure.actor import NOBODY, Actor
from governance.infrastructure.database import db


def feed_address_of(party_id: int, purpose: str) -> FeedAddress | None:
    """Return somebody's address for a purpose, if they have one."""
    return db.session.get(FeedAddress, (party_id, purpose))


def reader_of(token_hash: str, purpose: str, *, now: datetime) -> Actor:
    """Return who reads at an address, with the roles of this moment; nobody if it works no more."""
    whose = (FeedAddress.token_hash == token_hash) & (FeedAddress.purpose == purpose)
    account = db.session.execute(
        select(Account.id, Account.epoch)
        .join(FeedAddress, FeedAddress.party_id == Account.party_id)
        .where(whose)
    ).one_or_none()
    if account is None:
        return NOBODY
    return actor_of(account.id, epoch=account.epoch, now=now) or NOBODY
