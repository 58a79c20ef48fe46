"""Striking an option from every paper before the count: a candidate withdrew, left or died."""

from datetime import datetime

from sqlalchemy import update

from governance.ballots.events import OptionStruck
from governance.ballots.models import Ballot, Option
from governance.ballots.queries import lock_of
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.reckoning.canonical import digest


class CannotStrike(Refused):
    """There is no such option that could be struck, or the papers are counted."""

    title = "This cannot be struck"


def strike(
    ballot: Ballot, question: int, option: int, *, reason: str, actor: Actor, now: datetime
) -> None:
    """Strike an option from every paper, for a reason that the result tells.

    Raises:
        CannotStrike: it is struck already, or the papers are counted.
    """
    lock_for_transaction(lock_of(ballot.id))
    db.session.refresh(ballot)
    striking = (
        update(Option)
        .where(
            Option.ballot_id == ballot.id,
            Option.question == question,
            Option.number == option,
            Option.struck == "",
        )
        .values(struck=reason)
        .returning(Option.number)
    )
    may_be = ballot.state in ("planned", "open", "closed")
    if not may_be or db.session.scalar(striking) is None:
        raise CannotStrike(
            "This is struck from the papers already, or they are counted.",
            next_step="Look at the ballot’s page.",
        )
    db.session.expire_all()
    publish(
        OptionStruck(
            at=now,
            by=actor.party_id,
            ballot_id=ballot.id,
            question=question,
            option=option,
            reason_digest=digest(reason),
        )
    )
