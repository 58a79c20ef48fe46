"""A survey's count: how often each score was given. Nothing wins by it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from governance.reckoning.counting.keeping import kept_as
from governance.reckoning.counting.tally import WithoutStages
from governance.reckoning.sentence import Sentence, Value


@kept_as("scores")
@dataclass(frozen=True, kw_only=True)
class Scores(WithoutStages):
    """How many papers gave each option each score: first those of no opinion, then from 1 up.

    Mean and median are of the scores given, and None where nobody gave one.
    """

    given: tuple[tuple[int, ...], ...]
    fills_seats: ClassVar[bool] = False

    @property
    def means(self) -> tuple[Fraction | None, ...]:
        """The exact mean of each option."""
        return tuple(_mean(given) for given in self.given)

    @property
    def medians(self) -> tuple[Fraction | None, ...]:
        """The middle score of each option, or what lies between the two in the middle."""
        return tuple(_median(given) for given in self.given)

    def told(self, names: Sequence[str]) -> tuple[Sentence, ...]:
        """Return a sentence for each option, in the order of the paper."""
        options = enumerate(zip(names, self.given, strict=True), start=1)
        said = [self._option_told(option, name, given) for option, (name, given) in options]
        return (*said, self.outcome(names))

    def outcome(self, names: Sequence[str]) -> Sentence:
        """Return that a survey decides nothing."""
        return Sentence("A survey decides nothing. Papers: %(valid)s.", {"valid": self.valid})

    def closest_margin(self, names: Sequence[str]) -> Sentence | None:
        """Return nothing, for nothing was to be won."""
        return None

    def figures(self) -> dict[str, Any]:
        """Return, for each option, how often each score was given, the mean and the median."""
        return {
            "scores": [
                {
                    "no_opinion": given[0],
                    "given": list(given[1:]),
                    "mean": two_decimals(mean),
                    "median": two_decimals(median),
                }
                for given, mean, median in zip(self.given, self.means, self.medians, strict=True)
            ]
        }

    def rows(self, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield each option with how often each score was given, the mean and the median."""
        scores = [f"{score}" for score in range(1, len(self.given[0]))]
        yield "", "none", *scores, "mean", "median"
        for name, given, mean, median in zip(
            names, self.given, self.means, self.medians, strict=True
        ):
            cells = (f"{number:,}" for number in given)
            yield name, *cells, two_decimals(mean) or "", two_decimals(median) or ""

    def _option_told(self, option: int, name: str, given: Sequence[int]) -> Sentence:
        values: dict[str, Value] = {
            "name": name,
            "given": sum(given[1:]),
            "none": given[0],
            "mean": two_decimals(self.means[option - 1]) or "",
            "median": two_decimals(self.medians[option - 1]) or "",
        }
        if option in self.withdrawn:
            return Sentence("%(name)s was withdrawn.", values)
        if not sum(given[1:]):
            return Sentence("%(name)s: nobody gave a score.", values)
        return Sentence(
            "%(name)s: mean %(mean)s, median %(median)s; scores %(given)s, no opinion %(none)s.",
            values,
        )


def two_decimals(number: Fraction | None) -> str | None:
    """Write a number with two decimals, rounded to the nearest, half up; None stays None."""
    if number is None:
        return None
    hundredths = (200 * number.numerator + number.denominator) // (2 * number.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _mean(given: Sequence[int]) -> Fraction | None:
    scores = sum(given[1:])
    if not scores:
        return None
    return Fraction(sum(score * number for score, number in enumerate(given)), scores)


def _median(given: Sequence[int]) -> Fraction | None:
    scores = sum(given[1:])
    if not scores:
        return None
    low, high = _score_at(given, (scores + 1) // 2), _score_at(given, scores // 2 + 1)
    return Fraction(low + high, 2)


def _score_at(given: Sequence[int], place: int) -> int:
    """Return the score at a place, from 1, when all that were given stand in order."""
    reached = 0
    for score, number in enumerate(given[1:], start=1):
        reached += number
        if reached >= place:
            return score
    raise ValueError(f"There are fewer than {place} scores.")
