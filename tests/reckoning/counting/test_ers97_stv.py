"""ERS97, rule by rule, on elections made by hand."""

from governance.reckoning.counting.count import Count, Step, Tie
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.registry import method_named
from governance.reckoning.counting.sheet import as_json

ERS97 = method_named("ers97_stv")


def _table(count: Count) -> list[tuple[str, list[str]]]:
    said = as_json(count)["stages"]
    return [(stage["action"], stage["votes"]) for stage in said]


def test_the_quota_has_two_decimals_and_nothing_is_added_where_it_is_exact() -> None:
    exact, rounded = ({(1,): 50, (2,): 30, (3,): number} for number in (19, 20))

    assert ERS97.count(Election(3, 2, exact)).quota == 3300
    assert ERS97.count(Election(3, 2, rounded)).quota == 3334


def test_only_the_last_received_batch_carries_a_later_surplus() -> None:
    # The quota is 30. Ada (1) has 24 papers of her own and gets 16 of Dee's: 10 too many. Those 16
    # move on at 10/16, cut to 0.62; her own, which name Cyd (3) as well, stay.
    count = ERS97.count(Election(4, 2, {(1, 3): 24, (2,): 29, (3,): 21, (4, 1, 3): 16}))

    assert _table(count) == [
        ("first preferences", ["24.00", "29.00", "21.00", "16.00"]),
        ("exclude 4", ["40.00", "29.00", "21.00", "0.00"]),
        ("surplus 1", ["30.00", "29.00", "30.92", "0.00"]),
    ]
    assert count.stages[2].nontransferable == 8
    assert [(each.candidate, each.stage) for each in count.elected] == [(1, 2), (3, 3)]


def test_a_surplus_waits_while_it_cannot_change_who_is_lowest() -> None:
    # Of 100 votes the quota is 33.34. With Ada's surplus of 2.66 Dee (8) and Eve (5) have no more
    # than Cyd (21).
    count = ERS97.count(Election(5, 2, {(1, 5): 36, (2,): 30, (3,): 21, (4, 2): 8, (5, 3): 5}))

    assert [stage.action for stage in count.stages] == ["first preferences", "exclude 4 5"]
    assert count.stages[1].votes == (3600, 3800, 2600, 0, 0)


def test_as_many_as_possible_are_excluded_together() -> None:
    # 2 + 3 + 4 is not more than 10, the next above; with 10 they are more than 18.
    papers = {(1,): 35, (2,): 18, (3,): 10, (4, 2): 4, (5, 3): 3, (6, 3): 2}

    count = ERS97.count(Election(6, 1, papers))

    assert count.stages[1].action == "exclude 4 5 6"
    assert count.stages[1].moves == ((4, 2, 400), (5, 3, 300), (6, 3, 200))


def test_those_without_votes_go_with_one_of_two_equals() -> None:
    # 0 + 0 + 5 is not more than the other 5.
    papers = {(1,): 9, (2,): 8, (3,): 5, (4,): 5, (1, 5): 1, (1, 6): 1}

    count = ERS97.count(Election(6, 1, papers), lot_order=(1, 2, 3, 4, 5, 6))

    assert count.stages[1].action == "exclude 4 5 6"
    assert count.ties[0] == Tie(2, Step.EXCLUDE, (3, 4), (3, 4), 4)


def test_two_who_are_lowest_are_told_apart_by_the_first_difference() -> None:
    # After stage 2 Cyd (3) and Dee (4) have 9 each; at first Cyd had one more.
    papers = {(1,): 20, (2,): 17, (3,): 9, (4,): 8, (5, 4): 1, (6,): 3}

    count = ERS97.count(Election(6, 1, papers))

    assert count.stages[1].action == "exclude 5 6"
    assert count.ties[0] == Tie(3, Step.EXCLUDE, (3, 4), (), 4)


def test_the_papers_of_the_excluded_move_batch_by_batch() -> None:
    # Ada's surplus of 23 in 53 papers leaves some worth 0.43 with Eve; Eve's own move first.
    papers = {(1, 2): 40, (1, 5, 6): 13, (2,): 10, (3,): 30, (5, 6): 7, (6,): 20}

    count = ERS97.count(Election(6, 3, papers))

    stage = count.stages[-1]
    assert stage.action == "exclude 4 5"
    assert [(each.value, each.papers) for each in stage.batches] == [(100, 7), (43, 13)]


def test_the_quota_falls_while_nobody_is_elected_and_stays_then() -> None:
    count = ERS97.count(Election(4, 1, {(1,): 40, (2,): 30, (3,): 22, (4, 3): 8}))

    # Cyd and Dee go together, and none of their 30 papers names anybody who stays.
    assert [stage.quota for stage in count.stages] == [5000, 3500]
    assert [(each.candidate, each.stage) for each in count.elected] == [(1, 2)]


def test_of_two_equals_at_the_last_place_the_first_ahead_is_elected() -> None:
    # As Dee's paper names nobody else, Ada and Bob both have the quota of 5; Ada had it first.
    count = ERS97.count(Election(4, 1, {(1,): 5, (2,): 4, (3, 2): 1, (4,): 1}))

    assert count.ties == (Tie(2, Step.ELECT, (1, 2), (), 1),)
    assert [(each.candidate, each.stage) for each in count.elected] == [(1, 2)]


def test_of_two_equals_all_along_neither_is_elected_and_the_lot_excludes_one() -> None:
    count = ERS97.count(Election(2, 1, {(1,): 5, (2,): 5}), lot_order=(2, 1))

    assert count.ties == (Tie(2, Step.EXCLUDE, (1, 2), (1, 2), 1),)
    assert [stage.action for stage in count.stages] == ["first preferences", "exclude 1"]
    assert [(each.candidate, each.stage) for each in count.elected] == [(2, 2)]
