"""Papers from a file, in the shape that a way of counting asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from governance.reckoning.counting.blt import UnreadableFile, read_blt_file
from governance.reckoning.counting.csv_papers import rankings, read_csv
from governance.reckoning.counting.election import HIGHEST_SCORE, Election, Ranking
from governance.reckoning.counting.papers import Placed, election_of
from governance.reckoning.counting.registry import CountingMethod, Force, Shape

CSV = ".csv"


class CannotCount(click.ClickException):
    """A file or an order that cannot be counted by: said on stderr, exit status 2."""

    exit_code = 2


@dataclass(frozen=True)
class Terms:
    """What a file of papers does not say: seats, of a CSV file, and how the method is set."""

    seats: int | None = None
    most: int | None = None
    least_share: Fraction = Fraction(0)
    highest: int = HIGHEST_SCORE
    default: int | None = None
    quorum: int = 0

    @property
    def of_method(self) -> Mapping[str, Any]:
        """Return how the method is set, by the names of an election's fields."""
        return {name: value for name, value in vars(self).items() if name != "seats"}


@dataclass(frozen=True)
class Papers:
    """An election read from a file, and what of the file did not count."""

    election: Election
    names: tuple[str, ...]
    title: str = ""
    spoilt: int = 0
    cut_short: int = 0


def papers_in(path: Path, method: CountingMethod, terms: Terms) -> Papers:
    """Return the papers of a file, or refuse it with the line and the reason."""
    try:
        if path.suffix.lower() == CSV:
            return _of_csv(path, method, terms)
        return _of_blt(path, method, terms)
    except UnreadableFile as refusal:
        raise CannotCount(f"{path}, {refusal}") from None
    except OSError as refusal:
        raise CannotCount(f"{path} could not be opened: {refusal.strerror}.") from None
    except ValueError as refusal:
        raise CannotCount(f"{path}: {refusal}") from None


def _of_csv(path: Path, method: CountingMethod, terms: Terms) -> Papers:
    with path.open("rb") as file:
        read = read_csv(file, method.shape, most=_most(method, terms), highest=terms.highest)
    candidates, seats = len(read.names), terms.seats or 1
    if method.shape is not Shape.RANK:
        election = election_of(method.shape, candidates, seats, read.papers, **terms.of_method)
        return Papers(election, read.names, spoilt=read.spoilt)
    if method.force is Force.ADVISORY:  # Options of the same place are compared as they are.
        placed = Placed(candidates, seats, read.papers, **terms.of_method)
        return Papers(placed, read.names)
    ranked, cut_short = rankings(read.papers)
    election = election_of(method.shape, candidates, seats, ranked, **terms.of_method)
    return Papers(election, read.names, cut_short=cut_short)


def _of_blt(path: Path, method: CountingMethod, terms: Terms) -> Papers:
    if method.shape in (Shape.YES_NO, Shape.SCORE):
        raise CannotCount(f"{path} must be a {CSV} file: BLT has no such papers as {method.name}.")
    if terms.seats is not None:
        raise CannotCount("A BLT file says itself how many seats there are.")
    with path.open("rb") as file:
        read = read_blt_file(file)
    if method.shape is Shape.RANK and terms == Terms():  # As most are: nothing is to be changed.
        return Papers(read.election, read.names, read.title, cut_short=read.cut_short)
    terms = replace(terms, seats=read.election.seats)
    papers, spoilt = _unranked(read.election, _most(method, terms), method.shape)
    election = election_of(
        method.shape,
        read.election.candidates,
        read.election.seats,
        papers,
        withdrawn=read.election.withdrawn,
        **terms.of_method,
    )
    return Papers(election, read.names, read.title, spoilt, read.cut_short)


def _most(method: CountingMethod, terms: Terms) -> int | None:
    """Return how many marks a paper may have before it is spoilt; None: as many as one likes."""
    if method.shape is Shape.ONE:
        return 1
    if method.name == "choose_up_to":
        return terms.most or terms.seats or 1
    return terms.most


def _unranked(election: Election, most: int | None, shape: Shape) -> tuple[dict[Ranking, int], int]:
    """Return the papers as marks without an order, and how many have too many marks."""
    if shape is Shape.RANK:
        return dict(election.papers), 0
    papers: dict[Ranking, int] = {}
    spoilt = 0
    for ranking, number in election.papers.items():
        if most is not None and len(ranking) > most:
            spoilt += number
            continue
        marks = tuple(sorted(ranking))
        papers[marks] = papers.get(marks, 0) + number
    return papers, spoilt
