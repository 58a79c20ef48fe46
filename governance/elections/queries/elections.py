"""Reads of elections, contests and candidates."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from governance.elections.models import Candidate, Contest, Election, Nominator
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound

GOING_ON = ("nominating", "nominated")


def election(election_id: int) -> Election:
    """Return the election.

    Raises:
        NotFound: there is none.
    """
    return _found(db.session.get(Election, election_id))


def contest(contest_id: int) -> Contest:
    """Return the contest.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Contest, contest_id)
    if found is None:
        raise NotFound("There is no such contest.", next_step="Look for it under Elections.")
    return found


def candidate(candidate_id: int) -> Candidate:
    """Return the candidate, in whatever state the nomination is.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Candidate, candidate_id)
    if found is None:
        raise NotFound("There is no such candidate.", next_step="Look for them under Elections.")
    return found


def elections_now() -> Sequence[Election]:
    """Return the elections that go on, soonest ending first."""
    going_on = select(Election).where(Election.state.in_(GOING_ON))
    return db.session.scalars(going_on.order_by(Election.closes_at, Election.id)).all()


def elections_past() -> Sequence[Election]:
    """Return the elections that have ended, newest first."""
    past = select(Election).where(Election.state.not_in(GOING_ON))
    return db.session.scalars(past.order_by(Election.year.desc(), Election.number.desc())).all()


def due_to_close(now: datetime) -> Sequence[int]:
    """Return the elections whose time for nominations is over and that nobody closed yet."""
    due = select(Election.id).where(
        Election.state == "nominating", Election.nominations_close_at <= now
    )
    return db.session.scalars(due.order_by(Election.nominations_close_at, Election.id)).all()


def candidates_of(found: Contest, *states: str) -> Sequence[Candidate]:
    """Return the candidates of a contest in these states (all, if none is named), in order."""
    those = select(Candidate).where(Candidate.contest_id == found.id)
    if states:
        those = those.where(Candidate.state.in_(states))
    return db.session.scalars(those.order_by(Candidate.option, Candidate.id)).all()


def count_of_nominations(found: Contest) -> int:
    """Return how many are nominated so far; until nominations close that is all members are told.

    Once they are, how many stood when they closed.
    """
    counted = ("nominated", "standing", "struck")
    those = select(func.count()).where(
        Candidate.contest_id == found.id, Candidate.state.in_(counted)
    )
    return db.session.scalar(those) or 0


def contest_on(ballot_id: int, question: int) -> Contest | None:
    """Return the contest that a question of a ballot decides, or None."""
    asked = Contest.ballot_id == ballot_id, Contest.question == question
    return db.session.scalars(select(Contest).where(*asked)).one_or_none()


def election_voted_in(ballot_id: int) -> Election | None:
    """Return the election that a ballot is of, or None."""
    of_it = select(Election).join(Contest, Contest.election_id == Election.id)
    return db.session.scalars(of_it.where(Contest.ballot_id == ballot_id).limit(1)).first()


def nominating_for(party_id: int) -> Sequence[Candidate]:
    """Return the nominations in which somebody is the candidate, while they can be changed."""
    own = select(Candidate).where(
        Candidate.party_id == party_id, Candidate.state.in_(("nominated", "standing"))
    )
    going_on = own.join(Election, Election.id == Candidate.election_id).where(
        Election.state.in_(GOING_ON)
    )
    return db.session.scalars(going_on.order_by(Candidate.id)).all()


def waiting_for(party_id: int, now: datetime) -> Sequence[Candidate]:
    """Return the candidates whom somebody is asked to second and has neither done nor declined."""
    asked = (
        select(Candidate)
        .join(Nominator, Nominator.candidate_id == Candidate.id)
        .join(Election, Election.id == Candidate.election_id)
        .where(
            Nominator.party_id == party_id,
            Nominator.at.is_(None),
            Nominator.declined_at.is_(None),
            Candidate.state == "nominated",
            Election.state == "nominating",
            Election.nominations_close_at > now,
        )
    )
    return db.session.scalars(asked.order_by(Candidate.id)).all()


def _found(found: Election | None) -> Election:
    if found is None:
        raise NotFound(
            "There is no election at this address.", next_step="Look for it under Elections."
        )
    return found
