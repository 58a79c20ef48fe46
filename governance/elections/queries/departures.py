"""Who left an elected seat before their term ended, and who may have it by a countback."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from governance.elections.models import Candidate, Contest, Countback
from governance.elections.queries.seats import holders_of
from governance.elections.queries.standing import reasons_why_not
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.officers import Held
from governance.reckoning.elections.rotation import ONE_DAY, last_day_of_term


@dataclass(frozen=True)
class Departure:
    """A seat that was won by a vote and left early: by whom, after which day, until when it was."""

    candidate: Candidate
    last_day: date
    until: date

    @property
    def vacant_from(self) -> date:
        return self.last_day + ONE_DAY


def departures(today: date) -> list[Departure]:
    """Return the seats left early whose term still goes on, and no countback was held of, oldest.

    Only those that were voted on, for others have no papers; the last day may still be to come.
    """
    elected = (
        select(Candidate)
        .join(Contest, Contest.id == Candidate.contest_id)
        .where(Candidate.place.is_not(None), Contest.state == "elected")
    )
    found = [_departed(each, today) for each in db.session.scalars(elected.order_by(Candidate.id))]
    return [each for each in found if each is not None]


def departure_of(candidate_id: int, today: date) -> Departure:
    """Return the departure of a candidate who was elected.

    Raises:
        NotFound: they did not leave early, or the papers were counted again already.
    """
    for each in departures(today):
        if each.candidate.id == candidate_id:
            return each
    raise NotFound(
        "There is no such seat that was left early.",
        next_step="Enter the end of their office in the register of officers first.",
    )


def next_in_line(departure: Departure, *, today: date) -> Sequence[Candidate]:
    """Return who stood with them, was not elected, and may still hold the office."""
    contest = departure.candidate.contest
    stood = select(Candidate).where(
        Candidate.contest_id == contest.id,
        Candidate.state == "standing",
        Candidate.place.is_(None),
    )
    return [
        each
        for each in db.session.scalars(stood.order_by(Candidate.option))
        if not reasons_why_not(each.party_id, contest, today=today)
    ]


def countbacks_of(contest: Contest) -> Sequence[Countback]:
    """Return the countbacks of a contest, oldest first."""
    those = select(Countback).where(Countback.contest_id == contest.id)
    return db.session.scalars(those.order_by(Countback.held_at, Countback.id)).all()


def _departed(candidate: Candidate, today: date) -> Departure | None:
    contest = candidate.contest
    held = [each for each in holders_of(contest.seats) if _is_of_it(each, candidate)]
    if len(held) != 1 or not held[0].is_decided or held[0].last_day is None:
        return None
    assert candidate.place is not None
    terms = list(contest.terms)
    years = terms[min(candidate.place, len(terms)) - 1]
    until = last_day_of_term(held[0].valid_from, years)
    if held[0].last_day >= until or until < today or _is_counted(candidate, held[0].last_day):
        return None
    return Departure(candidate, held[0].last_day, until)


def _is_of_it(held: Held, candidate: Candidate) -> bool:
    """Say whether a time of office is the one that this candidate was elected to."""
    reference = f"Election {candidate.contest.election.reference}"
    return held.party_id == candidate.party_id and held.data.get("appointed_by") == reference


def _is_counted(candidate: Candidate, last_day: date) -> bool:
    same = select(Countback.id).where(
        Countback.contest_id == candidate.contest_id,
        Countback.party_id == candidate.party_id,
        Countback.last_day == last_day,
    )
    return db.session.scalar(same) is not None
