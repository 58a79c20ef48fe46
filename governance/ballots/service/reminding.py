"""Reminding those who have not voted: at which moments. Whom is found only as it is sent."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from governance.ballots.models import Ballot, RollEntry
from governance.ballots.teller_events import RemindersDue
from governance.ballots.teller_models import BallotReminder
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, savepoint
from governance.infrastructure.events import publish
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.rulebook.queries import rules_on


def remind_due(now: datetime) -> int:
    """Have reminders sent in each open ballot whose moment for it has come; return how many.

    Of two that are due at once, since nobody looked in between, only the later is sent.
    """
    open_now = select(Ballot).where(
        Ballot.state == "open", Ballot.opens_at <= now, Ballot.closes_at > now
    )
    return sum(_remind(ballot, now) for ballot in db.session.scalars(open_now).all())


def is_to_be_reminded(ballot_id: int, party_id: int | None, now: datetime) -> bool:
    """Say whether somebody may still vote and has not, at this moment."""
    waits = (
        select(RollEntry.party_id)
        .join(Ballot, Ballot.id == RollEntry.ballot_id)
        .where(
            RollEntry.ballot_id == ballot_id,
            RollEntry.party_id == party_id,
            RollEntry.mark.is_(None),
            Ballot.state == "open",
            Ballot.closes_at > now,
        )
    )
    return db.session.scalar(waits) is not None


def _remind(ballot: Ballot, now: datetime) -> int:
    rules = rules_on(day_of(ballot.opened_at or ballot.opens_at)).of(BallotRules)
    due = rules.reminders_due(ballot.opens_at, ballot.closes_at, now=now)
    noted = [hours for hours in due if _noted(ballot.id, hours, now)]
    if not noted or min(noted) != min(due):
        return 0
    publish(RemindersDue(at=now, ballot_id=ballot.id, hours=min(due)))
    return 1


def _noted(ballot_id: int, hours: int, now: datetime) -> bool:
    """Note that a reminder went out; of two workers at once, the second finds it noted."""
    row = {"ballot_id": ballot_id, "hours": hours, "sent_at": now}
    if db.session.get(BallotReminder, (ballot_id, hours)) is not None:
        return False
    try:
        with savepoint():
            db.session.execute(insert(BallotReminder), [row])
    except IntegrityError:
        return False
    return True
