"""Who serves on which seats: how they came, until when, and who retires in which year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, ngettext

from governance.elections import queries
from governance.elections.models import Seats
from governance.elections.presentation.words import electors_of, names_of, office_of
from governance.elections.queries.seats import as_serving
from governance.members.officers import Held
from governance.reckoning.elections.rotation import ONE_DAY, retiring_in, terms_in_a_row
from governance.reckoning.rules.kinds.elections import ElectionRules
from governance.rulebook.queries import rules_on


@dataclass(frozen=True)
class ServingTold:
    """Somebody on a seat, as a line of the table."""

    held: Held
    name: str
    came: str
    terms: str


@dataclass(frozen=True)
class SeatsTold:
    """Seats, who sits on them, who did, how many are vacant, and who retires when."""

    seats: Seats
    office: str
    electors: str
    vacant: int
    serving: Sequence[ServingTold]
    past: Sequence[ServingTold]
    retiring: Sequence[tuple[int, str]]


def of_seats(today: date) -> list[SeatsTold]:
    """Return all seats as they stand on a day."""
    rules = rules_on(today).of(ElectionRules)
    return [_told(each, rules, today) for each in queries.every_seats()]


def came_in_words(held: Held) -> str:
    """Return how somebody came to an office, with the minute or the election."""
    minute = held.data.get("appointed_by", "")
    how = {
        "elected": gettext("Elected"),
        "unopposed": gettext("Elected unopposed"),
        "countback": gettext("By countback"),
        "co_opted": gettext("Co-opted by the board"),
    }.get(held.data.get("came", ""), gettext("Appointed"))
    return f"{how}: {minute}" if minute else how


def _told(seats: Seats, rules: ElectionRules, today: date) -> SeatsTold:
    everybody = queries.holders_of(seats)
    names = names_of(held.party_id for held in everybody)
    serving = [held for held in everybody if held.is_held_on(today)]
    return SeatsTold(
        seats=seats,
        office=office_of(seats),
        electors=electors_of(seats),
        vacant=max(seats.number - len(serving), 0),
        serving=[_line(held, names, seats, rules, today) for held in serving],
        past=[
            _line(held, names, seats, rules, today)
            for held in everybody
            if held.valid_to and held.valid_to <= today
        ],
        retiring=_retiring(serving, names, rules, today),
    )


def _line(
    held: Held, names: dict[int, str], seats: Seats, rules: ElectionRules, today: date
) -> ServingTold:
    served = queries.served_by(held.party_id, seats)
    until = (held.last_day or today) + ONE_DAY
    row, _ended = terms_in_a_row(served, away_years=rules.away_years, until=max(until, today))
    terms = ngettext("%(num)s term", "%(num)s terms in a row", row) if row else "–"
    return ServingTold(held, names[held.party_id], came_in_words(held), terms)


def _retiring(
    serving: Sequence[Held], names: dict[int, str], rules: ElectionRules, today: date
) -> list[tuple[int, str]]:
    told = []
    for year in range(today.year, today.year + rules.term_years + 1):
        ending = retiring_in(year, [as_serving(held) for held in serving])
        if ending:
            told.append((year, ", ".join(names[each.party_id] for each in ending)))
    return told
