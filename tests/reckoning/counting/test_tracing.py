"""What happened to one paper agrees with the whole count, and is told to its voter."""

from collections import Counter
from fractions import Fraction

import pytest

from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.registry import (
    CountingMethod,
    Force,
    Shape,
    method_named,
    methods,
)
from governance.reckoning.counting.tracing import Flow, flows, travels, travels_told
from tests.reckoning.counting.elections import crowded_election, drawn_election, seats_for

NAMES = ["Ada", "Bob", "Cyd", "Dee", "Eve", "Fay", "Gus", "Hal", "Ivy"]
STAGED = [
    pytest.param(each, id=each.name)
    for each in methods()
    if each.shape is Shape.RANK and each.force is Force.BINDING
]


def _told(method: str, election: Election, paper: tuple[int, ...]) -> list[str]:
    count = method_named(method).count(election)
    return [str(said) for said in travels_told(count, travels(count, paper), NAMES)]


def _check(election: Election, count: Count, number: int) -> None:
    stops = {paper: travels(count, paper) for paper in election.countable}
    for index, stage in enumerate(count.stages):
        held: Counter[int | None] = Counter()
        for paper, papers in election.countable.items():
            parts = stops[paper][index].parts
            assert sum(part.votes for part in parts) == 1, number
            for part in parts:
                held[part.candidate] += part.votes * papers
        assert [held[each] * count.unit for each in range(1, count.candidates + 1)] == list(
            stage.votes
        ), (number, index)
        assert held[None] * count.unit == stage.nontransferable, (number, index)


@pytest.mark.parametrize("method", STAGED)
@pytest.mark.parametrize("drawn", [drawn_election, crowded_election])
def test_the_papers_together_are_the_votes_of_every_stage(method: CountingMethod, drawn) -> None:
    for number in range(120):
        election, order = drawn(number, seats=seats_for(method))

        _check(election, method.count(election, lot_order=order), number)


@pytest.mark.parametrize("method", STAGED)
@pytest.mark.parametrize("drawn", [drawn_election, crowded_election])
def test_the_flows_are_what_each_stage_changes(method: CountingMethod, drawn) -> None:
    for number in range(120):
        election, order = drawn(number, seats=seats_for(method))
        count = method.count(election, lot_order=order)
        moved = flows(count)

        for index in range(1, len(count.stages)):
            changes: Counter[int | None] = Counter()
            for flow in (each for each in moved if each.stage == index + 1):
                assert flow.votes > 0
                changes[flow.source] -= flow.votes
                changes[flow.target] += flow.votes
            stage, before = count.stages[index], count.stages[index - 1]
            for candidate, (now, then) in enumerate(zip(stage.votes, before.votes, strict=True), 1):
                assert changes[candidate] == now - then, (number, index)
            assert changes[None] == stage.nontransferable - before.nontransferable


def test_a_paper_is_followed_from_pile_to_pile() -> None:
    election = Election(5, 3, {(1, 2, 3): 40, (2, 1, 4): 38, (3,): 10, (4,): 8, (5,): 4})

    told = _told("scottish_stv", election, (2, 1, 4))

    assert told == [
        "At stage 1 your paper is counted for Bob, as one vote.",
        "At stage 2 your paper stays with Bob.",
        "At stage 3 your paper moved to Dee, worth 0.31578 of a vote; the rest stays:"
        " 0.68421 with Bob.",
        "At stage 4 your paper stays with Dee.",
        "At stage 5 your paper names nobody further: 0.31578 of a vote is not transferable,"
        " 0.68421 with Bob.",
    ]


def test_a_paper_that_runs_out_is_told_so() -> None:
    told = _told("alternative_vote", Election(3, 1, {(1,): 4, (2,): 3, (3,): 2}), (3,))

    assert told[1] == "At stage 2 your paper names nobody further and is not transferable."


def test_the_last_batch_moves_and_an_older_paper_stays() -> None:
    election = Election(4, 2, {(1, 3): 24, (2,): 29, (3,): 21, (4, 1, 3): 16})

    assert _told("ers97_stv", election, (4, 1, 3))[1:] == [
        "At stage 2 your paper moved to Ada, as one vote.",
        "At stage 3 your paper moved to Cyd, worth 0.62 of a vote; the rest stays: 0.37 with Ada.",
    ]
    assert _told("ers97_stv", election, (1, 3))[2] == "At stage 3 your paper stays with Ada."


def test_what_the_elected_keep_of_a_paper_is_told() -> None:
    election = Election(4, 2, {(1, 2): 40, (1,): 20, (2,): 12, (3,): 10, (4,): 8})

    told = _told("meek_stv", election, (1, 2))

    assert told[1] == (
        "At stage 2 your paper moved to Bob, worth 0.499999999 of a vote; the rest stays:"
        " 0.500000001 with Ada."
    )


def test_a_blank_paper_and_one_for_the_withdrawn_go_nowhere() -> None:
    count = method_named("scottish_stv").count(
        Election(4, 1, {(1,): 3, (2,): 2, (3,): 1, (): 1, (4,): 1}, frozenset({4}))
    )

    assert travels(count, ()) == travels(count, (4,)) == ()
    assert travels(count, (4, 3, 1))[0].candidate == 3


def test_no_paper_travels_where_nobody_stood_against_the_seats() -> None:
    count = method_named("scottish_stv").count(Election(2, 2, {(1, 2): 3}))

    assert (travels(count, (1, 2)), flows(count)) == ((), ())


def test_the_flows_of_a_stage_name_source_and_target() -> None:
    election = Election(5, 3, {(1, 2, 3): 40, (2, 1, 4): 38, (3,): 10, (4,): 8, (5,): 4})

    moved = flows(method_named("scottish_stv").count(election))

    assert moved[:3] == (
        Flow(2, 1, 3, 1_400_000),
        Flow(3, 2, 4, 1_199_964),
        Flow(3, 2, None, 36),
    )
    assert (
        sum((Fraction(each.votes) for each in moved if each.stage == 3), Fraction(0)) == 1_200_000
    )
