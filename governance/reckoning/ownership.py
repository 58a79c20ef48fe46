"""Who owns how much, in exact fractions, and how many votes that gives.

Percentages are rounded only to be shown, and then add up to the whole.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from governance.reckoning.distribution.splitting import split_by_largest_remainder


class VoteRule(StrEnum):
    """How a class of shares votes."""

    PER_MEMBER = "per_member"
    PER_SHARE = "per_share"
    NONE = "none"


@dataclass(frozen=True)
class VotingRights:
    """The votes of a class: one for each holder, `votes_each` for each share, or none."""

    vote_rule: VoteRule
    votes_each: int = 1


@dataclass(frozen=True)
class Holding:
    """The shares of one class that somebody has, or one membership where there are no shares."""

    holder: str
    share_class: str
    units: int


@dataclass(frozen=True)
class Stake:
    """What somebody owns of the whole: as shares, and as an exact fraction."""

    holder: str
    units: int
    share: Fraction


def stakes(
    holdings: Sequence[Holding], *, classes: Collection[str] | None = None
) -> tuple[Stake, ...]:
    """Return what each holder owns of all shares, or of those classes: the largest first.

    Shares of different classes are added up as they are; whoever has none is left out.
    """
    units: dict[str, int] = {}
    for holding in holdings:
        if classes is None or holding.share_class in classes:
            units[holding.holder] = units.get(holding.holder, 0) + _counted(holding)
    whole = sum(units.values())
    found = (Stake(holder, had, Fraction(had, whole)) for holder, had in units.items() if had)
    return tuple(sorted(found, key=lambda stake: (-stake.units, stake.holder)))


def shown_as_percentages(amounts: Sequence[int], *, places: int = 1) -> tuple[str, ...]:
    """Write amounts as per cent of them all, as in "33.4", so that what is shown adds up to 100.

    Rounded by largest remainder, of equals the earlier first. For a single share beside a line
    that had to be reached use `percentages.percentage`.
    """
    if not amounts:
        return ()
    scale = 10**places
    parts = split_by_largest_remainder(100 * scale, amounts)
    if not places:
        return tuple(str(part) for part in parts)
    return tuple(f"{part // scale}.{part % scale:0{places}d}" for part in parts)


def votes_by_holder(
    holdings: Sequence[Holding], rights: Mapping[str, VotingRights]
) -> dict[str, int]:
    """Return the votes of each holder in a vote of all classes together.

    One member has one vote, in however many classes that vote per member; votes by shares are
    added to it. Whoever has no vote is there with 0.
    """
    votes: dict[str, int] = {}
    with_one: set[str] = set()
    for holding in holdings:
        right, units = rights[holding.share_class], _counted(holding)
        votes.setdefault(holding.holder, 0)
        if right.vote_rule == VoteRule.PER_SHARE:
            votes[holding.holder] += units * right.votes_each
        elif right.vote_rule == VoteRule.PER_MEMBER and units:
            with_one.add(holding.holder)
    return {holder: number + (holder in with_one) for holder, number in votes.items()}


def units_by_holder(holdings: Sequence[Holding], share_class: str) -> dict[str, int]:
    """Return the shares of one class that each holder has, without those who have none."""
    units: dict[str, int] = {}
    for holding in holdings:
        if holding.share_class == share_class and _counted(holding):
            units[holding.holder] = units.get(holding.holder, 0) + holding.units
    return units


def _counted(holding: Holding) -> int:
    if holding.units < 0:
        raise ValueError(f"{holding.holder} cannot hold {holding.units} shares.")
    return holding.units
