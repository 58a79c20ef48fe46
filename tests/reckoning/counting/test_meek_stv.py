"""Meek’s method on elections worked by hand."""

from dataclasses import replace

from governance.reckoning.counting.election import Election
from governance.reckoning.counting.registry import method_named
from governance.reckoning.counting.tracing import travels

MEEK = method_named("meek_stv")
UNIT = 10**9


def test_the_quota_has_nine_places_and_is_more_than_an_exact_share() -> None:
    count = MEEK.count(Election(4, 2, {(1,): 40, (2,): 30, (3,): 20, (4,): 10}))

    assert count.quota == 33_333_333_334
    assert MEEK.count(Election(3, 1, {(1,): 5, (2,): 5})).quota == 5_000_000_001


def test_the_elected_keep_what_leaves_them_the_quota() -> None:
    # Ada has 60 of 90, the quota is 30.000000001: she keeps half of each vote, raised to nine
    # places. Forty of her papers name Bob next, twenty name nobody.
    count = MEEK.count(Election(4, 2, {(1, 2): 40, (1,): 20, (2,): 12, (3,): 10, (4,): 8}))

    assert count.elected_at(1) == (1,)
    second = count.stages[1]
    assert (second.action, second.keep[0]) == ("surplus 1", 500_000_001)
    assert second.votes[1] == 12 * UNIT + 40 * 499_999_999
    assert second.nontransferable == 20 * 499_999_999
    assert second.quota == (90 * UNIT - second.nontransferable) // 3 + 1


def test_the_surplus_of_the_elected_goes_on_through_others_who_are_elected() -> None:
    # By the Scottish rules Bob's papers pass Ada, who is elected already; here she takes her part.
    papers = {(1, 2, 3): 50, (2, 1, 4): 40, (3,): 6, (4,): 4}

    count = MEEK.count(Election(4, 3, papers))

    last = count.stages[-1]
    assert 0 < last.keep[0] < UNIT
    assert 0 < last.keep[1] < UNIT
    assert (2, 1) in {
        (source, target) for stage in count.stages for source, target, _ in stage.moves
    }


def test_an_excluded_candidate_keeps_nothing_and_the_last_are_not_moved() -> None:
    count = MEEK.count(Election(3, 1, {(1,): 6, (2,): 5, (3, 2): 2}))

    assert [stage.action for stage in count.stages] == ["first preferences", "exclude 3"]
    assert count.stages[1].keep == (UNIT, UNIT, 0)
    assert [(each.candidate, each.stage) for each in count.elected] == [(2, 2)]


def test_where_steps_change_nothing_any_more_the_lowest_is_excluded() -> None:
    # Three million parts, each raised by up to a billionth: the surplus cannot fall below 0.0001.
    papers = {(1, 2): 1_500_000, (1, 3): 1_500_000, (2, 3): 7, (3, 2): 7}

    count = MEEK.count(Election(3, 2, papers), lot_order=(1, 2, 3))

    before = count.stages[-2]
    assert before.votes[0] - (before.quota or 0) > UNIT // 10_000
    assert count.ties[0].drawn == (2, 3)
    assert [each.candidate for each in count.elected] == [1, 2]


def test_a_part_is_raised_and_the_rest_is_what_is_left_as_in_a_real_count() -> None:
    # Dunedin's Cargill ward, 2004, ninth iteration, as the Proportional Representation Society of
    # Australia tells it: of papers that pass both who are elected 0.018467626 goes on.
    count = MEEK.count(Election(4, 2, {(1, 2, 3): 6, (2, 1, 4): 5, (3,): 2, (4,): 2}))
    stage = replace(count.stages[0], keep=(691_051_570, 940_224_243, UNIT, UNIT))

    (stop,) = travels(replace(count, stages=(stage,)), (1, 2, 3))

    assert [part.votes * UNIT for part in stop.parts] == [691_051_570, 290_480_804, 18_467_626]
