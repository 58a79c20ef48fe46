"""What every change of an election begins with: its row is held, and it is at that point."""

from datetime import datetime

from sqlalchemy import select

from governance.ballots.models import Ballot
from governance.ballots.queries import lock_of
from governance.elections.models import Candidate, Contest, Election
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.errors import Refused
from governance.reckoning.calendar import day_in_words
from governance.reckoning.canonical import digest


class NominationsAreClosed(Refused):
    """It comes after nominations closed."""

    title = "Nominations are closed"


class StandsThemselves(Refused):
    """Somebody decides on those against whom they stand."""

    status = 403
    title = "You stand in this election"


def hold(election: Election) -> None:
    """Hold the election's row: what is done to its nominations comes one after the other."""
    db.session.refresh(election, with_for_update=True)


def hold_with_ballots(election: Election) -> list[Ballot]:
    """Hold an election and its ballots, these first: they are declared in that order too."""
    of_it = select(Contest.ballot_id).where(
        Contest.election_id == election.id, Contest.ballot_id.is_not(None)
    )
    numbers = sorted({number for number in db.session.scalars(of_it) if number is not None})
    for number in numbers:
        lock_for_transaction(lock_of(number))
    hold(election)
    found = select(Ballot).where(Ballot.id.in_(numbers)).order_by(Ballot.id)
    return list(db.session.scalars(found.execution_options(populate_existing=True)))


def hold_open(election: Election, *, now: datetime) -> None:
    """Hold an election whose nominations are open.

    Raises:
        NominationsAreClosed: they are not any more.
    """
    hold(election)
    refuse_once_closed(election, now=now)


def refuse_once_closed(election: Election, *, now: datetime) -> None:
    """Refuse what can be done only while nominations are open."""
    if election.state == "nominating" and now < election.nominations_close_at:
        return
    if election.state == "called_off":
        raise NominationsAreClosed("This election was called off, so nothing was changed.")
    closed_on = day_in_words(election.last_day_to_nominate)
    raise NominationsAreClosed(
        f"Nominations closed on {closed_on}, so nothing was changed.",
        next_step="The election’s page shows who stands and how it goes on.",
    )


def refuse_rivals(candidate: Candidate, actor: Actor) -> None:
    """Refuse whoever stands in the same election, but not the candidate.

    Raises:
        StandsThemselves: they do.
    """
    rivals = select(Candidate.id).where(
        Candidate.election_id == candidate.election_id,
        Candidate.party_id == actor.party_id,
        Candidate.id != candidate.id,
        Candidate.state == "standing",
    )
    if db.session.scalar(rivals.limit(1)) is not None:
        raise StandsThemselves(
            "Whoever stands in an election decides nothing on the others who do, so nothing was "
            "changed.",
            next_step="Have somebody else do it who is a secretary and does not stand.",
        )


def digest_of_words(salt: str, words: str) -> str:
    """Return the salted digest by which the record covers somebody's words."""
    return digest(["v1", salt, words])


def digest_of_reason(reason: str) -> str:
    """Return the digest by which the record covers an officer's reason."""
    return digest(["v1", reason])


def contests_of(election: Election) -> list[Contest]:
    """Return the contests of an election as they are now."""
    for each in election.contests:
        db.session.refresh(each)
    return list(election.contests)
