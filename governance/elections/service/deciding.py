"""What follows for a contest when its question of a ballot is decided, or called off."""

from sqlalchemy import select, update

from governance.ballots.events import QuestionCalledOff, QuestionDecided
from governance.ballots.queries import ballot
from governance.elections.models import Contest
from governance.elections.queries import candidates_of, contest_on
from governance.elections.service.calling import end_called_off
from governance.elections.service.ending import ELECTED, end_contest, end_if_all_is_certain
from governance.elections.service.holding import hold
from governance.infrastructure.database import db


def note_decided(event: QuestionDecided) -> None:
    """Let those take office whom a question of a ballot elected."""
    contest = contest_on(event.ballot_id, event.question)
    if contest is None:
        return
    hold(contest.election)
    numbered = {each.option: each for each in candidates_of(contest, "standing")}
    elected = [numbered[option] for option in event.elected if option in numbered]
    end_contest(contest, ELECTED, elected, now=event.at)
    end_if_all_is_certain(contest.election, now=event.at)


def note_called_off(event: QuestionCalledOff) -> None:
    """End a contest whose ballot was called off; its seats can be put in a new notice."""
    contest = contest_on(event.ballot_id, event.question)
    if contest is None or contest.state != "voting":
        return
    hold(contest.election)
    called_off = update(Contest).where(Contest.id == contest.id, Contest.state == "voting")
    db.session.execute(called_off.values(state="called_off", ended_at=event.at))
    db.session.expire(contest)
    election = contest.election
    others = select(Contest.id).where(
        Contest.election_id == election.id, Contest.state != "called_off"
    )
    if db.session.scalar(others.limit(1)) is None:
        reason = ballot(event.ballot_id).called_off_reason
        end_called_off(election, reason, by=event.by, now=event.at)
        return
    end_if_all_is_certain(election, now=event.at)
