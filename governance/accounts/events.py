"""Facts about accounts and roles. Roles are on the record; how a person signs in is theirs alone.

What is not on the record is published so that a mail can follow. None carries a link: whoever sends
the mail asks `tokens.sign` for it at that moment, so that it is stored nowhere.
"""

from dataclasses import dataclass
from typing import ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class RoleGiven(DomainEvent):
    """A role was given to a person."""

    kind: ClassVar[str] = "role given"

    grant_id: int
    party_id: int
    role: str
    reason_digest: str


@dataclass(frozen=True, kw_only=True)
class RoleWithdrawn(DomainEvent):
    """A role was taken from a person, or laid down by them."""

    kind: ClassVar[str] = "role withdrawn"

    grant_id: int
    party_id: int
    role: str
    reason_digest: str


@dataclass(frozen=True, kw_only=True)
class Invited(DomainEvent):
    """A person was invited to set up their account; the token's link goes to them by mail."""

    on_record: ClassVar[bool] = False

    account_id: int
    token_id: int


@dataclass(frozen=True, kw_only=True)
class PasswordResetAsked(DomainEvent):
    """Somebody who gave this account's address has forgotten its password."""

    on_record: ClassVar[bool] = False

    account_id: int
    token_id: int


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(DomainEvent):
    """An account has a new password; its person is told, in case it was not them."""

    on_record: ClassVar[bool] = False

    account_id: int


@dataclass(frozen=True, kw_only=True)
class AddressFollowed(DomainEvent):
    """An account is signed in to with another address now; the old one is told of it.

    The one fact that carries an address, for the account has the new one by then.
    """

    on_record: ClassVar[bool] = False

    account_id: int
    old_address: str


@dataclass(frozen=True, kw_only=True)
class SignedOutEverywhere(DomainEvent):
    """A person ended every session of their account."""

    on_record: ClassVar[bool] = False

    account_id: int
