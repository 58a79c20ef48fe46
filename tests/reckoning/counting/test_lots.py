"""Lots: one order for all ties, which anyone can draw again."""

from hashlib import sha256

from governance.reckoning.counting.count import Lot, Step
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.lots import drawn_order, order_from_papers
from governance.reckoning.counting.registry import method_named

SCOTTISH = method_named("scottish_stv")
THREE_TIED = Election(6, 2, {(1, 4): 10, (2, 5): 9, (3, 6): 8})
TWO_SURPLUSES = Election(5, 3, {(1, 3): 20, (2, 4): 20, (4,): 6, (3,): 5, (5,): 4})


def test_of_those_tied_for_exclusion_the_last_in_the_order_goes_first() -> None:
    count = SCOTTISH.count(THREE_TIED, lot_order=(1, 2, 3, 5, 4, 6))

    assert [stage.action for stage in count.stages[1:4]] == ["exclude 6", "exclude 4", "exclude 5"]


def test_of_equal_surpluses_the_first_in_the_order_goes_first() -> None:
    count = SCOTTISH.count(TWO_SURPLUSES, lot_order=(2, 1, 3, 4, 5))

    assert [stage.action for stage in count.stages[1:3]] == ["surplus 2", "surplus 1"]


def test_a_lot_is_recorded_with_those_tied_the_stage_and_the_one_chosen() -> None:
    count = SCOTTISH.count(THREE_TIED, lot_order=(1, 2, 3, 4, 5, 6))

    assert count.lots == (
        Lot(2, Step.EXCLUDE, (4, 5, 6), 6),
        Lot(3, Step.EXCLUDE, (4, 5), 5),
    )
    assert count.lot_order == (1, 2, 3, 4, 5, 6)


def test_only_those_whom_no_earlier_stage_tells_apart_are_in_the_lot() -> None:
    # After stage 2 candidates 3, 4 and 5 are equal; at stage 1 candidate 3 alone had more.
    papers = {(1,): 20, (2,): 12, (3,): 6, (4,): 5, (5,): 5, (6, 4): 1, (6, 5): 1}
    count = SCOTTISH.count(Election(6, 1, papers), lot_order=(1, 2, 3, 4, 5, 6))

    tie = count.ties[0]
    assert (tie.stage, tie.tied, tie.drawn, tie.chosen) == (3, (3, 4, 5), (4, 5), 5)


def test_the_seed_is_the_digest_of_the_papers_merged_and_in_order() -> None:
    text = "3 1\n-3\n2 1 2 0\n4 1 3 0\n5 2 0\n0\n"
    election = Election(3, 1, {(2,): 5, (1, 3): 4, (1, 2): 2}, frozenset({3}))

    seed = sha256(text.encode()).hexdigest()

    assert election.digest() == seed
    assert order_from_papers(election) == tuple(
        sorted((1, 2, 3), key=lambda each: sha256(f"{seed}{each}".encode()).hexdigest())
    )


def test_the_order_drawn_does_not_depend_on_the_order_shown() -> None:
    shown = ["ada", "bob", "cyd", "dee"]

    assert drawn_order(shown, seed="a1") == drawn_order(shown[::-1], seed="a1")
    assert drawn_order(shown, seed="a1") != drawn_order(shown, seed="a3")
