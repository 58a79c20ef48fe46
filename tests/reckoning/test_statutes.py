"""The law's figures on the days on which they held."""

from datetime import date
from pathlib import Path

import pytest

from governance.reckoning import statutes
from governance.reckoning.statutes import Figure, InForce, NoFigureYet, Unit, figures


@pytest.mark.parametrize(
    ("figure", "day", "value"),
    [
        (statutes.MOST_WITHDRAWABLE_SHARES_PENCE, date(2012, 5, 1), 2_000_000),
        (statutes.MOST_WITHDRAWABLE_SHARES_PENCE, date(2014, 4, 5), 2_000_000),
        (statutes.MOST_WITHDRAWABLE_SHARES_PENCE, date(2014, 4, 6), 10_000_000),
        (statutes.MOST_WITHDRAWABLE_SHARES_PENCE, date(2026, 11, 25), 10_000_000),
        (statutes.MOST_NOMINATED_PENCE, date(2014, 7, 31), 500_000),
        (statutes.MOST_NOMINATED_PENCE, date(2026, 11, 25), 500_000),
        (statutes.MOST_DEPOSIT_PENCE, date(2014, 8, 1), 40_000),
        (statutes.DEPOSIT_NOTICE_CLEAR_DAYS, date(2026, 11, 25), 2),
        (statutes.INSPECTION_WORKING_DAYS, date(2026, 11, 25), 5),
        (statutes.FORMER_MEMBER_RETENTION_YEARS, date(2026, 11, 25), 10),
        (statutes.MOST_TAX_FREE_BONUS_PENCE, date(2026, 11, 25), 360_000),
        (statutes.MOST_SERVICE_FOR_BONUS_MONTHS, date(2026, 11, 25), 12),
    ],
)
def test_a_figure_holds_from_its_first_day(figure: Figure, day: date, value: int) -> None:
    assert figure.on(day) == value


def test_a_day_before_the_first_is_refused_with_the_first() -> None:
    with pytest.raises(NoFigureYet, match="known from 2014-08-01 only, so not on 2014-07-31"):
        statutes.MOST_DEPOSIT_PENCE.on(date(2014, 7, 31))


def test_every_figure_says_where_it_stands() -> None:
    known = list(figures())

    assert len(known) >= 14
    assert all(each.source for figure in known for each in figure.values)
    assert len({figure.name for figure in known}) == len(known)


def test_what_was_not_read_in_the_law_is_marked() -> None:
    retention = statutes.FORMER_MEMBER_RETENTION_YEARS.in_force_on(date(2026, 11, 25))
    deposits = statutes.MOST_DEPOSIT_PENCE.in_force_on(date(2026, 11, 25))

    assert (retention.is_to_be_checked, deposits.is_to_be_checked) == (True, False)


def test_the_page_of_figures_shows_each_of_them() -> None:
    page = Path(__file__).parents[2] / "docs" / "figures-of-the-law.md"
    shown = [line for line in page.read_text(encoding="utf-8").splitlines() if line[:3] == "| T"]

    assert shown == [
        f"| {figure.name} | {each.since.isoformat()} | {figure.written(each.value)} | {each.source}"
        f"{' [G]' if each.is_to_be_checked else ''} |"
        for figure in figures()
        for each in figure.values
    ]


@pytest.mark.parametrize("days", [[], [date(2014, 1, 1), date(2013, 1, 1)], [date(2014, 1, 1)] * 2])
def test_values_out_of_order_are_a_mistake(days: list[date]) -> None:
    with pytest.raises(ValueError, match="in order"):
        Figure("A limit", Unit.DAYS, tuple(InForce(day, 1, "an Act") for day in days))
