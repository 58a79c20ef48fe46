"""What a paper of each shape may bear, and elections whose papers are no rankings."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from governance.reckoning.counting.election import HIGHEST_SCORE, Election, Ranking, merged
from governance.reckoning.counting.registry import Shape

FOR, AGAINST, ABSTAIN = ANSWERS = (1, 2, 3)


@dataclass(frozen=True)
class Marked(Election):
    """An election whose papers bear one whole number for every option in turn.

    Nought is no mark; a paper of noughts, or an empty one, is blank. An option in `withdrawn` loses
    its mark on every paper.
    """

    @property
    def largest(self) -> int:
        """The largest number that an option may be given."""
        return self.highest

    @cached_property
    def countable(self) -> Mapping[Ranking, int]:
        """The papers with the marks of withdrawn options taken away, blank ones left out."""
        struck = self.papers
        if self.withdrawn:
            struck = merged((self._struck(marks), number) for marks, number in struck.items())
        return {marks: number for marks, number in struck.items() if any(marks)}

    def _struck(self, marks: Ranking) -> Ranking:
        return tuple(
            0 if option in self.withdrawn else mark for option, mark in enumerate(marks, start=1)
        )

    def _check_papers(self) -> None:
        for marks in filter(None, self.papers):
            if len(marks) != self.candidates:
                raise ValueError(f"{marks} must bear a mark for every option, or be blank.")
            if not 0 <= min(marks) <= max(marks) <= self.largest:
                raise ValueError(f"Each mark of {marks} must be between 0 and {self.largest}.")


@dataclass(frozen=True)
class Scored(Marked):
    """Papers that score every option from 1 up to `highest`; 0 is no opinion."""


@dataclass(frozen=True)
class Placed(Marked):
    """Papers that give options places, 1 the best, several the same place if so wished; 0 is none.

    The platform's own papers are rankings. Files of others have equal places.
    """

    @property
    def largest(self) -> int:
        """The lowest place that an option may be given."""
        return self.candidates


def election_of(
    shape: Shape,
    candidates: int,
    seats: int,
    papers: Mapping[Ranking, int],
    *,
    withdrawn: frozenset[int] = frozenset(),
    most: int | None = None,
    least_share: Fraction = Fraction(0),
    highest: int = HIGHEST_SCORE,
    default: int | None = None,
    quorum: int = 0,
) -> Election:
    """Return an election with papers of a shape; raise `ValueError` where one does not fit it."""
    kind = Scored if shape is Shape.SCORE else Election
    election = kind(
        candidates,
        seats,
        papers,
        withdrawn,
        most=most,
        least_share=least_share,
        highest=highest,
        default=default,
        quorum=quorum,
    )
    check_shape(shape, election)
    return election


def check_shape(shape: Shape, election: Election, *, most: int | None = None) -> None:
    """Raise `ValueError` where a paper of the election is not of this shape.

    `most` is how many may be marked where the election does not say.
    """
    if isinstance(election, Scored) != (shape is Shape.SCORE):
        raise ValueError(f"These papers are not of the shape {shape.value!r}.")
    if shape is Shape.YES_NO and (election.candidates != len(ANSWERS) or election.withdrawn):
        raise ValueError("The answers are for, against and abstain, and none can be withdrawn.")
    if shape is not Shape.SCORE:
        alone = shape in (Shape.YES_NO, Shape.ONE)
        _check_number(election, 1 if alone else election.most or most or election.candidates)
    if shape is Shape.SEVERAL:
        _check_order(election)


def _check_number(election: Election, most: int) -> None:
    for marks in election.papers:
        if len(marks) > most and not isinstance(election, Marked):
            raise ValueError(f"{marks} marks more than {most}.")


def _check_order(election: Election) -> None:
    for marks in election.papers:
        if any(later <= earlier for earlier, later in pairwise(marks)):
            raise ValueError(f"{marks} does not name those marked in order of number.")
