"""The end of a contest: who is elected, and their taking office, on the record."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select, update

from governance.accounts import queries as accounts
from governance.accounts import service as accounts_service
from governance.effects.effect import State
from governance.effects.service.taking_office import ROLES, take_office
from governance.elections.events import ContestEnded
from governance.elections.models import Candidate, Contest, Election
from governance.elections.queries import holders_of, served_by
from governance.infrastructure.actor import WORKER
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, lock_for_transaction, savepoint
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.members.queries import is_member_on
from governance.members.service.offices import Office
from governance.reckoning.elections.rotation import ONE_DAY, last_day_of_term

ELECTED, UNOPPOSED, BY_COUNTBACK = "elected", "unopposed", "countback"


def end_contest(
    contest: Contest,
    state: str,
    elected: Sequence[Candidate],
    *,
    now: datetime,
) -> None:
    """Enter who is elected, in order, and let them take office; once.

    A seat that is won by re-opening nominations stays vacant.
    """
    ended = (
        update(Contest)
        .where(Contest.id == contest.id, Contest.state.in_(("nominating", "voting")))
        .values(state=state, ended_at=now)
        .returning(Contest.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(ended) is None:
        return
    db.session.refresh(contest)
    for place, candidate in enumerate(elected, 1):
        candidate.place = place
    db.session.flush()
    terms = list(contest.terms)
    taken = [
        take_seat(candidate, terms[min(n, len(terms) - 1)], came=state, now=now)
        for n, candidate in enumerate(elected)
    ]
    contest.unfilled = contest.vacancies - sum(taken)
    db.session.flush()
    publish(
        ContestEnded(
            at=now,
            contest_id=contest.id,
            state=state,
            elected=[each.id for each in elected],
            unfilled=contest.unfilled,
        )
    )


def end_if_all_is_certain(election: Election, *, now: datetime) -> None:
    """End an election of which no contest is left to be decided."""
    db.session.refresh(election)
    going_on = select(Contest.id).where(
        Contest.election_id == election.id, Contest.state.in_(("nominating", "voting"))
    )
    if election.state == "nominated" and db.session.scalar(going_on.limit(1)) is None:
        election.state, election.ended_at = "ended", now
        db.session.flush()


def take_seat(
    candidate: Candidate,
    years: int,
    *,
    came: str,
    now: datetime,
    until: date | None = None,
    from_day: date | None = None,
) -> bool:
    """Enter somebody elected in the register of officers; say whether they have the seat.

    If not, for whatever reason by now, it stays vacant and the reason stands with the candidate:
    a result is declared all the same.
    """
    try:
        with savepoint():
            _take(candidate, years, came=came, until=until, from_day=from_day, now=now)
    except Refused as refused:
        candidate.reason = refused.message[:300]
        db.session.flush()
        return False
    return True


def give_roles_due(now: datetime) -> int:
    """Give those the role of their office whose first day has come; return how many were due."""
    due = (
        update(Candidate)
        .where(Candidate.role_due_on <= day_of(now))
        .values(role_due_on=None)
        .returning(Candidate.id)
        .execution_options(synchronize_session=False)
    )
    found = db.session.scalars(due).all()
    for candidate_id in sorted(found):
        candidate = db.session.get_one(Candidate, candidate_id, populate_existing=True)
        _give_role(candidate, now)
    return len(found)


def _give_role(candidate: Candidate, now: datetime) -> None:
    """Give the role, unless they do not hold the office after all, or have it already."""
    contest = candidate.contest
    role = ROLES[Office(contest.seats.office)]
    in_office = {held.party_id for held in holders_of(contest.seats, on=day_of(now))}
    if candidate.party_id not in in_office or role in accounts.roles_of(candidate.party_id):
        return
    reason = f"Election {contest.election.reference}"
    accounts_service.give_role(candidate.party_id, role, reason=reason, actor=WORKER, now=now)


def _take(
    candidate: Candidate,
    years: int,
    *,
    came: str,
    until: date | None,
    from_day: date | None,
    now: datetime,
) -> None:
    contest = candidate.contest
    seats, election = contest.seats, contest.election
    first = max(from_day or election.first_day, day_of(now))
    first = max([first, *_own_terms_end(candidate, first)])
    lock_for_transaction("register of officers")
    if not is_member_on(candidate.party_id, first):
        raise Refused("They are not a member any more, so the seat stays vacant.")
    if len(holders_of(seats, on=first)) >= seats.number:
        raise Refused("Every one of these seats is taken on that day.")
    office = Office(seats.office)
    enacted = take_office(
        candidate.party_id,
        office,
        body=seats.body,
        first_day=first,
        last_day=until or last_day_of_term(first, years),
        reference=f"Election {election.reference}",
        came=came,
        seats=seats.id,
        actor=WORKER,
        now=now,
    )
    if enacted.state is State.TO_COME and office in ROLES:
        candidate.role_due_on = first
    db.session.flush()


def _own_terms_end(candidate: Candidate, first: date) -> list[date]:
    """Return the day after a term of theirs that lasts a little into the new one."""
    return [
        served.last_day + ONE_DAY
        for served in served_by(candidate.party_id, candidate.contest.seats)
        if served.first_day <= first and served.last_day and served.last_day >= first
    ]
