"""Voting on paper: asked for before the close; each envelope that comes back is marked, unopened.

Whoever asked for a paper cannot vote online any more, and whoever voted cannot ask: one conditional
update either way, so that of two at once one is refused.
"""

import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from governance.ballots import queries
from governance.ballots.models import Ballot, RollEntry
from governance.ballots.queries import lock_of
from governance.ballots.service.cast import AlreadyVoted, BallotNotOpen, NotOnTheRoll, VotesOnPaper
from governance.ballots.service.opening import open_ballot
from governance.ballots.teller_events import PaperAskedFor
from governance.ballots.teller_queries import PAPER
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish

MARK_BYTES = 32


class NoEnvelope(Refused):
    """There is no envelope of theirs to mark."""

    title = "This envelope cannot be marked"


def ask_for_paper(ballot_id: int, *, voter_id: int, actor: Actor, now: datetime) -> None:
    """Have somebody on the roll vote on paper; they cannot vote online from now on.

    They ask for themselves, or the secretary for them; the link says which.

    Raises:
        AlreadyVoted: their vote is in.
        BallotNotOpen: before it opens, after it closes, or called off.
        NotOnTheRoll: not entitled at the record date.
        VotesOnPaper: they asked before.
    """
    _open_if_due(ballot_id, now)
    lock_for_transaction(lock_of(ballot_id), shared=True)
    asking = (
        update(RollEntry)
        .where(
            RollEntry.ballot_id == ballot_id,
            RollEntry.party_id == voter_id,
            RollEntry.mark.is_(None),
            RollEntry.channel.is_(None),
            _is_open(ballot_id, now),
        )
        .values(channel=PAPER)
        .returning(RollEntry.party_id)
    )
    if db.session.scalar(asking) is None:
        raise _why_not(ballot_id, voter_id, now)
    publish(PaperAskedFor(at=now, by=actor.party_id, ballot_id=ballot_id, voter_id=voter_id))


def mark_envelope(ballot_id: int, *, voter_id: int, now: datetime) -> None:
    """Mark somebody off whose envelope came back; it is not opened, and no time is kept.

    Raises:
        BallotNotOpen: the ballot has closed: what comes now is too late.
        NoEnvelope: they did not ask for a paper, or theirs is marked.
    """
    lock_for_transaction(lock_of(ballot_id), shared=True)
    marking = (
        update(RollEntry)
        .where(
            RollEntry.ballot_id == ballot_id,
            RollEntry.party_id == voter_id,
            RollEntry.mark.is_(None),
            RollEntry.channel == PAPER,
            _is_open(ballot_id, now),
        )
        .values(mark=secrets.token_hex(MARK_BYTES))
        .returning(RollEntry.party_id)
    )
    if db.session.scalar(marking) is not None:
        return
    _refuse_unless_open(queries.ballot(ballot_id), now)
    entry = _entry(ballot_id, voter_id)
    if entry is not None and entry.channel == PAPER:
        raise NoEnvelope(
            "Their envelope is marked already. A second one is not opened.",
            next_step="Keep it, closed, with the others and tell the scrutineers.",
        )
    raise NoEnvelope(
        "They did not ask for a paper in this ballot.",
        next_step="Check the name on the envelope against the list.",
    )


def _open_if_due(ballot_id: int, now: datetime) -> None:
    """Open a ballot whose time has come before the worker does, as a first vote does."""
    ballot = queries.ballot(ballot_id)
    if ballot.state == "planned" and ballot.opens_at <= now < ballot.closes_at:
        open_ballot(ballot_id, now=now)


def _is_open(ballot_id: int, now: datetime) -> ColumnElement[bool]:
    return (
        select(Ballot.id)
        .where(
            Ballot.id == ballot_id,
            Ballot.state == "open",
            Ballot.opens_at <= now,
            Ballot.closes_at > now,
        )
        .exists()
    )


def _entry(ballot_id: int, voter_id: int) -> RollEntry | None:
    return db.session.get(RollEntry, (ballot_id, voter_id), populate_existing=True)


def _why_not(ballot_id: int, voter_id: int, now: datetime) -> Refused:
    entry = _entry(ballot_id, voter_id)
    if entry is not None and entry.mark is not None:
        return AlreadyVoted(
            "They have voted already, or you have, so no paper can be had. A vote counts once.",
            next_step="If nobody has voted for you, tell the secretary today.",
        )
    _refuse_unless_open(queries.ballot(ballot_id), now)
    if entry is not None:
        return VotesOnPaper(
            "A paper was asked for in this ballot already.",
            next_step="Ask the secretary if it has not come: they can give another.",
        )
    return NotOnTheRoll(
        "Only who was entitled on this ballot’s record date can vote in it, on paper too.",
        next_step="If you think you were, ask the secretary before the ballot closes.",
    )


def _refuse_unless_open(ballot: Ballot, now: datetime) -> None:
    if ballot.state == "planned":
        raise BallotNotOpen("This ballot has not opened yet.", next_step="Come back when it does.")
    if ballot.state == "called_off":
        raise BallotNotOpen("This ballot was called off, so no votes count in it.")
    if ballot.state != "open" or now >= ballot.closes_at:
        raise BallotNotOpen(
            "This ballot has closed: no paper can be asked for, and none that comes now counts.",
            next_step="Keep late envelopes closed, with the others.",
        )
