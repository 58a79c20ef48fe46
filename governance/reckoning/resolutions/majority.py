"""What share of which votes carries a resolution."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True)
class Figures:
    """The votes as counted, and how many were entitled to vote.

    Where a vote has a weight these are votes, and `heads` are the members who gave them.
    """

    votes_for: int
    against: int
    abstained: int
    entitled: int
    heads: "Figures | None" = None

    def __post_init__(self) -> None:
        if min(self.votes_for, self.against, self.abstained) < 0:
            raise ValueError("There cannot be fewer than no votes.")
        if self.votes_for + self.against + self.abstained > self.entitled:
            raise ValueError("There are more votes than were entitled.")
        if self.heads is not None and self.heads.heads is not None:
            raise ValueError("Heads have no heads: each is one.")

    @property
    def cast(self) -> int:
        """Votes for and against: an abstention is not a vote."""
        return self.votes_for + self.against

    @property
    def present(self) -> int:
        """All who took part, abstainers too."""
        return self.cast + self.abstained

    @property
    def people(self) -> "Figures":
        """The figures by heads, which are these themselves where each member has one vote."""
        return self.heads or self


class Basis(StrEnum):
    """Of what the majority is a share."""

    CAST = "cast"
    PRESENT = "present"
    ENTITLED = "entitled"


@dataclass(frozen=True)
class Majority:
    """A share of the votes; if strict it must be passed, else reached."""

    basis: Basis
    share: Fraction
    is_strict: bool

    def is_reached(self, figures: Figures) -> bool:
        """Whether the votes for are enough. No votes for are never enough."""
        return figures.votes_for >= self.least(figures)

    def least(self, figures: Figures) -> int:
        """Return the fewest votes for that are enough, of as many as there are."""
        needed = self.share * self.whole(figures)
        if self.is_strict:
            return needed.numerator // needed.denominator + 1
        return max(_up(needed), 1)

    def whole(self, figures: Figures) -> int:
        """Return the number of votes of which the majority is a share."""
        if self.basis == Basis.CAST:
            return figures.cast
        return figures.present if self.basis == Basis.PRESENT else figures.entitled


def least_of(threshold: Fraction | int, entitled: int) -> int:
    """Return a threshold as a number: a whole number is itself, a fraction is of the entitled."""
    return threshold if isinstance(threshold, int) else _up(threshold * entitled)


def _up(number: Fraction) -> int:
    return -(-number.numerator // number.denominator)
