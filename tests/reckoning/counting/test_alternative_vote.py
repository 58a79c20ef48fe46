"""The alternative vote: Scottish STV with one seat, and never with more."""

import pytest

from governance.reckoning.counting.election import Election
from governance.reckoning.counting.registry import method_named
from tests.reckoning.counting.elections import drawn_election

ALTERNATIVE = method_named("alternative_vote")


def test_a_majority_of_the_valid_papers_is_elected_at_once() -> None:
    count = ALTERNATIVE.count(Election(3, 1, {(1, 2): 6, (2,): 3, (3,): 2, (): 5}))

    assert (count.quota, count.elected_at(1), len(count.stages)) == (600_000, (1,), 1)


def test_whoever_has_fewest_drops_out_until_somebody_has_a_majority() -> None:
    count = ALTERNATIVE.count(Election(3, 1, {(1,): 8, (2,): 7, (3, 2): 4}))

    assert [stage.action for stage in count.stages] == ["first preferences", "exclude 3"]
    assert count.elected_at(2) == (2,)


def test_the_majority_is_not_lowered_when_papers_run_out() -> None:
    count = ALTERNATIVE.count(Election(3, 1, {(1,): 4, (2,): 3, (3,): 2}))

    assert [stage.action for stage in count.stages][1:] == ["exclude 3", "exclude 2"]
    assert (count.elected_at(3), count.stages[-1].votes[0]) == ((1,), 400_000)


def test_more_seats_are_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="fills one seat; for more, count by STV"):
        ALTERNATIVE.count(Election(3, 2, {(1,): 1}))


def test_it_is_the_scottish_count_with_one_seat() -> None:
    for number in range(100):
        election, order = drawn_election(number, seats=1)

        count = ALTERNATIVE.count(election, lot_order=order)

        scottish = method_named("scottish_stv").count(election, lot_order=order)
        assert (count.stages, count.elected, count.ties) == (
            scottish.stages,
            scottish.elected,
            scottish.ties,
        )
