"""Rotation: which terms keep an equal part of the seats falling vacant each year."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from governance.reckoning.calendar import years_after

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Serving:
    """One time of office: whose, from when, and its last day if it has one.

    `counts` is no of somebody who filled a place for a while only, whom nobody elected.
    """

    party_id: int
    first_day: date
    last_day: date | None
    counts: bool = True


def years_left(last_day: date | None, *, on: date, most: int) -> int:
    """Return in how many years from a day a term ends, begun ones counted whole; `most` at most."""
    if last_day is None:
        return most
    years = 1
    while years < most and years_after(on, years) <= last_day:
        years += 1
    return years


def terms_in_turn(
    vacant: int, *, seats: int, term_years: int, staying: Sequence[int]
) -> tuple[int, ...]:
    """Return a term in years for each vacant seat, longest first.

    `staying` are the years that those in the other seats still serve. Each vacant seat goes where
    fewest fall vacant, and of equals to the longest term.
    """
    assert vacant + len(staying) <= seats, "there are no more seats than that"
    ending = Counter(staying)
    given = []
    for _seat in range(vacant):
        years = min(range(1, term_years + 1), key=lambda each: (ending[each], -each))
        ending[years] += 1
        given.append(years)
    return tuple(sorted(given, reverse=True))


def last_day_of_term(first_day: date, years: int) -> date:
    """Return the last day of a term of so many years."""
    return years_after(first_day, years) - ONE_DAY


def terms_in_a_row(
    served: Iterable[Serving], *, away_years: int, until: date
) -> tuple[int, date | None]:
    """Return how many terms somebody served in a row up to a day, and the day after the last.

    A row is broken by so many years away. The terms are one person's in one office.
    """
    row, ended = 0, None
    for each in sorted(served, key=lambda one: one.first_day):
        if not each.counts or each.first_day >= until:
            continue
        if ended is not None and each.first_day >= years_after(ended, away_years):
            row = 0
        row += 1
        ended = until if each.last_day is None else min(each.last_day + ONE_DAY, until)
    return row, ended


def retiring_in(year: int, serving: Iterable[Serving]) -> list[Serving]:
    """Return whose term ends in a year, soonest first."""
    ending = [each for each in serving if each.last_day and each.last_day.year == year]
    return sorted(ending, key=lambda each: (each.last_day or date.max, each.party_id))
