"""Elections that came with other programs: their reports round by round, and our slow counts."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from governance.reckoning.counting.blt import read_blt
from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election, Ranking, merged
from governance.reckoning.counting.registry import method_named
from tests.reckoning.counting.shared_data import election_beside, read_json, shared_files
from tests.reckoning.counting.test_slow_counts import (
    check_alternative,
    check_ers97,
    check_meek,
    check_scottish,
)

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WRITE_IN = "Undeclared Write-ins"
NO_CHOICE = {"", "undervote"}


def _rows(path: Path) -> Iterator[dict[int, str]]:
    """Yield the rows of the first sheet: text by the number of its column, from 1."""
    with zipfile.ZipFile(path) as book:
        texts = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        words = ["".join(each.itertext()) for each in texts.iter(f"{SHEET}si")]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    for row in sheet.iter(f"{SHEET}row"):
        cells: dict[int, str] = {}
        for cell in row.iter(f"{SHEET}c"):
            value = cell.findtext(f"{SHEET}v") or ""
            shared = cell.get("t") == "s" and value
            cells[_column(cell.get("r", ""))] = words[int(value)] if shared else value
        yield cells


def _column(place: str) -> int:
    """Return the number of a column from a place such as AB12."""
    number = 0
    for letter in re.sub(r"\d", "", place):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _papers(path: Path, config: dict[str, Any], names: list[str]) -> dict[Ranking, int]:
    source = config["cvrFileSources"][0]
    first = int(source["firstVoteColumnIndex"])
    rows = list(_rows(path))[int(source["firstVoteRowIndex"]) - 1 :]
    return merged((_ranking(row, first, names), 1) for row in rows)


def _ranking(row: dict[int, str], first: int, names: list[str]) -> Ranking:
    """Return what counts of a paper there: an overvote, or two places skipped on end, end it."""
    ranking: list[int] = []
    skipped = 0
    for column in range(first, max(row) + 1):
        said = row.get(column, "").strip()
        skipped = skipped + 1 if said in NO_CHOICE else 0
        if said == "overvote" or skipped > 1:
            break
        name = WRITE_IN if said == "UWI" else said
        if not skipped and names.index(name) + 1 not in ranking:
            ranking.append(names.index(name) + 1)
    return tuple(ranking)


def _tallies(count: Count, names: list[str]) -> list[dict[str, str]]:
    return [
        {name: str(votes // count.unit) for name, votes in zip(names, stage.votes, strict=True)}
        for stage in count.stages
    ]


@pytest.mark.parametrize("path", shared_files("rctab", "*/*_cvr.xlsx"))
def test_one_seat_goes_round_by_round_as_a_certified_program_reports(path: Path) -> None:
    config = json.loads(next(path.parent.glob("*_config.json")).read_text())
    report = read_json(next(path.parent.glob("*_report.json")))
    names = [each["name"] for each in config["candidates"]]
    names += [WRITE_IN] if WRITE_IN in report["results"][0]["tally"] else []
    election = Election(len(names), 1, _papers(path, config, names))
    winner = next(
        each["elected"] for each in report["results"][-1]["tallyResults"] if "elected" in each
    )
    first = names.index(winner) + 1
    order = (first, *(each for each in range(1, len(names) + 1) if each != first))

    count = method_named("alternative_vote").count(election, lot_order=order)

    tallies = _tallies(count, names)
    for reported in (each["tally"] for each in report["results"]):
        assert any(reported.items() <= tally.items() for tally in tallies), reported
    assert [names[each.candidate - 1] for each in count.elected] == [winner]


@pytest.mark.parametrize("path", shared_files("tideman", "*.HIL"))
def test_a_real_organisations_election_is_counted_as_the_slow_counts_do(path: Path) -> None:
    election = read_blt(path.read_bytes()).election
    order = tuple(range(1, election.candidates + 1))
    single = Election(election.candidates, 1, election.papers)

    check_scottish(election, order)
    check_ers97(election, order)
    check_meek(election, order)
    check_alternative(single, order)


def _cast(record: dict[str, Any]) -> Ranking:
    """Return a paper of a cast vote record: two alike at a place are passed over, a gap ends it."""
    chosen: dict[int, list[int]] = {}
    for selection in record["CVRSnapshot"][0]["CVRContest"][0]["CVRContestSelection"]:
        for position in selection["SelectionPosition"]:
            letter = selection["ContestSelectionId"][-1]
            chosen.setdefault(position["Rank"], []).append("abcdef".index(letter) + 1)
    ranking: list[int] = []
    last = 0
    for place in sorted(chosen):
        if place - last > 2:
            break
        last = place
        if len(chosen[place]) == 1 and chosen[place][0] not in ranking:
            ranking += chosen[place]
    return tuple(ranking)


@pytest.mark.parametrize("path", shared_files("rctab", "*/*_cvr.json"))
def test_three_seats_go_to_the_same_people_by_scottish_rules(path: Path) -> None:
    papers = merged((_cast(record), 1) for record in read_json(path)["CVR"])
    report = read_json(next(path.parent.glob("*_report.json")))

    count = method_named("scottish_stv").count(Election(6, 3, papers))

    first = report["results"][0]["tally"]
    assert [votes // count.unit for votes in count.stages[0].votes] == list(
        map(int, first.values())
    )
    elected = {
        each["elected"]
        for result in report["results"]
        for each in result["tallyResults"]
        if "elected" in each
    }
    assert {f"Candidate {'ABCDEF'[each.candidate - 1]} Name" for each in count.elected} == elected


@pytest.mark.parametrize("method", ["scottish_stv", "ers97_stv", "meek_stv"])
@pytest.mark.parametrize("path", shared_files("real-orgs", "dublin*.expected.json"))
def test_the_declared_winners_are_elected_by_every_rule(path: Path, method: str) -> None:
    read = election_beside(path)

    elected = [
        read.names[each.candidate - 1] for each in method_named(method).count(read.election).elected
    ]

    for name in read_json(path)["official_winners"]:
        assert any(name in each for each in elected), name
