"""Secret addresses for programs that read for a person and cannot sign in, such as feed readers."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import delete

from governance.accounts.models import FeedAddress
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db, lock_for_transaction

BYTES = 32


def make_feed_address(purpose: str, *, actor: Actor, now: datetime) -> str:
    """Make somebody's address and return its secret, once; the one before stops working."""
    assert actor.party_id is not None, "whoever asks for an address is signed in"
    # Of two clicks at once the second waits, and its address is the one that works.
    lock_for_transaction(f"feed address:{actor.party_id}:{purpose}")
    stop_feed_address(purpose, actor=actor)
    token = secrets.token_urlsafe(BYTES)
    db.session.add(
        FeedAddress(
            party_id=actor.party_id, purpose=purpose, token_hash=hash_of(token), made_at=now
        )
    )
    db.session.flush()
    return token


def stop_feed_address(purpose: str, *, actor: Actor) -> None:
    """Have somebody's address work no more."""
    own = (FeedAddress.party_id == actor.party_id) & (FeedAddress.purpose == purpose)
    db.session.execute(delete(FeedAddress).where(own))


def hash_of(token: str) -> str:
    """Return what is kept of a secret: it is as long as the hash, so a salt would add nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
