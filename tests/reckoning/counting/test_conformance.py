"""What every way of counting ranked papers must do, whichever it is.

A method joins by being offered. One that fills a single seat is tried with one, and one that fills
none only by what its result says.
"""

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election, Ranking, merged
from governance.reckoning.counting.keeping import as_kept
from governance.reckoning.counting.registry import CountingMethod, Fills, Force, Shape, methods
from governance.reckoning.counting.sheet import as_json
from tests.reckoning.counting.elections import drawn_election, elections, seats_for
from tests.reckoning.counting.shared_data import CASES, election_beside

RANKED = [pytest.param(each, id=each.name) for each in methods() if each.shape is Shape.RANK]
FILLING = [each for each in RANKED if each.values[0].fills is not Fills.NONE]
BINDING = [each for each in RANKED if each.values[0].force is Force.BINDING]


def fitting(method: CountingMethod, election: Election) -> Election:
    """Return the election with as many seats as the method can fill."""
    return replace(election, seats=seats_for(method) or election.seats)


def as_bytes(count: Count) -> bytes:
    """Return all that is kept of a count, and its sheet, to the last byte."""
    return json.dumps([as_kept(count), as_json(count)]).encode()


def renumbered(
    election: Election, order: tuple[int, ...], new: Mapping[int, int]
) -> tuple[Election, tuple[int, ...]]:
    """Return the election and lot order with every candidate under another number."""
    papers: dict[Ranking, int] = {
        tuple(new[each] for each in ranking): number for ranking, number in election.papers.items()
    }
    withdrawn = frozenset(new[each] for each in election.withdrawn)
    return replace(election, papers=papers, withdrawn=withdrawn), tuple(new[each] for each in order)


@pytest.mark.parametrize("method", FILLING)
@given(election=elections())
def test_every_seat_that_can_be_filled_is_filled_once(
    method: CountingMethod, election: Election
) -> None:
    election = fitting(method, election)

    elected = [each.candidate for each in method.count(election).elected]

    assert len(set(elected)) == len(elected) == min(election.seats, len(election.standing))
    assert not election.withdrawn.intersection(elected)


@pytest.mark.parametrize("method", RANKED)
@given(election=elections())
def test_no_vote_is_lost_or_made_at_any_stage(method: CountingMethod, election: Election) -> None:
    count = method.count(fitting(method, election))

    assert count.valid + count.blank == sum(election.papers.values())
    for stage in count.stages:
        assert sum(stage.votes) + stage.nontransferable == count.valid * count.unit
        assert min(*stage.votes, stage.nontransferable) >= 0


@pytest.mark.parametrize("method", RANKED)
@given(election=elections(), shuffle=st.randoms(use_true_random=False))
def test_the_order_of_the_papers_does_not_matter(
    method: CountingMethod, election: Election, shuffle: random.Random
) -> None:
    election = fitting(method, election)
    papers = list(election.papers.items())
    shuffle.shuffle(papers)

    shuffled = replace(election, papers=dict(papers))

    assert as_bytes(method.count(shuffled)) == as_bytes(method.count(election))


@pytest.mark.parametrize("method", RANKED)
@given(election=elections())
def test_papers_given_one_by_one_count_the_same_as_together(
    method: CountingMethod, election: Election
) -> None:
    election = fitting(method, election)
    one_by_one = merged(
        (ranking, 1) for ranking, number in election.papers.items() for _ in range(number)
    )

    apart = replace(election, papers=one_by_one)

    assert as_bytes(method.count(apart)) == as_bytes(method.count(election))


@pytest.mark.parametrize("method", RANKED)
@pytest.mark.parametrize("chunk", range(4))
def test_the_order_of_the_candidates_does_not_matter(method: CountingMethod, chunk: int) -> None:
    for number in range(chunk * 50, chunk * 50 + 50):
        election, order = drawn_election(number, seats=seats_for(method))
        everyone = list(range(1, election.candidates + 1))
        new = dict(
            zip(everyone, random.Random(number).sample(everyone, len(everyone)), strict=True)
        )
        count = method.count(election, lot_order=order)

        other, other_order = renumbered(election, order, new)
        again = method.count(other, lot_order=other_order)

        assert {(new[each.candidate], each.stage) for each in count.elected} == {
            (each.candidate, each.stage) for each in again.elected
        }, number
        assert [_votes_by(stage.votes, new) for stage in count.stages] == [
            stage.votes for stage in again.stages
        ], number
        assert [(tie.stage, tie.step, new[tie.chosen]) for tie in count.ties] == [
            (tie.stage, tie.step, tie.chosen) for tie in again.ties
        ], number


def _votes_by(votes: tuple[int, ...], new: Mapping[int, int]) -> tuple[int, ...]:
    by_number = {new[candidate]: held for candidate, held in enumerate(votes, start=1)}
    return tuple(by_number[number] for number in sorted(by_number))


@pytest.mark.parametrize("method", RANKED)
@given(election=elections())
def test_a_recount_gives_the_same_bytes(method: CountingMethod, election: Election) -> None:
    election = fitting(method, election)
    count = method.count(election)

    assert as_bytes(method.count(election)) == as_bytes(count)
    assert as_bytes(method.count(election, lot_order=count.lot_order)) == as_bytes(count)


@pytest.mark.parametrize("method", RANKED)
@given(election=elections(), shuffle=st.randoms(use_true_random=False))
def test_the_lot_order_changes_nothing_where_no_lot_was_needed(
    method: CountingMethod, election: Election, shuffle: random.Random
) -> None:
    election = fitting(method, election)
    count = method.count(election)
    order = list(range(1, election.candidates + 1))
    shuffle.shuffle(order)

    again = method.count(election, lot_order=tuple(order))

    assert count.lots or (again.stages, again.elected) == (count.stages, count.elected)


@pytest.mark.parametrize("method", RANKED)
@given(election=elections())
def test_to_withdraw_is_to_be_struck_from_every_paper(
    method: CountingMethod, election: Election
) -> None:
    election = fitting(method, election)
    struck = merged(
        (tuple(each for each in ranking if each not in election.withdrawn), number)
        for ranking, number in election.papers.items()
    )
    order = tuple(range(1, election.candidates + 1))

    without = method.count(replace(election, papers=struck), lot_order=order)

    assert as_bytes(without) == as_bytes(method.count(election, lot_order=order))


@pytest.mark.parametrize("method", RANKED)
@pytest.mark.parametrize("order", [(1, 2), (1, 2, 2), (0, 1, 2), (1, 2, 3, 4)])
def test_a_lot_order_that_is_not_one_is_a_mistake(
    method: CountingMethod, order: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match="names every candidate once"):
        method.count(Election(3, 1, {(1,): 1}), lot_order=order)


@pytest.mark.parametrize("method", FILLING)
@pytest.mark.parametrize("path", sorted((CASES / "edge").glob("*.blt")), ids=lambda path: path.stem)
def test_the_hand_made_elections_fill_their_seats(method: CountingMethod, path: Path) -> None:
    election = fitting(method, election_beside(path).election)

    elected = {each.candidate for each in method.count(election).elected}

    assert len(elected) == min(election.seats, len(election.standing))


@pytest.mark.parametrize("method", BINDING)
def test_where_nobody_voted_the_lot_order_fills_the_seats(method: CountingMethod) -> None:
    count = method.count(Election(3, 1, {}), lot_order=(2, 3, 1))

    assert [each.candidate for each in count.elected] == [2]
    assert [lot.chosen for lot in count.lots] == [1, 3]
