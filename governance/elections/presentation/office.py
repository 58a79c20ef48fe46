"""What the office sees of elections: all nominations, seats, and what a notice usually says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext, ngettext

from governance.elections import queries, service
from governance.elections.models import Candidate, Contest
from governance.elections.presentation.candidates import state_of_nomination
from governance.elections.presentation.departures import Left, of_departures
from governance.elections.presentation.elections import ListedElection, of_list
from governance.elections.presentation.serving import SeatsTold, of_seats
from governance.elections.presentation.words import names_of, office_of, tag_of
from governance.infrastructure.clock import LONDON, day_of, london, start_of_day
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.reckoning.rules.kinds.elections import ElectionRules
from governance.rulebook.queries import rules_on

OPENING_HOUR, CLOSING_HOUR = 9, 17
DAYS_TO_NOMINATE = 14  # what the form proposes; it can be changed there
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OfficePage:
    """The office's list: elections, and seats with what is vacant."""

    now: Sequence[ListedElection]
    past: Sequence[ListedElection]
    seats: Sequence[SeatsTold]
    left: Sequence[Left]


@dataclass(frozen=True)
class Nominated:
    """A nomination as officers see it: by whom, and whether it is complete."""

    candidate: Candidate
    name: str
    office: str
    proposer: str
    nominators: int
    consented: bool
    state: tuple[str, str]
    why: str
    may_be_struck: bool


def of_office(now: datetime) -> OfficePage:
    """Return what the front page of elections shows in the office."""
    return OfficePage(
        now=of_list(queries.elections_now(), now),
        past=of_list(queries.elections_past(), now),
        seats=of_seats(day_of(now)),
        left=of_departures(now),
    )


def nominated_in(contests: Sequence[Contest], now: datetime) -> list[Nominated]:
    """Return every nomination in these contests, ended ones too."""
    found = [each for contest in contests for each in queries.candidates_of(contest)]
    names = names_of({p for each in found for p in (each.party_id, each.proposed_by)})
    return [
        Nominated(
            candidate=each,
            name=names[each.party_id],
            office=office_of(each.contest.seats),
            proposer=names[each.proposed_by],
            nominators=len(each.seconded_by),
            consented=each.consented_at is not None,
            state=tag_of(each) or state_of_nomination(each),
            why=service.why_incomplete(each, now=now) if each.state == "nominated" else each.reason,
            may_be_struck=each.state == "standing" and each.contest.state == "voting",
        )
        for each in found
    ]


def offered_seats(now: datetime) -> list[tuple[int, str, int, str]]:
    """Return what a notice may be about: seats, what they are, how many, and who sits on them."""
    told = []
    for each in of_seats(day_of(now)):
        ending = ", ".join(f"{year}: {names}" for year, names in each.retiring)
        vacant = ngettext("%(num)s is vacant now.", "%(num)s are vacant now.", each.vacant)
        hint = gettext("Of %(number)s seats.", number=each.seats.number) + f" {vacant}"
        if ending:
            hint += " " + gettext("Terms end in %(years)s.", years=ending)
        told.append((each.seats.id, each.office, each.seats.number, hint))
    return told


def usual_notice(now: datetime) -> dict[str, Any]:
    """Return what the form proposes: two weeks to nominate, and the usual days to vote."""
    rules = rules_on(day_of(now))
    elections, ballots = rules.of(ElectionRules), rules.of(BallotRules)
    last_day = day_of(now) + timedelta(days=DAYS_TO_NOMINATE)
    opens_on = last_day + ONE_DAY
    while elections.last_day_for_nominations(opens_on) < last_day:
        opens_on += ONE_DAY
    opens = london(start_of_day(opens_on)).replace(hour=OPENING_HOUR)
    closes_on = day_of(ballots.closes_usually_at(opens))
    closes = datetime(closes_on.year, closes_on.month, closes_on.day, CLOSING_HOUR, tzinfo=LONDON)
    return {
        "last_nominations": last_day,
        "opens_at": opens,
        "closes_at": closes,
        "record_date": opens_on,
        "first_day": closes_on + ONE_DAY,
        "secrecy": ballots.secrecies("election", entitled=ballots.fewest_for_secrecy)[0],
    }
