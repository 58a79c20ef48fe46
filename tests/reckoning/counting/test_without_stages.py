"""What must hold of every count without stages, however its papers come."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election, Ranking, merged
from governance.reckoning.counting.explanation import explanation, outcome
from governance.reckoning.counting.keeping import as_kept, from_kept
from governance.reckoning.counting.papers import election_of
from governance.reckoning.counting.registry import CountingMethod, Fills, Shape, methods
from governance.reckoning.counting.sheet import as_json, as_text
from governance.reckoning.counting.tally import WithoutStages
from tests.reckoning.counting.elections import elections
from tests.reckoning.counting.shaped import shaped

TIED = Election(4, 1, {(1,): 5, (2,): 5, (3, 4): 5, (4, 3): 5})
METHODS = [
    pytest.param(method, id=method.name)
    for method in methods()
    if isinstance(method.count(shaped(method, TIED)), WithoutStages)
]
EVERY_METHOD = pytest.mark.parametrize("method", METHODS)
WITH_OPTIONS = [param for param in METHODS if param.values[0].shape is not Shape.YES_NO]
FILLING_SEATS = [param for param in METHODS if param.values[0].fills is not Fills.NONE]


def _as_before(count: Count, places: list[int]) -> object:
    """Return a count's figures with options under their numbers of before."""
    elected = {places[each.candidate - 1] for each in count.elected}
    lots = {(tuple(sorted(places[i - 1] for i in lot.tied)), lot.step) for lot in count.lots}
    return count.valid, count.blank, elected, lots


def _relabelled(election: Election, shape: Shape, new: list[int]) -> Election:
    """Return the same election with candidate n called new[n - 1]."""
    return election_of(
        shape,
        election.candidates,
        election.seats,
        {_renamed(shape, marks, new): number for marks, number in election.papers.items()},
        withdrawn=frozenset(new[each - 1] for each in election.withdrawn),
    )


def _renamed(shape: Shape, marks: Ranking, new: list[int]) -> Ranking:
    if shape is Shape.SCORE and marks:
        return tuple(marks[new.index(number)] for number in range(1, len(new) + 1))
    renamed = tuple(new[each - 1] for each in marks)
    return tuple(sorted(renamed)) if shape is Shape.SEVERAL else renamed


def test_there_are_such_methods() -> None:
    assert {param.id for param in METHODS} == {
        *("approval", "choose_one", "choose_up_to", "schulze", "score", "yes_no")
    }


@EVERY_METHOD
@given(ranked=elections(), shuffle=st.randoms(use_true_random=False))
def test_neither_order_nor_piles_of_papers_matter(
    method: CountingMethod, ranked: Election, shuffle: random.Random
) -> None:
    election = shaped(method, ranked)
    one_by_one = [marks for marks, number in election.papers.items() for _ in range(number)]
    shuffle.shuffle(one_by_one)
    apart = replace(election, papers=merged((marks, 1) for marks in one_by_one))

    assert method.count(apart) == method.count(election)


@pytest.mark.parametrize("method", WITH_OPTIONS)
@given(ranked=elections(), shuffle=st.randoms(use_true_random=False))
def test_the_numbers_of_options_do_not_matter(
    method: CountingMethod, ranked: Election, shuffle: random.Random
) -> None:
    election = shaped(method, ranked)
    new = list(range(1, election.candidates + 1))
    shuffle.shuffle(new)
    before = [new.index(number) + 1 for number in range(1, election.candidates + 1)]
    order = tuple(range(1, election.candidates + 1))

    count = method.count(election, lot_order=order)
    again = method.count(
        _relabelled(election, method.shape, new), lot_order=tuple(new[each - 1] for each in order)
    )

    assert _as_before(again, before) == _as_before(count, list(order))


@EVERY_METHOD
@given(ranked=elections())
def test_the_recorded_lot_order_gives_the_same_count_again(
    method: CountingMethod, ranked: Election
) -> None:
    election = shaped(method, ranked)
    count = method.count(election)

    assert method.count(election, lot_order=count.lot_order) == count


@EVERY_METHOD
@given(ranked=elections())
def test_every_paper_is_valid_or_blank_and_every_seat_filled_once(
    method: CountingMethod, ranked: Election
) -> None:
    election = shaped(method, ranked)
    count = method.count(election)
    elected = [each.candidate for each in count.elected]

    assert count.valid + count.blank == sum(election.papers.values())
    assert set(elected) <= set(election.standing)
    filled = 0 if method.fills is Fills.NONE else min(election.seats, len(election.standing))
    assert len(set(elected)) == len(elected) == filled


@EVERY_METHOD
@given(ranked=elections())
def test_a_count_is_kept_told_and_written(method: CountingMethod, ranked: Election) -> None:
    count = method.count(shaped(method, ranked))
    names = [f"Option {number}" for number in range(1, count.candidates + 1)]

    assert from_kept(json.loads(json.dumps(as_kept(count)))) == count
    assert as_json(count)["valid"] == count.valid
    assert explanation(count, names)[0][-1] == outcome(count, names)
    text = as_text(count, names, title="", method=method.title)
    assert all(name in text for name in names)


@pytest.mark.parametrize("method", FILLING_SEATS)
def test_of_two_lot_orders_the_earlier_stands_higher(method: CountingMethod) -> None:
    election = shaped(method, TIED)
    for order in ((3, 1, 2, 4), (2, 4, 3, 1)):
        count = method.count(election, lot_order=order)

        (lot,) = count.lots
        assert lot.chosen == min(lot.tied, key=order.index)
