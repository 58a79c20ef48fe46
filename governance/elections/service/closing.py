"""The close of nominations, by the clock: who stands, who is elected so, and what is voted on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from governance.elections.events import NominationsClosed
from governance.elections.models import Candidate, Contest, Election
from governance.elections.queries import (
    candidates_of,
    due_to_close,
    election,
    electors,
    reasons_why_not,
    rules_of,
)
from governance.elections.service.calling import end_called_off
from governance.elections.service.candidates import forget_words, seal_words
from governance.elections.service.ending import end_contest, end_if_all_is_certain
from governance.elections.service.holding import contests_of, hold
from governance.elections.service.putting import put_to_ballots
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, savepoint
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.reckoning.rules.kinds.elections import ElectionRules


def close_due(now: datetime) -> int:
    """Close the nominations whose time is over; return of how many elections."""
    return sum(close_nominations(election_id, now=now) for election_id in due_to_close(now))


def close_nominations(election_id: int, *, now: datetime) -> bool:
    """Close the nominations of one election, once, and do what follows."""
    found = election(election_id)
    hold(found)
    if found.state != "nominating":
        return False
    standing, lapsed = _sorted_out(found, now)
    found.state, found.nominations_closed_at = "nominated", now
    db.session.flush()
    publish(
        NominationsClosed(
            at=now,
            election_id=found.id,
            standing=[[each.id, each.digest] for each in standing],
            lapsed=[each.id for each in lapsed],
        )
    )
    _go_on(found, now=now)
    return True


def why_incomplete(candidate: Candidate, *, now: datetime) -> str:
    """Return why a nomination would lapse if nominations closed now; nothing if it is complete."""
    today, contest = day_of(now), candidate.contest
    reasons = reasons_why_not(candidate.party_id, contest, today=today)
    if reasons:
        return " ".join(str(reason) for reason in reasons)
    if candidate.consented_at is None:
        return "The candidate has not consented."
    rules: ElectionRules = rules_of(contest.election)
    entitled = set(db.session.scalars(electors(contest.seats, today)))
    nominators = len(entitled.intersection(candidate.seconded_by))
    if not rules.has_enough_nominators(nominators):
        return f"It needs {rules.nominators} nominators besides the candidate and has {nominators}."
    return ""


def _sorted_out(found: Election, now: datetime) -> tuple[list[Candidate], list[Candidate]]:
    standing, lapsed = [], []
    for contest in contests_of(found):
        for candidate in candidates_of(contest, "nominated"):
            db.session.refresh(candidate)
            reason = why_incomplete(candidate, now=now)
            candidate.draft = ""
            if reason:
                candidate.state, candidate.reason, candidate.ended_at = "lapsed", reason, now
                forget_words(candidate)
                lapsed.append(candidate)
                continue
            candidate.state = "standing"
            seal_words(candidate)
            standing.append(candidate)
    db.session.flush()
    return standing, lapsed


def _go_on(found: Election, *, now: datetime) -> None:
    rules: ElectionRules = rules_of(found)
    to_vote = []
    for contest in contests_of(found):
        candidates = candidates_of(contest, "standing")
        number = len(candidates)
        if rules.needs_a_vote(candidates=number, seats=contest.vacancies):
            to_vote.append(contest)
        elif number:
            end_contest(contest, "unopposed", _in_order(candidates), now=now)
        else:
            end_contest(contest, "no_candidates", [], now=now)
    if to_vote:
        _mark_voting(to_vote)
        _put(found, to_vote, now=now)
    end_if_all_is_certain(found, now=now)


def _put(found: Election, contests: Sequence[Contest], *, now: datetime) -> None:
    """Set the ballots, or call the election off with the reason why none can be set."""
    try:
        with savepoint():
            put_to_ballots(found, contests, now=now)
    except Refused as refused:
        end_called_off(found, refused.message, by=None, now=now)


def _mark_voting(contests: Sequence[Contest]) -> None:
    ids = [each.id for each in contests]
    db.session.execute(update(Contest).where(Contest.id.in_(ids)).values(state="voting"))
    for each in contests:
        db.session.refresh(each)


def _in_order(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return them as they were nominated: of those unopposed the first have the longest terms."""
    return sorted(candidates, key=lambda each: (each.nominated_at, each.id))
