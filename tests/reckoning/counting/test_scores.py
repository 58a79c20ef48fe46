"""Scores of a survey: what was given, mean and median, and no winner."""

import random
from fractions import Fraction
from statistics import median

import pytest

from governance.reckoning.counting.explanation import explanation, outcome
from governance.reckoning.counting.papers import Scored
from governance.reckoning.counting.registry import method_named
from governance.reckoning.counting.scores import Scores, two_decimals
from governance.reckoning.counting.sheet import as_json, as_text

SCORE = method_named("score")
NAMES = ["Pay", "Rota", "Canteen"]
PAPERS = {(5, 1, 0): 3, (4, 2, 0): 2, (0, 2, 0): 1, (0, 0, 0): 1, (): 2}


def _scores(election: Scored) -> Scores:
    count = SCORE.count(election)
    assert isinstance(count, Scores)
    return count


def test_each_score_is_counted_and_no_opinion_apart() -> None:
    count = _scores(Scored(3, 1, PAPERS))

    assert count.given == ((1, 0, 0, 0, 2, 3), (0, 3, 3, 0, 0, 0), (6, 0, 0, 0, 0, 0))
    assert (count.valid, count.blank, count.elected, count.lots) == (6, 3, (), ())
    assert count.means == (Fraction(23, 5), Fraction(3, 2), None)
    assert count.medians == (5, Fraction(3, 2), None)


def test_scores_are_told_and_nothing_wins() -> None:
    count = _scores(Scored(3, 1, PAPERS))

    assert [str(each) for each in explanation(count, NAMES)[0]] == [
        "Pay: mean 4.60, median 5.00; scores 5, no opinion 1.",
        "Rota: mean 1.50, median 1.50; scores 6, no opinion 0.",
        "Canteen: nobody gave a score.",
        "A survey decides nothing. Papers: 6.",
    ]
    assert str(outcome(count, NAMES)) == "A survey decides nothing. Papers: 6."
    assert count.closest_margin(NAMES) is None


def test_the_json_of_scores() -> None:
    said = as_json(_scores(Scored(2, 1, {(3, 0): 2, (4, 1): 1}, highest=4)))

    assert (said["elected"], said["lots"]) == ([], [])
    assert said["scores"] == [
        {"no_opinion": 0, "given": [0, 0, 2, 1], "mean": "3.33", "median": "3.00"},
        {"no_opinion": 2, "given": [1, 0, 0, 0], "mean": "1.00", "median": "1.00"},
    ]


def test_scores_to_read() -> None:
    text = as_text(_scores(Scored(3, 1, PAPERS)), NAMES, title="Work", method="Scores")

    assert "  1 Pay                        1  0  0  0  2  3  4.60    5.00\n" in text
    assert "seats" not in text


def test_a_withdrawn_option_is_told_without_scores() -> None:
    count = _scores(Scored(2, 1, {(3, 2): 2}, frozenset({1})))

    assert (count.given[0][0], count.means) == (2, (None, Fraction(2)))
    assert str(count.told(NAMES[:2])[0]) == "Pay was withdrawn."


@pytest.mark.parametrize(
    ("number", "written"),
    [(Fraction(1, 3), "0.33"), (Fraction(1, 200), "0.01"), (Fraction(5), "5.00"), (None, None)],
)
def test_a_mean_has_two_decimals_rounded_half_up(
    number: Fraction | None, written: str | None
) -> None:
    assert two_decimals(number) == written


@pytest.mark.parametrize("number", range(200))
def test_mean_and_median_are_those_of_the_scores_one_by_one(number: int) -> None:
    dice = random.Random(number)
    papers = {(dice.randint(0, 5), 1): dice.randint(1, 4) for _ in range(dice.randint(0, 6))}
    given = [Fraction(each[0]) for each, times in papers.items() for _ in range(times) if each[0]]

    count = _scores(Scored(2, 1, papers))

    assert count.means[0] == (sum(given) / len(given) if given else None)
    assert count.medians[0] == (median(given) if given else None)
