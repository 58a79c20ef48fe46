"""What signing in stores about a party, and its erasure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select, update

from governance.accounts import queries
from governance.accounts.models import Account, FeedAddress, RoleGrant
from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of

ACCOUNT = ("email", "created_at", "last_signed_in_at", "closed_at")
ROLE = ("role", "reason", "given_at", "withdrawn_at", "withdrawn_reason")


class Accounts:
    """Keeper of accounts and roles."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield the account, but for its password, which is kept as a hash only, and the roles."""
        account = queries.account_of(party_id)
        if account is not None:
            yield Held(
                title="How you sign in",
                why="To let you in, and nobody else. Your password is kept as a hash only.",
                kept="Until your account is closed; the address is erased with your entry.",
                rows=(row_of(account, *ACCOUNT),),
            )
        feeds = select(FeedAddress).where(FeedAddress.party_id == party_id)
        rows = tuple(row_of(each, "purpose", "made_at") for each in db.session.scalars(feeds))
        if rows:
            yield Held(
                title="Secret addresses of feeds",
                why="To let your feed reader in, which cannot sign in. It is kept as a hash only.",
                kept="Until you stop it, or your entry is erased.",
                rows=rows,
            )
        roles = select(RoleGrant).where(RoleGrant.party_id == party_id).order_by(RoleGrant.id)
        rows = tuple(row_of(role, *ROLE) for role in db.session.scalars(roles))
        if rows:
            yield Held(
                title="Roles you have held here",
                why="To know who may do what, and who could when something was done.",
                kept="For good, by your number: it is part of the society's record.",
                rows=rows,
            )

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Yield the roles that somebody holds still."""
        for role in sorted(queries.roles_of(party_id)):
            yield f"They hold the role {role}. Withdraw it first."

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Close the account and erase its address and password."""
        feeds: Any = db.session.execute(delete(FeedAddress).where(FeedAddress.party_id == party_id))
        account = queries.account_of(party_id)
        if account is None:
            return int(feeds.rowcount)
        nobody = {"email": f"erased-{account.id}@invalid", "password_hash": None}
        db.session.execute(
            update(Account)
            .where(Account.id == account.id)
            .values(**nobody, closed_at=now, epoch=Account.epoch + 1)
        )
        db.session.refresh(account)
        return 1 + int(feeds.rowcount)
