"""Turnout while a ballot is open, day by day: as it was noted, and never of a part of the roll."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from flask_babel import gettext

from governance.ballots import teller_queries
from governance.ballots.models import Ballot
from governance.ballots.quorum import as_quorum
from governance.reckoning.percentages import percentage
from governance.web.templating import count, date_only

WHOLE = 1000  # of a bar's width


@dataclass(frozen=True)
class TurnoutShown:
    """Bars and a table of the days on which the turnout was noted, with the quorum's line."""

    bars: list[dict[str, Any]]
    threshold: dict[str, int] | None
    note: str
    description: str
    rows: list[list[str]]


def turnout_shown(ballot: Ballot) -> TurnoutShown | None:
    """Return the turnout as noted, or None of a ballot that is not open or of which none is told.

    A note comes a day at most, and only once enough papers came since the last: see closing.
    """
    noted = teller_queries.turnout_by_day(ballot.id) if ballot.state == "open" else ()
    if not noted or not ballot.roll_size:
        return None
    rows = [
        [date_only(each.day), count(each.marked), f"{percentage(each.marked, ballot.roll_size)}%"]
        for each in noted
    ]
    bars = [
        {"label": row[0], "value": f"{row[1]} ({row[2]})", "width": _width(each.marked, ballot)}
        for each, row in zip(noted, rows, strict=True)
    ]
    people = _quorum_of(ballot)
    threshold = {"at": _width(people, ballot), "rows": len(bars)} if people else None
    return TurnoutShown(
        bars=bars,
        threshold=threshold,
        note=_note(people) if people else "",
        description=gettext(
            "%(voted)s of %(size)s had voted when it was last noted.",
            voted=rows[-1][1],
            size=count(ballot.roll_size),
        ),
        rows=rows,
    )


def _note(people: int) -> str:
    return gettext("The line is the quorum: %(people)s must take part.", people=count(people))


def _quorum_of(ballot: Ballot) -> int:
    """Return how many must take part for every question to be decided; 0 where there is none."""
    asked = [as_quorum(each.quorum).participation for each in ballot.questions]
    return max((_people(each, ballot.roll_size) for each in asked if each), default=0)


def _people(threshold: Fraction | int, roll_size: int) -> int:
    return threshold if isinstance(threshold, int) else ceil(threshold * roll_size)


def _width(people: int, ballot: Ballot) -> int:
    return min(WHOLE, WHOLE * people // ballot.roll_size)
