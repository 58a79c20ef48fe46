"""The result sheet, in JSON and as a scrutineer reads it."""

from governance.reckoning.counting.election import Election
from governance.reckoning.counting.explanation import closest_exclusion, explanation, figure
from governance.reckoning.counting.registry import method_named
from governance.reckoning.counting.sheet import as_json, as_text

SCOTTISH = method_named("scottish_stv")
NAMES = ["Ada", "Bob", "Cyd", "Dee", "Eve"]
MIXED = Election(5, 3, {(1, 2, 3): 40, (2, 1, 4): 38, (3,): 10, (4,): 8, (5,): 4})
TIED = Election(4, 1, {(1,): 9, (2, 4): 8, (3, 4): 5, (4, 3): 5})


def test_the_json_has_the_shape_that_programs_expect() -> None:
    said = as_json(SCOTTISH.count(MIXED))

    assert list(said) == ["method", "valid", "quota", "elected", "stages", "lots"]
    assert (said["method"], said["valid"], said["quota"]) == ("scottish_stv", 100, 26)
    assert said["elected"][0] == {"candidate": 1, "stage": 1}
    assert said["stages"][2] == {
        "action": "surplus 2",
        "votes": ["26.00000", "26.00000", "24.00000", "19.99964", "4.00000"],
        "nontransferable": "0.00036",
    }


def test_the_json_records_each_lot_with_the_order_that_repeats_it() -> None:
    said = as_json(SCOTTISH.count(TIED, lot_order=(3, 1, 2, 4)))

    assert said["lots"] == [
        {"stage": 2, "action": "exclude", "tied": [3, 4], "chosen": 4, "order": [3, 1, 2, 4]}
    ]


def test_an_election_without_a_count_has_no_quota_and_no_stages() -> None:
    said = as_json(SCOTTISH.count(Election(2, 3, {(1,): 5})))

    assert (said["quota"], said["stages"], said["lots"]) == (None, [], [])
    assert [each["candidate"] for each in said["elected"]] == [1, 2]


def test_each_stage_is_told_in_words() -> None:
    told = [" ".join(map(str, said)) for said in explanation(SCOTTISH.count(MIXED), NAMES)]

    assert told[2] == (
        "Bob has 12 votes more than the quota; they move on. "
        "Moved: 11.99964 to Dee, 0.00036 not transferable."
    )
    assert told[4] == (
        "Nobody has surplus votes; Dee has the fewest votes, 19.99964, and is excluded. "
        "Moved: 19.99964 not transferable. Elected, being all who are left for the seats: Cyd."
    )


def test_a_lot_is_told_where_it_fell() -> None:
    told = explanation(SCOTTISH.count(TIED, lot_order=(3, 1, 2, 4)), NAMES[:4])

    assert "Equal at every stage: Cyd, Dee; the lot falls on Dee." in map(str, told[1])


def test_the_text_has_every_candidate_the_totals_and_the_sentences() -> None:
    text = as_text(SCOTTISH.count(MIXED), NAMES, title="Board 2026", method="Scottish STV")

    assert text.startswith("Board 2026\nScottish STV · seats 3 · candidates 5\n")
    assert text.count("  1 Ada ") == text.count("Not transferable")
    assert "Elected: Ada, Bob, Cyd." in text
    assert all(len(line) <= 100 for line in text.splitlines())


def test_the_text_of_a_large_count_keeps_its_columns_apart() -> None:
    large = Election(3, 1, {(1, 2): 40_000_000, (2, 3): 30_000_000, (3, 2): 29_999_999})

    text = as_text(SCOTTISH.count(large), NAMES[:3], title="", method="Scottish STV")

    assert "+29999999.00000  59999999.00000" in text


def test_the_closest_exclusion_is_measured_against_the_next_above() -> None:
    assert closest_exclusion(SCOTTISH.count(MIXED)) == (5, 400_036)
    assert closest_exclusion(SCOTTISH.count(Election(2, 2, {(1,): 1}))) is None


def test_figures_are_written_without_needless_noughts() -> None:
    assert [figure(each) for each in (139_500_000, 3_520_000, 36, 0)] == [
        "1,395",
        "35.2",
        "0.00036",
        "0",
    ]
