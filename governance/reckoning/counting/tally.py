"""Counts without stages: answers of yes or no, and votes per option, added up once."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from governance.reckoning.counting.count import Count, Stage, Tie
from governance.reckoning.counting.keeping import kept_as
from governance.reckoning.sentence import Sentence, Value


@dataclass(frozen=True, kw_only=True)
class WithoutStages(Count, ABC):
    """What is common to counts that are one sum: each tells itself and writes its own figures.

    `unit` is 1: a vote is a whole number. `fills_seats` is whether somebody can be elected by it.
    """

    quota: int | None = None
    stages: tuple[Stage, ...] = ()
    ties: tuple[Tie, ...] = ()
    lot_order: tuple[int, ...] | None = None
    unit: int = 1
    fills_seats: ClassVar[bool] = True

    @abstractmethod
    def told(self, names: Sequence[str]) -> tuple[Sentence, ...]:
        """Return what was found, in sentences; `names` are those of the options, by number."""

    @abstractmethod
    def outcome(self, names: Sequence[str]) -> Sentence:
        """Return the outcome in one sentence."""

    @abstractmethod
    def closest_margin(self, names: Sequence[str]) -> Sentence | None:
        """Return how close it was; None where nothing could have been close."""

    @abstractmethod
    def figures(self) -> dict[str, Any]:
        """Return the figures for `json.dumps`, beside what every count has."""

    @abstractmethod
    def rows(self, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield the table: a row of headings, then one for each option, its name first."""

    def lots_told(self, names: Sequence[str]) -> tuple[Sentence, ...]:
        """Return how the lot filled the last seats; empty where there was none."""
        if not self.lots:
            return ()
        values: dict[str, Value] = {
            "tied": listed(self.lots[0].tied, names),
            "chosen": listed([lot.chosen for lot in self.lots], names),
            "seats": len(self.lots),
        }
        if len(self.lots) == 1:
            return (
                Sentence("Equal at the last seat: %(tied)s; the lot fell on %(chosen)s.", values),
            )
        return (
            Sentence(
                "Equal at the last %(seats)s seats: %(tied)s; the lot fell on %(chosen)s.", values
            ),
        )


@kept_as("answers")
@dataclass(frozen=True, kw_only=True)
class Answers(WithoutStages):
    """Answers of for, against and abstain. What they decide is the resolution's kind to say."""

    votes_for: int
    against: int
    abstained: int
    fills_seats: ClassVar[bool] = False

    def told(self, names: Sequence[str]) -> tuple[Sentence, ...]:
        """Return how many answered what."""
        return (self.outcome(names),)

    def outcome(self, names: Sequence[str]) -> Sentence:
        """Return the three figures; they are no decision."""
        return Sentence(
            "%(votes_for)s for, %(against)s against, %(abstained)s abstained.", {**self.figures()}
        )

    def closest_margin(self, names: Sequence[str]) -> Sentence | None:
        """Return the votes between for and against."""
        margin = abs(self.votes_for - self.against)
        return Sentence("Between for and against: %(margin)s.", {"margin": margin})

    def figures(self) -> dict[str, Any]:
        """Return the three figures."""
        return {
            "votes_for": self.votes_for,
            "against": self.against,
            "abstained": self.abstained,
        }

    def rows(self, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield the three answers."""
        yield "", "Votes"
        for name, votes in zip(names, self.figures().values(), strict=True):
            yield name, f"{votes:,}"


@kept_as("tally")
@dataclass(frozen=True, kw_only=True)
class Tally(WithoutStages):
    """Votes per option, by number; those with most fill the seats.

    `needed` is the fewest votes that elect, by the least share of those who voted; 0 if any do.
    """

    votes: tuple[int, ...]
    needed: int = 0

    def told(self, names: Sequence[str]) -> tuple[Sentence, ...]:
        """Return the votes, who had too few, how a lot fell and who is elected."""
        said = [Sentence("Votes: %(votes)s.", {"votes": self._votes_of(self._standing(), names)})]
        if self.needed:
            said.append(self._share_told(names))
        return (*said, *self.lots_told(names), self.outcome(names))

    def outcome(self, names: Sequence[str]) -> Sentence:
        """Return who is elected, and the seats left empty."""
        values: dict[str, Value] = {
            "elected": listed([each.candidate for each in self.elected], names),
            "vacant": self.vacant,
        }
        if not self.elected:
            return Sentence("Nobody is elected.")
        if self.vacant:
            return Sentence("Elected: %(elected)s. Seats left empty: %(vacant)s.", values)
        return Sentence("Elected: %(elected)s.", values)

    def closest_margin(self, names: Sequence[str]) -> Sentence | None:
        """Return the votes between the last who is elected and the first who is not."""
        elected = [each.candidate for each in self.elected]
        first = next((each for each in self._standing() if each not in elected), None)
        if first is None:
            return None
        values: dict[str, Value] = {"first": names[first - 1]}
        if self.vacant:
            values["margin"] = self.needed - self.votes[first - 1]
            return Sentence("Votes that %(first)s lacked: %(margin)s.", values)
        values["last"] = names[elected[-1] - 1]
        values["margin"] = self.votes[elected[-1] - 1] - self.votes[first - 1]
        return Sentence("Votes by which %(last)s was ahead of %(first)s: %(margin)s.", values)

    def figures(self) -> dict[str, Any]:
        """Return the votes, and the fewest that elect where that was asked."""
        return {"votes": list(self.votes)} | ({"needed": self.needed} if self.needed else {})

    def rows(self, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield each option with its votes."""
        yield "", "Votes"
        for name, votes in zip(names, self.votes, strict=True):
            yield name, f"{votes:,}"

    def _standing(self) -> list[int]:
        """Return those who stand, most votes first, then by number."""
        standing = (each for each in range(1, self.candidates + 1) if each not in self.withdrawn)
        return sorted(standing, key=lambda each: (-self.votes[each - 1], each))

    def _votes_of(self, options: Sequence[int], names: Sequence[str]) -> tuple[Sentence, ...]:
        return tuple(
            Sentence("%(name)s %(votes)s", {"name": names[each - 1], "votes": self.votes[each - 1]})
            for each in options
        )

    def _share_told(self, names: Sequence[str]) -> Sentence:
        short = [each for each in self._standing() if self.votes[each - 1] < self.needed]
        values: dict[str, Value] = {
            "needed": self.needed,
            "voters": self.valid + self.blank,
            "short": listed(short, names),
        }
        if not short:
            return Sentence("Needed of %(voters)s who voted: %(needed)s; all have them.", values)
        return Sentence("Needed of %(voters)s who voted: %(needed)s; too few: %(short)s.", values)


def listed(options: Sequence[int], names: Sequence[str]) -> str:
    """Return the names of options as a list; with semicolons where one of them has a comma."""
    told = [names[each - 1] for each in options]
    return ("; " if any("," in name for name in told) else ", ").join(told)
