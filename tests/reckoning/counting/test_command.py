"""The command `count`: no database, only the file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from governance.cli.count import count
from tests.reckoning.counting.shared_data import CASES

TIED = str(CASES / "edge" / "exclusion-tie-lot.blt")
YES_NO = ("--method", "yes_no")


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


@pytest.fixture
def answers(tmp_path: Path) -> str:
    file = tmp_path / "merge.csv"
    file.write_text("vote,number\nyes,12\nNo,3\nabstain,2\nblank,1\nspoilt,1\n")
    return str(file)


def test_answers_in_a_csv_file_are_counted_and_decided(answers: str) -> None:
    result = _run(answers, *YES_NO, "--kind", "ordinary", "--entitled", "40", "--format", "json")

    said = json.loads(result.stdout)
    assert (said["votes_for"], said["against"], said["abstained"]) == (12, 3, 2)
    assert (said["valid"], said["blank"], said["spoilt"]) == (17, 1, 1)
    assert said["decision"] == {
        "kind": "ordinary",
        "outcome": "carried",
        "reason": "majority",
        "needed": 8,
        "arithmetic": (
            "12 for, 3 against, 2 abstained; an ordinary resolution needs more votes for than"
            " against: carried."
        ),
        "remarks": ["80 of every 100 votes were for."],
    }


def test_answers_without_a_kind_decide_nothing(answers: str) -> None:
    assert "decision" not in json.loads(_run(answers, *YES_NO, "--format", "json").stdout)


def test_the_decision_is_printed_to_read(answers: str) -> None:
    lines = _run(answers, *YES_NO, "--kind", "written_special", "--entitled", "16").stderr
    assert "there are 19 papers and 16 who could vote" in lines

    shown = _run(answers, *YES_NO, "--kind", "written_special", "--entitled", "19").stdout
    assert "  1 For                        12\n" in shown
    assert "Written special resolution, Companies Act 2006, section 283(2)" in shown
    assert ": lost.\n" in shown
    assert "Spoilt papers, which do not count: 1.\n" in shown


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--kind", "written_ordinary"], "say with --entitled how many"),
        (["--kind", "society_conversion"], "say with --entitled how many"),
        (["--entitled", "40"], "go with yes_no, together"),
        (["--kind", "class_consent"], "'class_consent' is not one of"),
    ],
)
def test_what_cannot_be_decided_is_said(answers: str, options: list[str], reason: str) -> None:
    result = _run(answers, *YES_NO, *options)

    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr


def test_a_kind_of_resolution_is_of_answers_only() -> None:
    assert "go with yes_no" in _run(TIED, "--kind", "ordinary").stderr


def test_a_csv_file_that_cannot_be_read_is_refused_with_line_and_reason(tmp_path: Path) -> None:
    file = tmp_path / "merge.csv"
    file.write_text("vote\nfor\nperhaps\n")

    result = _run(str(file), *YES_NO)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "merge.csv, line 3: 'perhaps' is none of" in result.stderr
    assert "could not be opened" in _run(str(tmp_path / "lost.csv"), *YES_NO).stderr


def test_yes_and_no_are_in_no_blt_file() -> None:
    assert "must be a .csv file" in _run(TIED, *YES_NO).stderr


CHOICES = "Ada,Bo,Cy,number\n1,1,,4\n,1,1,3\n1,,,2\n1,1,1,1\n,,,5\n"


@pytest.mark.parametrize(
    ("options", "elected", "votes", "spoilt"),
    [
        (["approval", "--seats", "2"], [2, 1], [7, 8, 4], 0),
        (["approval", "--seats", "2", "--least-share", "8/15"], [2], [7, 8, 4], 0),
        (["approval", "--seats", "2", "--least-share", "50%"], [2], [7, 8, 4], 0),
        (["choose_up_to", "--seats", "2"], [2, 1], [6, 7, 3], 1),
        (["choose_up_to", "--most", "3"], [2], [7, 8, 4], 0),
        (["choose_one"], [1], [2, 0, 0], 8),
    ],
)
def test_choices_in_a_csv_file(
    tmp_path: Path, options: list[str], elected: list[int], votes: list[int], spoilt: int
) -> None:
    file = tmp_path / "places.csv"
    file.write_text(CHOICES)

    said = json.loads(_run(str(file), "--format", "json", "--method", *options).stdout)

    assert [each["candidate"] for each in said["elected"]] == elected
    assert (said["votes"], said["spoilt"]) == (votes, spoilt)


def test_choices_in_a_blt_file_have_no_order(tmp_path: Path) -> None:
    file = tmp_path / "places.blt"
    file.write_text("3 1\n4 2 1 0\n3 1 2 0\n2 3 0\n0\n")

    approved = json.loads(_run(str(file), "--method", "approval", "--format", "json").stdout)
    one = json.loads(_run(str(file), "--method", "choose_one", "--format", "json").stdout)

    assert (approved["votes"], approved["lots"][0]["tied"]) == ([7, 7, 2], [1, 2])
    assert (one["votes"], one["spoilt"]) == ([0, 0, 2], 7)


def test_scores_in_a_csv_file(tmp_path: Path) -> None:
    file = tmp_path / "mood.csv"
    file.write_text("Pay,Rota\n9,3\n10,\n")

    result = _run(str(file), "--method", "score", "--highest", "10")

    assert "Pay: mean 9.50, median 9.50; scores 2, no opinion 0." in result.stdout
    assert "up to 5" in _run(str(file), "--method", "score").stderr


def test_places_in_a_csv_file_are_rankings(tmp_path: Path) -> None:
    file = tmp_path / "board.csv"
    file.write_text("Ada,Bo,Cy,number\n1,2,,40\n2,1,3,30\n,,1,20\n1,1,2,10\n")

    by_transfer = json.loads(_run(str(file), "--seats", "2", "--format", "json").stdout)
    compared = json.loads(_run(str(file), "--method", "schulze", "--format", "json").stdout)

    assert (by_transfer["valid"], by_transfer["quota"]) == (90, 31)
    assert "up to a voter's fault: 10." in _run(str(file)).stdout
    assert (compared["valid"], compared["pairs"][0]) == (100, [0, 40, 80])


def test_an_order_with_a_default_option(tmp_path: Path) -> None:
    file = tmp_path / "where.csv"
    file.write_text("Dudley,Tipton,Neither,number\n1,3,2,6\n3,1,2,5\n")
    options = ("--method", "schulze", "--default", "3", "--quorum", "6")

    shown = _run(str(file), *options).stdout

    assert "prefer Tipton to Neither: 5, and 6 are needed; it is dropped." in shown
    assert "must be one of those that stand" in _run(str(file), *options, "--default", "4").stderr


@pytest.mark.parametrize("share", ["", "a third", "1/0", "-1/3", "1/3%x", "٣"])
def test_a_share_that_is_none_is_refused(answers: str, share: str) -> None:
    result = _run(answers, "--method", "approval", "--least-share", share)

    assert result.exit_code == 2
    assert "a share is written like 1/3" in result.stderr


def test_a_share_of_more_than_all_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text(CHOICES)

    result = _run(str(file), "--method", "approval", "--least-share", "120%")

    assert (result.exit_code, "between none and all" in result.stderr) == (2, True)


def test_a_blt_file_says_its_own_seats() -> None:
    assert "says itself how many seats" in _run(TIED, "--seats", "2").stderr


@pytest.mark.parametrize(
    ("method", "quota", "votes"),
    [("scottish_stv", 14, "9.00000"), ("ers97_stv", "13.50", "9.00")],
)
def test_the_figures_have_the_decimals_of_the_method(
    method: str, quota: object, votes: str
) -> None:
    said = json.loads(_run(TIED, "--method", method, "--format", "json").stdout)

    assert (said["method"], said["quota"]) == (method, quota)
    assert said["stages"][0]["votes"][0] == votes
