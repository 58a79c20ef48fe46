"""Scottish STV against the tables that councils declared, and against two real organisations."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from governance.reckoning.counting.count import UNIT, Count, decimal
from governance.reckoning.counting.registry import method_named
from tests.reckoning.counting.shared_data import election_beside, read_json, shared_files


def _counted(path: Path, method: str = "scottish_stv") -> Count:
    return method_named(method).count(election_beside(path).election)


def _table(count: Count) -> list[list[Decimal]]:
    return [[Decimal(decimal(votes)) for votes in stage.votes] for stage in count.stages]


def _declared_table(official: dict[str, Any]) -> list[list[Decimal]]:
    table = [[Decimal(votes) for votes in stage] for stage in official["stages"]]
    for misprint in official.get("known_errors_in_published_sheet", []):
        table[misprint["stage"] - 1][misprint["c"] - 1] = Decimal(misprint["recount"])
    return table


@pytest.mark.parametrize("path", shared_files("scot2017", "*.official.json"))
def test_a_ward_is_counted_as_the_council_declared_it(path: Path) -> None:
    official = read_json(path)

    count = _counted(path)

    assert (count.valid, count.quota) == (official["valid"], official["quota"] * UNIT)
    assert _table(count) == _declared_table(official)
    assert {(each.candidate, each.stage) for each in count.elected} == {
        (each["c"], each["stage"]) for each in official["elected"]
    }


@pytest.mark.parametrize("path", shared_files("real-orgs", "*.expected.json"))
def test_an_organisations_count_is_the_one_two_programs_found(path: Path) -> None:
    expected = read_json(path)["scottish"]

    count = _counted(path)

    assert [stage.action for stage in count.stages] == [
        stage["action"] for stage in expected["stages"]
    ]
    assert _table(count) == [[Decimal(v) for v in stage["votes"]] for stage in expected["stages"]]
    assert [(each.candidate, each.stage) for each in count.elected] == [
        (each["c"], each["stage"]) for each in expected["elected"]
    ]


@pytest.mark.parametrize("path", shared_files("irv", "*.expected.json"))
def test_one_seat_is_won_round_by_round_as_the_county_reported(path: Path) -> None:
    report = read_json(path)
    names = election_beside(path).names

    count = _counted(path, "alternative_vote")

    for stage, reported in zip(
        count.stages, report["rounds_one_at_a_time_until_two"], strict=False
    ):
        ours = {name: votes // 100_000 for name, votes in zip(names, stage.votes, strict=True)}
        assert {name: ours[name] for name in reported["votes"]} == reported["votes"]
    assert [names[each.candidate - 1] for each in count.elected] == [report["winner"]]
