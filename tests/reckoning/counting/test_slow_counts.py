"""Every count in stages beside a second one, written from the rules to be slow and plain.

Two thousand small elections that nobody has held: the same people, stages, votes, quotas, what is
kept, and every tie. Half of them are crowded, half full of ties.
"""

from collections.abc import Callable
from fractions import Fraction

import pytest

from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.registry import method_named
from tests.reckoning.counting.elections import crowded_election, drawn_election
from tests.reckoning.counting.slow_count import slow_count
from tests.reckoning.counting.slow_ers97 import SlowERS97
from tests.reckoning.counting.slow_meek import SlowMeek

Order = tuple[int, ...]
CHUNKS = range(4)


def _votes(count: Count, votes: tuple[int, ...]) -> list[Fraction]:
    return [Fraction(each, count.unit) for each in votes]


def _ties(count: Count) -> list[tuple[int, str, Order, Order, int]]:
    return [(tie.stage, str(tie.step), tie.tied, tie.drawn, tie.chosen) for tie in count.ties]


def check_scottish(election: Election, order: Order, method: str = "scottish_stv") -> None:
    elected, stages, ties = slow_count(
        election.candidates, election.seats, dict(election.papers), order
    )

    count = method_named(method).count(election, lot_order=order)

    assert [(stage.action, _votes(count, stage.votes)) for stage in count.stages] == stages
    assert sorted(each.candidate for each in count.elected) == elected
    assert _ties(count) == ties


def check_alternative(election: Election, order: Order) -> None:
    check_scottish(election, order, "alternative_vote")


def check_ers97(election: Election, order: Order) -> None:
    slow = SlowERS97(election.candidates, election.seats, dict(election.papers), order)

    count = method_named("ers97_stv").count(election, lot_order=order)

    assert [
        (stage.action, _votes(count, stage.votes), Fraction(stage.quota or 0, count.unit))
        for stage in count.stages
    ] == slow.stages
    assert {(each.candidate, each.stage) for each in count.elected} == set(slow.elected)
    assert _ties(count) == slow.ties


def check_meek(election: Election, order: Order) -> None:
    slow = SlowMeek(election.candidates, election.seats, dict(election.papers), order)

    count = method_named("meek_stv").count(election, lot_order=order)

    assert [
        (
            stage.action,
            _votes(count, stage.votes),
            Fraction(stage.quota or 0, count.unit),
            _votes(count, stage.keep),
        )
        for stage in count.stages
    ] == slow.stages
    assert {(each.candidate, each.stage) for each in count.elected} == set(slow.elected)
    assert _ties(count) == slow.ties


@pytest.mark.parametrize("chunk", CHUNKS)
@pytest.mark.parametrize(
    ("check", "seats", "each"),
    [
        pytest.param(check_scottish, None, 140, id="scottish_stv"),
        pytest.param(check_alternative, 1, 120, id="alternative_vote"),
        pytest.param(check_ers97, None, 140, id="ers97_stv"),
        pytest.param(check_meek, None, 100, id="meek_stv"),
    ],
)
def test_a_slow_count_finds_the_same(
    check: Callable[[Election, Order], None], seats: int | None, each: int, chunk: int
) -> None:
    for number in range(chunk * each, (chunk + 1) * each):
        draw = crowded_election if number % 2 else drawn_election
        check(*draw(number, seats=seats))
