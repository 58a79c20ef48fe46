"""Setting a password: the first by invitation, a new one by a reset's link or with the old one."""

from datetime import datetime

from sqlalchemy import update

from governance.accounts import passwords, queries, throttling, tokens
from governance.accounts.events import Invited, PasswordChanged, PasswordResetAsked
from governance.accounts.models import Account
from governance.accounts.service.admission import Admission
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish


class PasswordRefused(Refused):
    """A password that is too short, too long or too easy to guess."""

    title = "Choose another password"


def accept_invitation(text: str, password: str, *, now: datetime) -> Admission:
    """Set the first password of an account with the link of its invitation, and let it in.

    Raises:
        LinkRefused: the link cannot be used, or not any more.
        PasswordRefused: the password could be guessed; the link can still be used.
    """
    opened, password_hash = _prepared(text, "invitation", password, now=now)
    tokens.use(opened.token_id, now=now)
    return _set(opened.credentials.account_id, password_hash, now=now)


def reset_password(text: str, password: str, *, now: datetime) -> Admission:
    """Set a new password with the link of a reset; everything else is signed out.

    Raises:
        LinkRefused: the link cannot be used, or not any more.
        PasswordRefused: the password could be guessed; the link can still be used.
    """
    opened, password_hash = _prepared(text, "reset", password, now=now)
    tokens.use(opened.token_id, now=now)
    admission = _set(opened.credentials.account_id, password_hash, now=now)
    throttling.forget(throttling.by_address(opened.credentials.email))
    publish(
        PasswordChanged(at=now, by=admission.party_id, account_id=opened.credentials.account_id)
    )
    return admission


def change_password(
    account_id: int, *, old: str, new: str, network: str, actor: Actor, now: datetime
) -> Admission | None:
    """Set a new password with the old one; every other device is signed out.

    None if the old one is wrong, which counts as a try to sign in does.

    Raises:
        Paused: there were too many wrong ones.
        PasswordRefused: the new one could be guessed.
    """
    with queries.glance() as connection:
        found = queries.credentials_by_account(account_id, connection=connection, now=now)
        assert found is not None, "whoever is signed in has an account"
        counted = (throttling.by_address(found.email), throttling.by_network(network))
        throttling.refuse_if_paused(counted, connection=connection, now=now)
        known = queries.known_of(found, connection)
    _refuse_guessable(new, known)
    is_right = passwords.matches(old, found.password_hash)
    password_hash = passwords.hashed(new)
    throttling.lock(counted)
    throttling.refuse_if_paused(counted, connection=db.session.connection(), now=now)
    if not is_right:
        throttling.count(counted, now=now)
        return None
    throttling.forget(counted[0])
    tokens.expire_all(account_id, now=now)
    admission = _set(account_id, password_hash, now=now)
    publish(PasswordChanged(at=now, by=actor.party_id, account_id=account_id))
    return admission


def ask_for_reset(email: str, *, network: str, now: datetime) -> None:
    """Have a link sent to an address that has an account; tell nobody whether it has.

    Whoever was invited and never came in is sent a new invitation instead.

    Raises:
        Paused: too many were asked for from this network address.
    """
    by_network, by_address = (
        throttling.resets_by_network(network),
        throttling.resets_by_address(email),
    )
    throttling.lock((by_address, by_network))
    connection = db.session.connection()
    throttling.refuse_if_paused([by_network], connection=connection, now=now)
    is_quiet = throttling.is_paused(by_address, connection=connection, now=now) is None
    found = queries.credentials_of(email, connection=connection, now=now)
    throttling.count((by_address, by_network), now=now)
    if found is None or not found.belongs or not is_quiet:
        return
    account_id = found.account_id
    if found.password_hash is None:
        token = tokens.issue(account_id, "invitation", now=now)
        publish(Invited(at=now, account_id=account_id, token_id=token.id))
        return
    token = tokens.issue(account_id, "reset", now=now)
    publish(PasswordResetAsked(at=now, account_id=account_id, token_id=token.id))


def _prepared(
    text: str, purpose: tokens.Purpose, password: str, *, now: datetime
) -> tuple[tokens.Opened, str]:
    with queries.glance() as connection:
        opened = tokens.opened(text, purpose, connection=connection, now=now)
    _refuse_guessable(password, opened.known)
    return opened, passwords.hashed(password)


def _refuse_guessable(password: str, known: list[str] | tuple[str, ...]) -> None:
    fault = passwords.fault_of(password, known=known)
    if fault:
        raise PasswordRefused(fault)


def _set(account_id: int, password_hash: str, *, now: datetime) -> Admission:
    tokens.expire_all(account_id, now=now)
    changed = (
        update(Account)
        .where(Account.id == account_id, Account.closed_at.is_(None))
        .values(password_hash=password_hash, epoch=Account.epoch + 1, last_signed_in_at=now)
        .returning(Account.party_id, Account.epoch)
    )
    row = db.session.execute(changed).one()
    return Admission(account_id, row.party_id, row.epoch)
