"""The rights that a class of shares carries, and who may hold it: pencil and paper."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class VoteRule(StrEnum):
    """How a class votes."""

    PER_MEMBER = "per_member"
    PER_SHARE = "per_share"
    NONE = "none"


class OnLeave(StrEnum):
    """What happens to a member's shares of the class when they leave.

    Cancelled: to the reserves, without payment. Redeemed: paid at par. Withdrawn: paid when the
    board lets it, in a queue. To the trust: the employees' trust has them. Kept.
    """

    CANCEL = "cancel"
    REDEEM = "redeem_par"
    WITHDRAW = "withdraw"
    TO_TRUST = "to_trust"
    KEEP = "keep"


class Holder(StrEnum):
    """Who may hold shares of a class."""

    MEMBER = "member"
    PERSON = "person"
    TRUST = "trust"
    GOVERNMENT = "government"
    PARTNER = "partner"
    BODY = "body"


@dataclass(frozen=True)
class Terms:
    """The rights of a class.

    `most` and `least` are shares of one holder; None and 0 set no bound. `votes_each` counts where
    votes go by shares. `may_hold`: members, or any party of these kinds.
    """

    vote_rule: VoteRule = VoteRule.PER_MEMBER
    votes_each: int = 1
    withdrawable: bool = False
    transferable: bool = False
    most: int | None = None
    least: int = 0
    on_leave: OnLeave = OnLeave.CANCEL
    may_hold: tuple[Holder, ...] = (Holder.MEMBER,)

    def as_json(self) -> dict[str, Any]:
        """Return the terms as JSON keeps them."""
        return {**asdict(self), "may_hold": [str(holder) for holder in self.may_hold]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Terms":
        """Return the terms that `as_json` kept."""
        return cls(
            vote_rule=VoteRule(kept["vote_rule"]),
            votes_each=kept["votes_each"],
            withdrawable=kept["withdrawable"],
            transferable=kept["transferable"],
            most=kept["most"],
            least=kept["least"],
            on_leave=OnLeave(kept["on_leave"]),
            may_hold=tuple(Holder(holder) for holder in kept["may_hold"]),
        )

    def admits(self, *, party_kind: str, is_member: bool) -> bool:
        """Say whether a party of this kind, a member of the entity or not, may hold the class."""
        if Holder.MEMBER in self.may_hold and is_member:
            return True
        return party_kind in self.may_hold
