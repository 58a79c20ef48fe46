"""Ownership through time as a picture: one column for each stretch in which nothing changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from governance.ledger import share_words
from governance.reckoning.ownership import shown_as_percentages

WHOLE = 1000
MOST_COLUMNS = 120
MOST_ROWS = 24
TONES = {
    "person": "sage",
    "trust": "green",
    "government": "plum",
    "partner": "sky",
    "body": "stone",
}

Step = tuple[date, Mapping[str, int]]


@dataclass(frozen=True)
class Chart:
    """Columns with their parts, and the years beneath; thousandths of the whole picture."""

    columns: Sequence[dict[str, Any]]
    years: Sequence[dict[str, Any]]
    legend: Sequence[dict[str, str]]


def chart_of(steps: Sequence[Step], until: date) -> Chart | None:
    """Return the picture, or None where only one kind of owner ever was or nothing changed."""
    kinds = kinds_in(steps)
    steps = [step for step in steps if step[1]]
    if len(kinds) < 2 or not steps or steps[0][0] >= until:
        return None
    shown = _thinned(steps)
    first, days = shown[0][0], (until - shown[0][0]).days + 1
    ends = [day for day, _shares in shown[1:]] + [until + timedelta(days=1)]
    columns = []
    for (day, shares), end in zip(shown, ends, strict=True):
        begins = (day - first).days * WHOLE // days
        width = (end - first).days * WHOLE // days - begins
        if width:
            columns.append({"x": begins, "width": width, "parts": _parts(shares, kinds)})
    legend = [{"label": share_words.kind_of_holder(kind), "tone": tone_of(kind)} for kind in kinds]
    return Chart(columns, _years(first, until), legend)


def kinds_in(steps: Sequence[Step]) -> list[str]:
    """Return the kinds of owner that ever were, in the order in which they are drawn."""
    found = {kind for _day, shares in steps for kind in shares}
    return sorted(found, key=lambda kind: (list(TONES).index(kind) if kind in TONES else 9, kind))


def table_of(steps: Sequence[Step]) -> tuple[list[str], list[list[Any]], int]:
    """Return the kinds, a row of percentages for each change, latest first, and how many more."""
    kinds = kinds_in(steps)
    rows: list[list[Any]] = []
    for day, shares in reversed(steps[-MOST_ROWS:]):
        amounts = [shares.get(kind, 0) for kind in kinds]
        whole = sum(amounts)
        shown = shown_as_percentages(amounts) if whole else ("0.0",) * len(kinds)
        rows.append([day, f"{whole:,}", *(f"{each}%" for each in shown)])
    return kinds, rows, max(0, len(steps) - MOST_ROWS)


def tone_of(kind: str) -> str:
    """Return the colour of a kind of owner."""
    return TONES.get(kind, "stone")


def _parts(shares: Mapping[str, int], kinds: Sequence[str]) -> list[dict[str, Any]]:
    whole, parts, so_far = sum(shares.values()), [], 0
    for kind in kinds:
        top = so_far * WHOLE // whole
        so_far += shares.get(kind, 0)
        height = so_far * WHOLE // whole - top
        if height:
            parts.append({"y": top, "height": height, "tone": tone_of(kind)})
    return parts


def _thinned(steps: Sequence[Step]) -> list[Step]:
    """Return so few steps that they can be told apart: the first, the last, some between."""
    if len(steps) <= MOST_COLUMNS:
        return list(steps)
    every = -(-len(steps) // MOST_COLUMNS)
    return [*steps[:-1:every], steps[-1]]


def _years(first: date, until: date) -> list[dict[str, Any]]:
    days = (until - first).days + 1
    years = range(first.year + 1, until.year + 1)
    every = max(1, -(-len(years) // 5))
    found = []
    for year in years[::every]:
        at = (date(year, 1, 1) - first).days * WHOLE // days
        if at <= WHOLE * 92 // 100:
            found.append({"label": str(year), "x": at})
    return found
