"""Seats that were left early: how they are to be filled, and what a countback came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext

from governance.elections import queries
from governance.elections.models import Countback, Election
from governance.elections.presentation.words import names_of, office_of
from governance.elections.queries import Departure
from governance.infrastructure.clock import day_of
from governance.reckoning.rules.kinds.board import BoardRules, Delegated
from governance.reckoning.rules.kinds.elections import BY_THE_BOARD, COUNTBACK, ElectionRules
from governance.rulebook.queries import rules_on
from governance.web.templating import date_only


@dataclass(frozen=True)
class Left:
    """A seat that was left early, as a card: what is done by the rules, and where."""

    title: str
    when: str
    text: str
    href: str
    action: str


@dataclass(frozen=True)
class DeparturePage:
    """Whom the papers are counted without, and who stood with them and may hold the office."""

    name: str
    office: str
    election: Election
    last_day: date
    until: date
    willing: Sequence[tuple[int, str]]


def of_departures(now: datetime) -> list[Left]:
    """Return the seats that were left early and are to be filled until the end of the term."""
    return [_left(each, day_of(now)) for each in queries.departures(day_of(now))]


def of_departure(candidate_id: int, now: datetime) -> DeparturePage:
    """Return the page on which papers are counted again without somebody."""
    today = day_of(now)
    found = queries.departure_of(candidate_id, today)
    in_line = queries.next_in_line(found, today=today)
    names = names_of([found.candidate.party_id, *(each.party_id for each in in_line)])
    contest = found.candidate.contest
    return DeparturePage(
        name=names[found.candidate.party_id],
        office=office_of(contest.seats),
        election=contest.election,
        last_day=found.last_day,
        until=found.until,
        willing=[(each.id, names[each.party_id]) for each in in_line],
    )


def countback_in_words(countback: Countback) -> str:
    """Return what became of a seat when the papers were counted again."""
    chosen = queries.candidate(countback.filled_by) if countback.filled_by else None
    ids = [countback.party_id, *([chosen.party_id] if chosen else [])]
    names = names_of(ids)
    left, day = names[countback.party_id], date_only(countback.last_day)
    if chosen is None or countback.until is None:
        return gettext(
            "%(name)s left on %(day)s. The papers were counted again without them, and nobody else "
            "is elected by them.",
            name=left,
            day=day,
        )
    return gettext(
        "%(name)s left on %(day)s. The papers were counted again without them, and %(chosen)s has "
        "the seat until %(until)s.",
        name=left,
        day=day,
        chosen=names[chosen.party_id],
        until=date_only(countback.until),
    )


def _left(departure: Departure, today: date) -> Left:
    candidate = departure.candidate
    name = names_of([candidate.party_id])[candidate.party_id]
    text, href, action = _way(departure, today)
    return Left(
        title=gettext("%(office)s: %(name)s", office=office_of(candidate.contest.seats), name=name),
        when=gettext("Vacant from %(day)s", day=date_only(departure.vacant_from)),
        text=text,
        href=href,
        action=action,
    )


def _way(departure: Departure, today: date) -> tuple[str, str, str]:
    """Return how the rules fill the seat, where that is done, and what it is called."""
    rules = rules_on(today)
    way = rules.of(ElectionRules).casual_vacancies
    if way == COUNTBACK:
        return (
            gettext("By our rules the papers that elected them are counted again without them."),
            url_for("elections.countback", candidate_id=departure.candidate.id),
            gettext("Count the papers again"),
        )
    if way == BY_THE_BOARD and rules.of(BoardRules).may(Delegated.FILL_A_VACANCY):
        return (
            gettext(
                "By our rules the board fills the place; its decision is entered with the minute."
            ),
            url_for("resolutions.new_board_decision"),
            gettext("Enter the board’s decision"),
        )
    return (
        gettext("By our rules members elect somebody."),
        url_for("elections.call"),
        gettext("Publish a notice of vacancies"),
    )
