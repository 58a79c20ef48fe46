"""Scottish STV on elections that nobody has held: properties, and a second, slow count."""

import random
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from governance.reckoning.counting.count import UNIT
from governance.reckoning.counting.election import Election, Ranking, merged
from governance.reckoning.counting.registry import method_named
from tests.reckoning.counting.slow_count import slow_count

SCOTTISH = method_named("scottish_stv")


@st.composite
def elections(draw: st.DrawFn) -> Election:
    """Elections of up to seven candidates, blank papers and withdrawals among them."""
    candidates = draw(st.integers(1, 7))
    numbers = st.permutations(range(1, candidates + 1))
    ranking = st.tuples(numbers, st.integers(0, candidates)).map(lambda p: tuple(p[0][: p[1]]))
    papers = draw(st.dictionaries(ranking, st.integers(1, 40), max_size=12))
    withdrawn = draw(st.frozensets(st.integers(1, candidates), max_size=2))
    return Election(candidates, draw(st.integers(1, 5)), papers, withdrawn)


@given(elections())
def test_no_vote_is_lost_or_made_at_any_stage(election: Election) -> None:
    count = SCOTTISH.count(election)

    for stage in count.stages:
        assert sum(stage.votes) + stage.nontransferable == count.valid * UNIT
        assert min(*stage.votes, stage.nontransferable) >= 0


@given(elections())
def test_every_seat_that_can_be_filled_is_filled_once(election: Election) -> None:
    elected = [each.candidate for each in SCOTTISH.count(election).elected]

    assert len(set(elected)) == len(elected) == min(election.seats, len(election.standing))
    assert not election.withdrawn.intersection(elected)


@given(elections(), st.randoms(use_true_random=False))
def test_the_order_of_the_papers_does_not_matter(
    election: Election, shuffle: random.Random
) -> None:
    papers = list(election.papers.items())
    shuffle.shuffle(papers)
    shuffled = Election(election.candidates, election.seats, dict(papers), election.withdrawn)

    assert SCOTTISH.count(shuffled) == SCOTTISH.count(election)


@given(elections())
def test_papers_given_one_by_one_count_the_same_as_together(election: Election) -> None:
    one_by_one = merged(
        (ranking, 1) for ranking, number in election.papers.items() for _ in range(number)
    )
    apart = Election(election.candidates, election.seats, one_by_one, election.withdrawn)

    assert SCOTTISH.count(apart) == SCOTTISH.count(election)


@given(elections())
def test_the_recorded_lot_order_gives_the_same_count_again(election: Election) -> None:
    count = SCOTTISH.count(election)

    assert SCOTTISH.count(election, lot_order=count.lot_order) == count


@given(elections(), st.randoms(use_true_random=False))
def test_the_lot_order_changes_nothing_where_no_lot_was_needed(
    election: Election, shuffle: random.Random
) -> None:
    count = SCOTTISH.count(election)
    assume(not count.lots)
    order = list(range(1, election.candidates + 1))
    shuffle.shuffle(order)

    again = SCOTTISH.count(election, lot_order=tuple(order))

    assert (again.stages, again.elected) == (count.stages, count.elected)


@given(elections())
def test_to_withdraw_is_to_be_struck_from_every_paper(election: Election) -> None:
    struck = merged(
        (tuple(each for each in ranking if each not in election.withdrawn), number)
        for ranking, number in election.papers.items()
    )
    order = tuple(range(1, election.candidates + 1))
    without = Election(election.candidates, election.seats, struck, election.withdrawn)

    assert SCOTTISH.count(without, lot_order=order) == SCOTTISH.count(election, lot_order=order)


def _random_election(number: int) -> tuple[Election, tuple[int, ...]]:
    dice = random.Random(number)
    candidates = dice.randint(1, 8)
    everyone = range(1, candidates + 1)
    appeal = [dice.random() + 0.1 for _ in everyone]
    papers: dict[Ranking, int] = {}
    for _ in range(dice.randint(0, 14)):
        liked = sorted(everyone, key=lambda each: dice.random() * appeal[each - 1], reverse=True)
        papers[tuple(liked[: dice.randint(0, candidates)])] = dice.choice([1, 2, 3, 5, 17])
    order = tuple(dice.sample(everyone, candidates))
    return Election(candidates, dice.randint(1, 4), papers), order


@pytest.mark.parametrize("hundred", range(6))
def test_a_slow_count_in_fractions_finds_the_same_stages(hundred: int) -> None:
    for number in range(hundred * 100, hundred * 100 + 100):
        election, order = _random_election(number)
        elected, stages = slow_count(election.candidates, election.seats, election.papers, order)

        count = SCOTTISH.count(election, lot_order=order)

        ours = [(s.action, [Fraction(v, UNIT) for v in s.votes]) for s in count.stages]
        assert ours == stages, number
        assert sorted(each.candidate for each in count.elected) == elected, number


def test_blank_papers_are_turnout_and_not_valid() -> None:
    count = SCOTTISH.count(Election(3, 1, {(1, 2): 5, (2,): 3, (): 4}))

    assert (count.valid, count.blank, count.quota) == (8, 4, 5 * UNIT)


def test_a_paper_for_withdrawn_candidates_only_is_blank() -> None:
    count = SCOTTISH.count(Election(4, 1, {(4,): 2, (1,): 3, (2, 4): 1}, frozenset({4})))

    assert (count.valid, count.blank) == (4, 2)


def test_where_nobody_voted_the_lot_order_fills_the_seats() -> None:
    count = SCOTTISH.count(Election(3, 1, {}), lot_order=(2, 3, 1))

    assert [each.candidate for each in count.elected] == [2]
    assert [lot.chosen for lot in count.lots] == [1, 3]


@pytest.mark.parametrize("order", [(1, 2), (1, 2, 2), (0, 1, 2), (1, 2, 3, 4)])
def test_a_lot_order_that_is_not_one_is_a_mistake(order: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="names every candidate once"):
        SCOTTISH.count(Election(3, 1, {(1,): 1}), lot_order=order)


@pytest.mark.parametrize(
    ("candidates", "seats", "papers", "withdrawn"),
    [
        (0, 1, {}, []),
        (2, 0, {}, []),
        (2, 1, {(1,): 0}, []),
        (2, 1, {(1,): -3}, []),
        (2, 1, {(1, 1): 1}, []),
        (2, 1, {(3,): 1}, []),
        (2, 1, {(0,): 1}, []),
        (2, 1, {}, [3]),
    ],
)
def test_what_is_not_an_election_is_not_counted(
    candidates: int, seats: int, papers: dict[Ranking, int], withdrawn: list[int]
) -> None:
    with pytest.raises(ValueError, match=r"candidate|papers"):
        Election(candidates, seats, papers, frozenset(withdrawn))
