"""The address a person signs in with is the one the register has."""

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import aliased

from governance.accounts import tokens
from governance.accounts.events import AddressFollowed
from governance.accounts.models import Account
from governance.infrastructure.database import db
from governance.infrastructure.events import publish
from governance.members.events import AddressChanged
from governance.members.models import RegisterEntry


def follow_address(event: AddressChanged) -> None:
    """Let the person's account follow their new address; links sent to the old one stop working.

    An empty address, or one that is another account's, is not followed: the person goes on signing
    in with the old one, and the register still says what was entered.
    """
    account = db.session.execute(
        select(Account.id, Account.email).where(Account.party_id == event.party_id)
    ).one_or_none()
    if account is None:
        return
    entry = select(func.lower(RegisterEntry.email)).where(RegisterEntry.party_id == event.party_id)
    address = db.session.scalar(entry)
    if not address or address == account.email:
        return
    other = aliased(Account)
    followed = (
        update(Account)
        .where(Account.id == account.id, ~exists().where(other.email == address))
        .values(email=address)
        .returning(Account.id)
    )
    if db.session.scalar(followed) is not None:
        tokens.expire_all(account.id, now=event.at)
        _tell(account.id, account.email, event)


def _tell(account_id: int, old_address: str, event: AddressChanged) -> None:
    publish(
        AddressFollowed(at=event.at, by=event.by, account_id=account_id, old_address=old_address)
    )
