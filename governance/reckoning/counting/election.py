"""What a count is given: candidates, seats and papers, with equal papers together."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from typing import TypeAlias

from governance.reckoning.counting.lines import Line, are_rankings, lines_of

Ranking: TypeAlias = tuple[int, ...]

HIGHEST_SCORE = 5  # Of a survey that says nothing else.


@dataclass(frozen=True)
class Election:
    """Candidates numbered from 1, seats to fill, and how many papers bear each ranking.

    The empty ranking is a blank paper. A candidate in `withdrawn` is struck from every paper
    before the first stage; a paper that is left with nobody is blank.

    `most` is how many a voter may mark, None where the way of counting says; `least_share` of all
    who voted, blank papers among them, must mark somebody who is elected by approval. `highest` is
    the highest score of a survey. In an advisory order of options, `quorum` papers must prefer an
    option to the `default` one, "none of these", and more must do so than the other way round.
    """

    candidates: int
    seats: int
    papers: Mapping[Ranking, int]
    withdrawn: frozenset[int] = frozenset()
    most: int | None = None
    least_share: Fraction = Fraction(0)
    highest: int = HIGHEST_SCORE
    default: int | None = None
    quorum: int = 0

    def __post_init__(self) -> None:
        if self.candidates < 1 or self.seats < 1:
            raise ValueError("An election needs at least one candidate and one seat.")
        if not self.withdrawn <= self.everyone:
            raise ValueError("Only a candidate can withdraw.")
        self._check_terms()
        for ranking, number in self.papers.items():
            if number < 1:
                raise ValueError(f"{number} papers cannot bear the ranking {ranking}.")
        self._check_papers()

    def _check_terms(self) -> None:
        if self.most is not None and self.most < 1:
            raise ValueError("A voter must be free to mark at least one.")
        if not 0 <= self.least_share <= 1:
            raise ValueError("The least share must be between none and all who voted.")
        if self.highest < 1:
            raise ValueError("The highest score must be at least one.")
        if self.default is not None and self.default not in self.everyone - self.withdrawn:
            raise ValueError("The default option must be one of those that stand.")
        if self.quorum < 0 or (self.quorum and self.default is None):
            raise ValueError("A quorum is of papers that prefer an option to the default one.")

    def _check_papers(self) -> None:
        if not self._are_rankings():
            fault = next(each for each in self.papers if not self._is_ranking(each))
            raise ValueError(f"{fault} does not rank candidates of this election once each.")

    def _are_rankings(self) -> bool:
        try:
            return are_rankings(self._lines_of_all, self.candidates)
        except ValueError:
            return False

    def _is_ranking(self, ranking: Ranking) -> bool:
        return self.everyone.issuperset(ranking) and len(set(ranking)) == len(ranking)

    @cached_property
    def _lines_of_all(self) -> Sequence[Line]:
        return lines_of(self.papers, self.candidates)

    @cached_property
    def lines(self) -> Sequence[Line]:
        """The rankings of the countable papers as lines, in order; see `lines.py`."""
        if self.countable is self.papers:
            return self._lines_of_all
        return lines_of(self.countable, self.candidates)

    @cached_property
    def everyone(self) -> frozenset[int]:
        """All candidates, those who have withdrawn too."""
        return frozenset(range(1, self.candidates + 1))

    @cached_property
    def standing(self) -> tuple[int, ...]:
        """The candidates who have not withdrawn."""
        return tuple(
            candidate
            for candidate in range(1, self.candidates + 1)
            if candidate not in self.withdrawn
        )

    @cached_property
    def countable(self) -> Mapping[Ranking, int]:
        """The papers with withdrawn candidates struck out, blank ones left out."""
        if not self.withdrawn and () not in self.papers:
            return self.papers
        if not self.withdrawn:
            return {ranking: number for ranking, number in self.papers.items() if ranking}
        struck: Counter[Ranking] = Counter()
        for ranking, number in self.papers.items():
            struck[tuple(each for each in ranking if each not in self.withdrawn)] += number
        return {ranking: number for ranking, number in struck.items() if ranking}

    @cached_property
    def valid(self) -> int:
        """The number of papers that rank somebody who stands."""
        return sum(self.countable.values())

    @cached_property
    def blank(self) -> int:
        """The number of papers that rank nobody: in the turnout, not in the count."""
        return sum(self.papers.values()) - self.valid

    def as_lines(self) -> Iterable[str]:
        """Yield the election as a BLT file without names, papers merged and in order.

        However the papers came, this text is the same; its digest is the seed of the lots.
        """
        yield f"{self.candidates} {self.seats}"
        if self.withdrawn:
            yield " ".join(f"-{candidate}" for candidate in sorted(self.withdrawn))
        for ranking in sorted(self.papers):
            yield " ".join(map(str, (self.papers[ranking], *ranking, 0)))
        yield "0"

    def digest(self) -> str:
        """Return the SHA-256 of `as_lines`, each line ended by a line feed, in hexadecimal."""
        digest = sha256()
        for line in self.as_lines():
            digest.update(f"{line}\n".encode())
        return digest.hexdigest()


def merged(papers: Iterable[tuple[Ranking, int]]) -> dict[Ranking, int]:
    """Put equal rankings together: (ranking, number of papers) in, one entry a ranking out."""
    together: dict[Ranking, int] = {}
    for ranking, number in papers:
        together[ranking] = together.get(ranking, 0) + number
    return together
