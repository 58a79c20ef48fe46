"""Elections at any point of their way, made by the services."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from governance.ballots import service as ballots
from governance.ballots.models import Ballot
from governance.ballots.nonce import Nonce
from governance.elections import queries, service
from governance.elections.models import Candidate, Contest, Election, Seats
from governance.elections.service import Notice
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of, start_of_day
from governance.infrastructure.database import db, steps_after_commit
from governance.members.models import RegisterEntry
from governance.members.service import offices
from governance.members.service.offices import Office
from governance.reckoning.elections.standing import Constituency
from tests.factories.members import make_member, make_society
from tests.machinery.clock import NOON

TODAY = day_of(NOON)
CLOSING = start_of_day(TODAY + timedelta(days=15))
OPENING = CLOSING + timedelta(days=10)
VOTED = OPENING + timedelta(days=10)
FIRST_DAY = TODAY + timedelta(days=60)
SUE = Actor(name="Sue Secretary", roles=frozenset({Role.SECRETARY}))


def actor_of(entry: RegisterEntry, *roles: Role) -> Actor:
    """Return a member acting, signed in."""
    return Actor(
        party_id=entry.party_id,
        name=entry.name,
        roles=frozenset({Role.MEMBER, *roles}),
        account_id=entry.party_id,
    )


def make_seats(
    number: int = 3,
    *,
    office: Office = Office.DIRECTOR,
    body: str = "Board",
    constituency: Constituency = Constituency.MEMBERS,
    service_name: str = "",
    now: datetime = NOON,
) -> Seats:
    """Enter the seats of an office."""
    return service.set_seats(
        office,
        body=body,
        number=number,
        constituency=constituency,
        service=service_name,
        actor=SUE,
        now=now,
    )


def make_officer(
    entry: RegisterEntry,
    *,
    office: Office = Office.DIRECTOR,
    body: str = "Board",
    first_day: date = date(2023, 11, 16),
    last_day: date | None = None,
    minute: str = "Minute 1",
    **more: Any,
) -> None:
    """Enter that a member holds an office."""
    offices.appoint(
        entry.party_id,
        office,
        body=body,
        first_day=first_day,
        last_day=last_day,
        minute=minute,
        actor=SUE,
        now=NOON,
        **more,
    )


def make_notice(filling: dict[int, int], **details: Any) -> Notice:
    """Return a notice of vacancies, as the service takes it."""
    usual: dict[str, Any] = {
        "title": "Three directors",
        "why": "",
        "filling": filling,
        "secrecy": "secret_simple",
        "record_date": day_of(OPENING),
        "first_day": FIRST_DAY,
        "nominations_close_at": CLOSING,
        "opens_at": OPENING,
        "closes_at": VOTED,
    }
    return Notice(**(usual | details))


def call_election(
    seats: Seats | None = None, *, number: int | None = None, **details: Any
) -> Election:
    """Publish a notice of vacancies for some seats, all that are vacant if no number is said."""
    make_society()
    seats = seats or make_seats()
    filling = {seats.id: seats.number if number is None else number}
    return service.call(make_notice(filling, **details), actor=SUE, now=NOON)


def contest_in(election: Election) -> Contest:
    """Return the only contest of an election."""
    (contest,) = election.contests
    return contest


def members_of(number: int, *, service_name: str = "Home care") -> list[RegisterEntry]:
    """Enter that many members."""
    make_society()
    return [make_member(f"Member {each}", service=service_name) for each in range(number)]


def make_candidate(
    contest: Contest,
    entry: RegisterEntry,
    seconders: Sequence[RegisterEntry] = (),
    *,
    statement: str = "I have cared for people here for nine years.",
    now: datetime = NOON,
) -> Candidate:
    """Have a member nominate themselves, be seconded by these, and write a statement."""
    own = actor_of(entry)
    candidate = service.nominate(contest, entry.party_id, actor=own, now=now)
    for each in seconders:
        service.ask_to_second(candidate, each.party_id, actor=own, now=now)
        service.second(candidate, actor=actor_of(each), now=now)
    if statement:
        service.write(candidate, statement, keep=False, actor=own, now=now)
    return candidate


def close(election: Election, *, now: datetime = CLOSING) -> None:
    """Close the nominations at their time."""
    service.close_due(now)
    db.session.expire_all()
    assert election.state != "nominating"


def open_voting(contest: Contest) -> Ballot:
    """Open the ballot of a contest at its time."""
    ballots.open_due(OPENING)
    assert contest.ballot_id is not None
    found = db.session.get_one(Ballot, contest.ballot_id)
    db.session.refresh(found)
    assert found.state == "open", found.called_off_reason
    return found


def vote(ballot: Ballot, voter: RegisterEntry, paper: str) -> None:
    """Cast a paper, given as its text, and commit it."""
    ballots.cast(
        ballot.id,
        paper,
        nonce=Nonce.fresh(ballot.id).value,
        voter_id=voter.party_id,
        actor=Actor(party_id=voter.party_id),
        now=OPENING,
    )
    db.session.commit()
    for step in steps_after_commit():
        step()


def declare(ballot: Ballot) -> None:
    """Close the ballot, count it and declare its result."""
    ballots.close_due(VOTED)
    db.session.commit()
    ballots.declare_due(VOTED)
    db.session.commit()
    db.session.expire_all()
    assert db.session.get_one(Ballot, ballot.id).state == "declared"


def officers_of(seats: Seats, *, on: date = FIRST_DAY) -> set[int]:
    """Return who sits on these seats on a day."""
    return {held.party_id for held in queries.holders_of(seats, on=on)}
