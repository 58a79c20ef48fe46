"""How many must take part, or be for, before a vote decides anything."""

from dataclasses import dataclass
from fractions import Fraction

from governance.reckoning.resolutions.majority import Figures, least_of
from governance.reckoning.sentence import Sentence


@dataclass(frozen=True)
class Quorum:
    """A threshold is a whole number of votes, or a `Fraction` of all who are entitled.

    `participation`: below it the vote is inquorate. `counts_abstentions`: whether abstaining is
    taking part. `approval`: votes for below it cannot carry; it gives nobody who is against a
    reason to stay away, as a participation quorum does, and is to be preferred. Where votes have
    weights, participation is of members and approval of votes.
    """

    participation: Fraction | int | None = None
    counts_abstentions: bool = True
    approval: Fraction | int | None = None

    def __post_init__(self) -> None:
        for threshold in (self.participation, self.approval):
            if threshold is not None and not isinstance(threshold, Fraction | int):
                raise TypeError("A quorum is a whole number or a Fraction.")
            if isinstance(threshold, Fraction) and not 0 <= threshold <= 1:
                raise ValueError("A share of the entitled is between none and all.")
            if threshold is not None and threshold < 0:
                raise ValueError("A quorum cannot be less than nobody.")

    def taking_part(self, figures: Figures) -> int:
        """Return how many count as taking part."""
        people = figures.people
        return people.present if self.counts_abstentions else people.cast

    def least_taking_part(self, figures: Figures) -> int:
        """Return how many must take part."""
        if self.participation is None:
            return 0
        return least_of(self.participation, figures.people.entitled)

    def least_for(self, figures: Figures) -> int:
        """Return how many must be for."""
        return 0 if self.approval is None else least_of(self.approval, figures.entitled)

    def is_met(self, figures: Figures) -> bool:
        """Whether enough take part for the vote to decide."""
        return self.taking_part(figures) >= self.least_taking_part(figures)

    def needs(self) -> tuple[Sentence, ...]:
        """Return what the quorum asks, for the ballot page."""
        said = []
        if self.participation is not None:
            said.append(self._participation_needs(self.participation))
        if self.approval is not None:
            said.append(_approval_needs(self.approval))
        return tuple(said)

    def _participation_needs(self, threshold: Fraction | int) -> Sentence:
        if isinstance(threshold, int) and self.counts_abstentions:
            return Sentence(
                "At least %(number)s must take part; to abstain is to take part.",
                {"number": threshold},
            )
        if isinstance(threshold, int):
            return Sentence("At least %(number)s must vote for or against.", {"number": threshold})
        if self.counts_abstentions:
            return Sentence(
                "At least %(part)s of every %(whole)s entitled to vote must take part;"
                " to abstain is to take part.",
                _in_words(threshold),
            )
        return Sentence(
            "At least %(part)s of every %(whole)s entitled to vote must vote for or against.",
            _in_words(threshold),
        )


def _approval_needs(threshold: Fraction | int) -> Sentence:
    if isinstance(threshold, int):
        return Sentence("At least %(number)s must vote for it.", {"number": threshold})
    return Sentence(
        "At least %(part)s of every %(whole)s entitled to vote must vote for it.",
        _in_words(threshold),
    )


def _in_words(share: Fraction) -> dict[str, int | str | Sentence | tuple[Sentence, ...]]:
    """Return a share as so many of every hundred, or else of its own denominator."""
    whole = 100 if 100 % share.denominator == 0 else share.denominator
    return {"part": int(share * whole), "whole": whole}
