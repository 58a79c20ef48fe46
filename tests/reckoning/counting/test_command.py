"""The command `count`: no database, only the file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from governance.cli.count import count
from tests.reckoning.counting.shared_data import CASES

TIED = str(CASES / "edge" / "exclusion-tie-lot.blt")


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(count, list(arguments), catch_exceptions=False)


def test_the_count_is_printed_as_json() -> None:
    result = _run(TIED, "--method", "scottish_stv", "--format", "json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["quota"] == 14


def test_the_count_is_printed_as_a_table_to_read() -> None:
    result = _run(TIED)

    assert result.exit_code == 0
    assert "First preferences" in result.stdout


@pytest.mark.parametrize(("order", "winner"), [("3,1,2,4", 3), (" 4, 3,1 ,2", 4)])
def test_the_lot_order_decides_the_lots(order: str, winner: int) -> None:
    result = _run(TIED, "--format", "json", "--lot-order", order)

    assert [each["candidate"] for each in json.loads(result.stdout)["elected"]] == [winner]


@pytest.mark.parametrize("order", ["3,1,2", "1,2,3,3", "1,2,3,5", "1,2,3,x", "", "1,2,3,4,", "1;2"])
def test_an_order_that_does_not_name_each_candidate_once_is_refused(order: str) -> None:
    result = _run(TIED, "--lot-order", order)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "must name each candidate from 1 to 4 once" in result.stderr


def test_a_file_that_cannot_be_read_is_refused_with_line_and_reason(tmp_path: Path) -> None:
    file = tmp_path / "board.blt"
    file.write_text("3 1\n5 1 2 0\n4 7 0\n0\n")

    result = _run(str(file), "--format", "json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "board.blt, line 3: there is no candidate 7" in result.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = _run(str(tmp_path / "lost.blt"))

    assert (result.exit_code, result.stdout) == (2, "")
    assert "could not be opened" in result.stderr


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert _run(str(tmp_path)).exit_code == 2


def test_an_unknown_method_is_refused_with_those_there_are() -> None:
    result = _run(TIED, "--method", "borda")

    assert result.exit_code == 2
    assert "scottish_stv" in result.stderr


def test_papers_cut_short_are_told(tmp_path: Path) -> None:
    file = tmp_path / "board.blt"
    file.write_text("3 1\n5 1 2 0\n4 2 2 0\n0\n")

    assert "up to a voter's fault: 4." in _run(str(file)).stdout


def test_a_method_for_one_seat_refuses_more() -> None:
    result = _run(str(CASES / "edge" / "last-vacancies.blt"), "--method", "alternative_vote")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "The alternative vote fills one seat" in result.stderr
