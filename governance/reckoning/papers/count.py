"""Counting the papers of a ballot: each question by its method, lots by the seed of all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from governance.reckoning.counting.count import Count
from governance.reckoning.counting.lots import drawn_order
from governance.reckoning.counting.papers import election_of
from governance.reckoning.counting.registry import Shape, method_named
from governance.reckoning.papers.paper import DIVIDER, Asked, Marks, read_answer

NO_MARKS: Marks = ()


@dataclass(frozen=True)
class Piles:
    """The papers of one question: how many votes bear each mark; blank and spoilt apart.

    `heads` is the same by heads, where votes have weights; else it is None.
    """

    marks: Mapping[Marks, int]
    blank: int
    spoilt: int
    heads: "Piles | None" = None

    @property
    def papers(self) -> int:
        """Return how many answered, in whatever way."""
        return sum(self.marks.values()) + self.blank + self.spoilt


def piles_of(papers: Mapping[str, int], questions: Sequence[Asked]) -> tuple[Piles, ...]:
    """Sort papers, given as (text: how many), into the piles of each question.

    Raises:
        NotAPaper: one of them is none of this ballot.
    """
    if len(questions) == 1:
        return (_piles(papers, questions[0]),)
    apart: list[dict[str, int]] = [{} for _ in questions]
    for text, number in papers.items():
        for pile, part in zip(apart, text.split(DIVIDER), strict=True):
            pile[part] = pile.get(part, 0) + number
    return tuple(_piles(pile, asked) for pile, asked in zip(apart, questions, strict=True))


def seed_of(root: str, number: str) -> str:
    """Return the seed of a ballot's lots: SHA-256 of the sealed papers' digest and the number.

    `number` was drawn, and its SHA-256 told in the ballot's definition, before voting opened.
    """
    return sha256(f"{root}{number}".encode()).hexdigest()


def commitment_to(number: str) -> str:
    """Return what is told of the number before voting opens: its SHA-256."""
    return sha256(number.encode()).hexdigest()


def lot_order_of(options: int, *, question: int, seed: str) -> tuple[int, ...]:
    """Return the order of a question's options that decides its lots; ids are "question.option"."""
    ids = {f"{question}.{option}": option for option in range(1, options + 1)}
    return tuple(ids[each] for each in drawn_order(list(ids), seed=seed))


def counted(
    asked: Asked,
    piles: Piles,
    *,
    seats: int,
    withdrawn: frozenset[int] = frozenset(),
    lot_order: Sequence[int],
) -> Count:
    """Count one question by its method."""
    papers = dict(piles.marks)
    if piles.blank:
        papers[NO_MARKS] = piles.blank
    election = election_of(
        asked.shape,
        asked.options,
        max(seats, 1),
        papers,
        withdrawn=withdrawn,
        most=asked.most if asked.shape is Shape.SEVERAL else None,
        least_share=Fraction(asked.least_share, 100),
        highest=asked.most,
    )
    return method_named(asked.method).count(election, lot_order=tuple(lot_order))


def _piles(papers: Mapping[str, int], asked: Asked) -> Piles:
    marks: dict[Marks, int] = {}
    blank = spoilt = 0
    for found, number in _answers(papers, asked):
        if found is None:
            spoilt += number
        elif found:
            marks[found] = marks.get(found, 0) + number
        else:
            blank += number
    return Piles(marks, blank, spoilt)


def _answers(papers: Mapping[str, int], asked: Asked) -> Iterator[tuple[Marks | None, int]]:
    for text, number in papers.items():
        yield read_answer(text, asked), number
