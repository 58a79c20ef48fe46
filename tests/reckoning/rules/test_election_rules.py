"""Elections by the rules: nominations, terms, and the way of counting."""

from dataclasses import replace
from datetime import date

import pytest

from governance.reckoning.counting.registry import methods_for_elections
from governance.reckoning.rules.kinds.elections import ElectionRules

USUAL = ElectionRules()


def test_every_way_of_counting_elections_can_be_chosen() -> None:
    for method in methods_for_elections():
        assert replace(USUAL, method=method.name).counting_method() is method


def test_the_usual_way_of_counting_is_scottish_stv() -> None:
    assert USUAL.counting_method().name == "scottish_stv"


@pytest.mark.parametrize(
    ("needed", "nominators", "enough"), [(2, 2, True), (2, 1, False), (0, 0, True)]
)
def test_nominators(needed: int, nominators: int, enough: bool) -> None:
    assert replace(USUAL, nominators=needed).has_enough_nominators(nominators) is enough


def test_nominations_close_clear_days_before_voting() -> None:
    assert USUAL.last_day_for_nominations(date(2026, 6, 24)) == date(2026, 6, 16)


@pytest.mark.parametrize(("words", "too_long"), [(249, False), (250, False), (251, True)])
def test_a_statement_has_so_many_words_at_most(words: int, too_long: bool) -> None:
    assert USUAL.is_too_long("word " * words) is too_long


@pytest.mark.parametrize(
    ("uncontested", "candidates", "seats", "votes"),
    [
        ("elected", 4, 3, True),
        ("elected", 3, 3, False),
        ("elected", 2, 3, False),
        ("voted_on", 3, 3, True),
        ("voted_on", 2, 3, True),
        ("voted_on", 0, 3, False),
        ("elected", 0, 3, False),
    ],
)
def test_whether_there_is_a_vote(
    uncontested: str, candidates: int, seats: int, votes: bool
) -> None:
    rules = replace(USUAL, uncontested=uncontested)

    assert rules.needs_a_vote(candidates=candidates, seats=seats) is votes


def test_re_open_nominations_is_one_more_on_the_paper() -> None:
    assert USUAL.options_on_paper(candidates=4) == 5
    assert replace(USUAL, reopen=False).options_on_paper(candidates=4) == 4


@pytest.mark.parametrize(
    ("years", "elected_on", "ends_on"),
    [
        (3, date(2026, 6, 24), date(2029, 6, 24)),
        (1, date(2028, 2, 29), date(2029, 2, 28)),
        (5, date(2026, 6, 24), date(2031, 6, 24)),
    ],
)
def test_when_a_term_ends(years: int, elected_on: date, ends_on: date) -> None:
    assert replace(USUAL, term_years=years).term_ends_on(elected_on) == ends_on


@pytest.mark.parametrize(
    ("most", "away", "served", "from_day"),
    [
        (3, 1, 2, date(2026, 6, 24)),
        (3, 1, 3, date(2027, 6, 24)),
        (3, 2, 4, date(2028, 6, 24)),
        (1, 1, 1, date(2027, 6, 24)),
        (None, 1, 9, date(2026, 6, 24)),
    ],
)
def test_when_somebody_may_be_elected_again(
    most: int | None, away: int, served: int, from_day: date
) -> None:
    rules = replace(USUAL, most_terms=most, away_years=away)
    ended_on = date(2026, 6, 24)

    assert rules.may_stand_from(terms_in_a_row=served, last_ended_on=ended_on) == from_day
