"""One true sentence or more for every stage, whichever way of counting."""

import re

import pytest

from governance.reckoning.counting.count import Count, Step, decimal
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.explanation import closest_exclusion, explanation, figure
from governance.reckoning.counting.registry import (
    CountingMethod,
    Force,
    Shape,
    method_named,
    methods,
)
from governance.reckoning.counting.sheet import as_json, as_text
from tests.reckoning.counting.elections import drawn_election, seats_for

NAMES = ["Ada", "Bob", "Cyd", "Dee", "Eve", "Fay", "Gus", "Hal"]
STAGED = [
    pytest.param(each, id=each.name)
    for each in methods()
    if each.shape is Shape.RANK and each.force is Force.BINDING
]


def _told(method: str, election: Election, **how: tuple[int, ...]) -> list[str]:
    count = method_named(method).count(election, **how)
    return [" ".join(map(str, said)) for said in explanation(count, NAMES[: election.candidates])]


def test_a_surplus_of_the_last_batch_is_told_with_the_value_of_its_papers() -> None:
    told = _told("ers97_stv", Election(4, 2, {(1, 3): 24, (2,): 29, (3,): 21, (4, 1, 3): 16}))

    assert told[2] == (
        "Ada has 10 votes more than the quota; they move on. Of the last received batch,"
        " transferable papers 16, each now worth 0.62. Moved: 9.92 to Cyd, 0.08 not transferable."
        " Elected, having the quota: Cyd."
    )


def test_a_deferred_surplus_and_those_excluded_together_are_told() -> None:
    told = _told(
        "ers97_stv", Election(5, 2, {(1, 5): 36, (2,): 30, (3,): 21, (4, 2): 8, (5, 3): 5})
    )

    assert told[1] == (
        "Dee, Eve have the fewest votes, 13 together, and are excluded; with the surplus votes"
        " still with Ada, 2.66, that is not more than the next above. Moved: 8 to Bob, 5 to Cyd."
        " Elected, having the quota: Bob."
    )


def test_batches_and_a_quota_that_falls_are_told() -> None:
    papers = {(1, 2): 40, (1, 5, 6): 13, (2,): 10, (3,): 30, (5, 6): 7, (6,): 20}

    assert (
        "Their papers move in batches: 7 worth 1, 13 worth 0.43 each."
        in _told("ers97_stv", Election(6, 3, papers))[-1]
    )
    assert (
        "As votes have become non-transferable, the quota is now 35."
        in _told("ers97_stv", Election(4, 1, {(1,): 40, (2,): 30, (3,): 22, (4, 3): 8}))[1]
    )


def test_a_tie_at_the_last_seat_is_told() -> None:
    told = _told("ers97_stv", Election(4, 1, {(1,): 5, (2,): 4, (3, 2): 1, (4,): 1}))

    assert (
        "Equal: Ada, Bob; the first point of the count that tells them apart chooses Ada."
        in told[1]
    )


def test_what_the_elected_keep_is_told() -> None:
    told = _told("meek_stv", Election(4, 2, {(1, 2): 40, (1,): 20, (2,): 12, (3,): 10, (4,): 8}))

    assert told[1].startswith("Of each vote the elected keep this part: Ada 0.500000001. Moved: ")
    assert "the quota is now 26.666666674." in told[1]


@pytest.mark.parametrize("method", STAGED)
def test_the_figures_of_every_sentence_are_those_of_the_stages(method: CountingMethod) -> None:
    for number in range(200):
        election, order = drawn_election(number, seats=seats_for(method))
        count = method.count(election, lot_order=order)

        told = explanation(count, NAMES[: election.candidates])

        assert len(told) == len(count.stages), number
        for stage, sentences in enumerate(told, start=1):
            _check(count, stage, " ".join(map(str, sentences)))


def _check(count: Count, number: int, told: str) -> None:
    stage = count.stages[number - 1]
    for candidate in count.elected_at(number):
        assert re.search(rf"Elected, [^.]*: [^.]*{NAMES[candidate - 1]}", told)
    for tie in count.ties:
        assert tie.stage != number or NAMES[tie.chosen - 1] in told
    if stage.step is Step.FIRST_PREFERENCES:
        assert f"quota {figure(stage.quota or count.quota or 0, count.unit)}" in told
        return
    before = count.stages[number - 2]
    for name, had, has in zip(NAMES, before.votes, stage.votes, strict=False):
        assert has <= had or f"{figure(has - had, count.unit)} to {name}" in told
    assert ("the quota is now" in told) == (count.quota_at(number) != count.quota_at(number - 1))
    if stage.step is Step.EXCLUDE:
        lowest = min(before.votes[each - 1] for each in count.continuing_before(number))
        assert lowest in [before.votes[each - 1] for each in stage.candidates]
        assert "excluded" in told


@pytest.mark.parametrize("method", STAGED)
def test_the_closest_exclusion_is_the_least_gap_to_the_next_above(method: CountingMethod) -> None:
    for number in range(60):
        election, order = drawn_election(number, seats=seats_for(method))
        count = method.count(election, lot_order=order)
        gaps = []
        for index, stage in enumerate(count.stages):
            if stage.step is Step.EXCLUDE:
                votes = count.stages[index - 1].votes
                stay = set(count.continuing_before(index + 1)) - set(stage.candidates)
                gap = min(votes[c - 1] for c in stay) - max(votes[c - 1] for c in stage.candidates)
                gaps.append((gap, index + 1))

        assert closest_exclusion(count) == (min(gaps)[::-1] if gaps else None), number


@pytest.mark.parametrize("method", STAGED)
def test_the_json_has_the_same_keys_and_the_decimals_of_the_method(method: CountingMethod) -> None:
    count = method.count(Election(3, 1, {(1,): 4, (2, 1): 3, (3,): 2}))

    said = as_json(count)

    assert list(said) == ["method", "valid", "quota", "elected", "stages", "lots"]
    assert said["stages"][0]["votes"][0] == decimal(4 * count.unit, count.unit)
    assert (said["quota"] == 5) == (not count.quota_moves)
    assert all(("quota" in stage) == count.quota_moves for stage in said["stages"])


@pytest.mark.parametrize("method", STAGED)
def test_the_table_to_sign_keeps_its_columns_apart(method: CountingMethod) -> None:
    for number in range(60):
        election, order = drawn_election(number, seats=seats_for(method))

        text = as_text(
            method.count(election, lot_order=order),
            NAMES[: election.candidates],
            title="",
            method=method.title,
        )

        assert all(len(line) <= 100 for line in text.splitlines()), number
        assert "preferencesE" not in text


def test_a_surplus_that_could_only_draw_level_waits_as_well() -> None:
    # The quota is 30, and 15 and Ada's surplus of 3 are not more than 18.
    told = _told("ers97_stv", Election(4, 2, {(1, 4): 33, (2,): 24, (3,): 18, (4, 3): 15}))

    assert told[1].startswith(
        "Dee has the fewest votes, 15, and is excluded; the surplus votes still with Ada, 3, could"
        " not change that. Moved: 15 to Cyd."
    )
