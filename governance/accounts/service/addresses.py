"""The address a person signs in with is the one the register has."""

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import aliased

from governance.accounts import tokens
from governance.accounts.models import Account
from governance.infrastructure.database import db
from governance.members.events import AddressChanged
from governance.members.models import RegisterEntry


def follow_address(event: AddressChanged) -> None:
    """Let the person's account follow their new address; links sent to the old one stop working.

    An empty address, or one that is another account's, is not followed: the person goes on signing
    in with the old one, and the register still says what was entered.
    """
    other = aliased(Account)
    entry = select(func.lower(RegisterEntry.email)).where(
        RegisterEntry.party_id == event.party_id, RegisterEntry.email != ""
    )
    address = db.session.scalar(entry)
    if address is None:
        return
    followed = (
        update(Account)
        .where(
            Account.party_id == event.party_id,
            Account.email != address,
            ~exists().where(other.email == address, other.party_id != event.party_id),
        )
        .values(email=address)
        .returning(Account.id)
    )
    account_id = db.session.scalar(followed.execution_options(synchronize_session=False))
    if account_id is not None:
        tokens.expire_all(account_id, now=event.at)
