"""What a paper of each shape may bear."""

from fractions import Fraction
from typing import Any

import pytest

from governance.reckoning.counting.election import Election
from governance.reckoning.counting.papers import Placed, Scored, election_of
from governance.reckoning.counting.registry import Shape, method_named

THREE = {"candidates": 3, "seats": 1}
REFUSED: dict[str, tuple[Shape, dict[str, Any], str]] = {
    "two answers": (Shape.YES_NO, {"papers": {(1, 2): 1}}, r"\(1, 2\) marks more than 1"),
    "a fourth answer": (Shape.YES_NO, {"candidates": 4, "papers": {(4,): 1}}, "for, against and"),
    "an answer withdrawn": (
        Shape.YES_NO,
        {"papers": {}, "withdrawn": frozenset({3})},
        "none can be withdrawn",
    ),
    "two for one": (Shape.ONE, {"papers": {(2, 3): 1}}, "marks more than 1"),
    "more than the most": (Shape.SEVERAL, {"papers": {(1, 2): 1}, "most": 1}, "more than 1"),
    "not in order": (Shape.SEVERAL, {"papers": {(2, 1): 1}}, "in order of number"),
    "a stranger": (Shape.SEVERAL, {"papers": {(4,): 1}}, "candidates of this election"),
    "ranked twice": (Shape.RANK, {"papers": {(1, 1): 1}}, "once each"),
    "too few scores": (Shape.SCORE, {"papers": {(1, 2): 1}}, "a mark for every option"),
    "too high a score": (Shape.SCORE, {"papers": {(1, 2, 6): 1}}, "between 0 and 5"),
    "a score below nought": (Shape.SCORE, {"papers": {(1, -1, 2): 1}}, "between 0 and 5"),
    "no papers of a kind": (Shape.SCORE, {"papers": {(1, 1, 2): 0}}, "0 papers"),
    "no mark at all": (Shape.SEVERAL, {"papers": {}, "most": 0}, "at least one"),
    "more than all": (Shape.SEVERAL, {"papers": {}, "least_share": Fraction(4, 3)}, "least share"),
    "no score": (Shape.SCORE, {"papers": {}, "highest": 0}, "highest score"),
    "strange default": (Shape.RANK, {"papers": {}, "default": 4}, "one of those that stand"),
    "quorum of what": (Shape.RANK, {"papers": {}, "quorum": 3}, "to the default one"),
}


@pytest.mark.parametrize(("shape", "given", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_papers_that_do_not_fit_are_refused(
    shape: Shape, given: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        election_of(shape, **(THREE | given))


def test_an_election_is_of_its_shape() -> None:
    papers = {(1, 2): 3, (): 1}

    assert election_of(Shape.RANK, 3, 1, papers) == Election(3, 1, papers)
    assert type(election_of(Shape.SCORE, 3, 1, {(5, 0, 1): 3, (): 1})) is Scored


@pytest.mark.parametrize(
    ("method", "election"),
    [
        ("choose_one", Election(3, 1, {(1, 2): 1})),
        ("choose_up_to", Election(3, 1, {(1, 2): 1})),
        ("approval", Election(3, 1, {(2, 1): 1})),
        ("score", Election(3, 1, {(2, 1, 3): 1})),
        ("schulze", Scored(3, 1, {(2, 1, 3): 1})),
        ("yes_no", Election(4, 1, {(2,): 1})),
    ],
)
def test_a_method_counts_only_papers_of_its_shape(method: str, election: Election) -> None:
    with pytest.raises(ValueError, match=r"shape|marks|order|answers"):
        method_named(method).count(election)


def test_a_paper_without_a_score_is_blank() -> None:
    election = Scored(2, 1, {(0, 0): 2, (): 1, (0, 3): 4})

    assert (election.valid, election.blank) == (4, 3)


def test_a_withdrawn_option_loses_its_score() -> None:
    election = Scored(2, 1, {(4, 0): 2, (1, 3): 4}, frozenset({1}))

    assert (election.countable, election.blank) == ({(0, 3): 4}, 2)


def test_places_go_up_to_the_number_of_options() -> None:
    assert Placed(7, 1, {(7, 0, 1, 1, 1, 1, 1): 1}).valid == 1
    with pytest.raises(ValueError, match="between 0 and 2"):
        Placed(2, 1, {(3, 1): 1})
