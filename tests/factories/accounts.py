"""Accounts, and browsers that are signed in."""

from functools import cache
from typing import TypeVar

from flask.testing import FlaskClient
from sqlalchemy import select

from governance.accounts import passwords
from governance.accounts.models import Account, RoleGrant
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from tests.machinery.client import settle
from tests.machinery.clock import NOON

PASSWORD = "walrus ledger at teatime"

Browser = TypeVar("Browser", bound=FlaskClient)


def make_account(party_id: int, *, password: str | None = PASSWORD, email: str = "") -> Account:
    """Make an account with this password; None is an invitation not yet accepted."""
    entry = db.session.get(RegisterEntry, party_id)
    address = email or (entry.email if entry and entry.email else f"person-{party_id}@example.org")
    account = Account(
        party_id=party_id,
        email=address.lower(),
        password_hash=_hash_of(password) if password else None,
        created_at=NOON,
    )
    db.session.add(account)
    db.session.flush()
    return account


def make_role(party_id: int, *roles: Role) -> None:
    """Give roles without their links of the record, for tests that are about something else."""
    for role in roles:
        db.session.add(RoleGrant(party_id=party_id, role=role.value, given_at=NOON))
    db.session.flush()


def signed_in(client: Browser, party_id: int) -> Browser:
    """Sign the browser in as that person, who gets an account if they have none.

    It is given the cookie that signing in would give; tests/web/test_signing_in.py shows that this
    is the same.
    """
    account = account_of(party_id) or make_account(party_id)
    session_id = f"{account.id}:{account.epoch}"
    settle()  # what was arranged is done before a request's context opens and closes
    settle()
    with client.session_transaction() as session:
        session.clear()
        session.permanent = True
        session["_user_id"] = session_id
        session["_fresh"] = True
    return client


def actor(party_id: int, *roles: Role) -> Actor:
    """Return a signed-in actor for services: a member unless roles are named."""
    account = account_of(party_id)
    return Actor(
        party_id=party_id,
        name=f"Person {party_id}",
        roles=frozenset(roles or {Role.MEMBER}),
        account_id=account.id if account else party_id,
    )


def account_of(party_id: int) -> Account | None:
    """Return a person's account, if they have one."""
    return db.session.scalar(select(Account).where(Account.party_id == party_id))


@cache
def _hash_of(password: str) -> str:
    return passwords.hashed(password)
