"""Links sent by mail: signed, expiring, and usable once.

The link is `<number>.<signature>`, short enough to stay on one line of a mail. Its text is made
when the mail is sent and kept nowhere; the row says until when it may be used, and whether it was.
The signature covers whose it is and when it was issued, so that after a database has been restored
from a backup an old mail opens nobody else's account.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from flask import current_app
from itsdangerous import Signer
from sqlalchemy import Connection, select, update

from governance.accounts import queries
from governance.accounts.models import AccountToken
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused

Purpose = Literal["invitation", "reset"]

LASTS = {"invitation": timedelta(days=14), "reset": timedelta(hours=1)}
OUR_CHARACTERS = re.compile(r"[^A-Za-z0-9_.\-]")


class LinkRefused(Refused):
    """A link that cannot be used, or not any more."""

    status = 410
    title = "This link cannot be used"


@dataclass(frozen=True)
class Opened:
    """A link that can still be used, and whose it is."""

    token_id: int
    purpose: Purpose
    credentials: queries.Credentials
    known: tuple[str, ...]


def issue(account_id: int, purpose: Purpose, *, now: datetime) -> AccountToken:
    """Issue a link for an account; those it was sent before stop working."""
    expire_all(account_id, now=now)
    token = AccountToken(
        account_id=account_id, purpose=purpose, created_at=now, expires_at=now + LASTS[purpose]
    )
    db.session.add(token)
    db.session.flush()
    return token


def expire_all(account_id: int, *, now: datetime) -> None:
    """Make an end of every link of the account that could still be used."""
    token = AccountToken
    live = (token.account_id == account_id) & token.used_at.is_(None) & (token.expires_at > now)
    db.session.execute(update(token).where(live).values(expires_at=now))


def sign(token_id: int) -> str:
    """Return the text that ends the link; asked for when the mail is sent, and stored nowhere."""
    token = db.session.get_one(AccountToken, token_id)
    signature = _signer(token.account_id, token.created_at).get_signature(str(token_id))
    return f"{token_id}.{signature.decode()}"


def opened(text: str, purpose: Purpose, *, connection: Connection, now: datetime) -> Opened:
    """Return what a link opens; looking uses nothing up, for mail scanners look too.

    Raises:
        LinkRefused: it is not ours, too old, used, or its person has left.
    """
    token_id, account_id = _read(text, purpose, connection=connection, now=now)
    credentials = queries.credentials_by_account(account_id, connection=connection, now=now)
    if credentials is None or not credentials.belongs:
        raise LinkRefused(
            "This link was for a member of staff or a member who has since left.",
            next_step="If that is a mistake, ask the secretary.",
        )
    known = tuple(queries.known_of(credentials, connection))
    return Opened(token_id, purpose, credentials, known)


def use(token_id: int, *, now: datetime) -> None:
    """Use the link up; of two clicks at once, the second finds nothing to use.

    Raises:
        LinkRefused: it was used or replaced meanwhile.
    """
    token = AccountToken
    unused = (token.id == token_id) & token.used_at.is_(None) & (token.expires_at > now)
    used = update(token).where(unused).values(used_at=now).returning(token.id)
    if db.session.scalar(used) is None:
        raise LinkRefused(
            "This link was used a moment ago, or replaced by a newer one.",
            next_step="If you have just set your password with it, sign in.",
        )


def _read(text: str, purpose: Purpose, *, connection: Connection, now: datetime) -> tuple[int, int]:
    # Mail programs break long links and add a full stop or a bracket: none of those is ours.
    number, _, signature = OUR_CHARACTERS.sub("", text).rstrip(".").partition(".")
    token = AccountToken
    columns = (token.id, token.account_id, token.created_at, token.expires_at, token.used_at)
    row = None
    if number.isdecimal() and len(number) < 18:
        wanted = select(*columns).where(token.id == int(number), token.purpose == purpose)
        row = connection.execute(wanted).one_or_none()
    if row is None or not _is_genuine(row.account_id, row.created_at, number, signature):
        raise LinkRefused(
            "This link is not complete.",
            next_step="Copy the whole link from your mail into the address bar.",
        )
    if row.used_at is not None:
        raise LinkRefused(
            "This link has been used already, and each works once.",
            next_step="Sign in with the password that was set with it. If that was not you, "
            "tell the secretary at once.",
        )
    if row.expires_at <= now:
        raise LinkRefused(
            "This link is too old, or you were sent a newer one since.",
            next_step="Use the newest mail, or ask for a new link.",
        )
    return row.id, row.account_id


def _is_genuine(account_id: int, created_at: datetime, number: str, signature: str) -> bool:
    return _signer(account_id, created_at).verify_signature(number, signature)


def _signer(account_id: int, created_at: datetime) -> Signer:
    issued = int(created_at.timestamp())
    return Signer(
        current_app.config["SECRET_KEY"], salt=f"governance.accounts.tokens {account_id} {issued}"
    )
