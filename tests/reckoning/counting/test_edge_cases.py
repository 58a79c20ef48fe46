"""Small counts that catch wrong programs: the outcome is one of those that some lot allows."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from governance.reckoning.counting.count import Count
from governance.reckoning.counting.registry import method_named
from governance.reckoning.counting.sheet import as_json
from tests.reckoning.counting.shared_data import CASES, election_beside, read_json

EDGE_CASES = [pytest.param(path, id=path.stem) for path in sorted((CASES / "edge").glob("*.json"))]
SCOTTISH = method_named("scottish_stv")


def _padded(votes: str) -> str:
    whole, _, part = votes.partition(".")
    return f"{whole}.{part:0<5}"


def _outcome_in_the_case(case: dict[str, Any]) -> dict[str, Any]:
    """Return a possible outcome as our own JSON would say it, lots apart."""
    if "stages" not in case:
        return {"elected": [{"candidate": each, "stage": 1} for each in case["elected"]]}
    return {
        "valid": case["valid"],
        "quota": case["quota"],
        "elected": [{"candidate": each["c"], "stage": each["stage"]} for each in case["elected"]],
        "stages": [
            {
                "action": stage["action"],
                "votes": [_padded(votes) for votes in stage["votes"]],
                "nontransferable": _padded(stage["nontransferable"]),
            }
            for stage in case["stages"]
        ],
        "ties": [
            (tie["over"], tie["after_stage"] + 1, tie["candidates"], tie["broken_by"])
            for tie in case["ties"]
        ],
    }


def _outcome_of(count: Count) -> dict[str, Any]:
    said = as_json(count)
    if not count.stages:
        return {"elected": said["elected"]}
    ties = [
        (str(tie.step), tie.stage, list(tie.tied), "lot" if tie.drawn else "earlier stage")
        for tie in count.ties
    ]
    kept = {key: said[key] for key in ("valid", "quota", "elected", "stages")}
    return {**kept, "ties": ties}


@pytest.mark.parametrize("path", EDGE_CASES)
def test_the_outcome_is_a_possible_one_and_every_tie_is_told(path: Path) -> None:
    possible = [_outcome_in_the_case(case) for case in read_json(path)["possible_outcomes"]]

    assert _outcome_of(SCOTTISH.count(election_beside(path).election)) in possible


@pytest.mark.parametrize("path", EDGE_CASES)
def test_the_lot_orders_reach_every_possible_outcome_and_no_other(path: Path) -> None:
    election = election_beside(path).election
    possible = [_outcome_in_the_case(case) for case in read_json(path)["possible_outcomes"]]

    reached = [
        _outcome_of(SCOTTISH.count(election, lot_order=order))
        for order in permutations(range(1, election.candidates + 1))
        if election.candidates < 7 or order[:4] == (1, 2, 3, 4)
    ]

    assert all(outcome in possible for outcome in reached)
    assert all(outcome in reached for outcome in possible)


def test_seats_that_nobody_stands_for_stay_vacant() -> None:
    path = CASES / "edge" / "fewer-candidates-than-seats.json"

    count = SCOTTISH.count(election_beside(path).election)

    assert (count.vacant, count.quota, count.stages) == (1, None, ())
