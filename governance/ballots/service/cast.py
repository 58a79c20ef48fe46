"""Casting a vote: the roll is marked once, and the paper kept once.

Of a secret ballot the mark is committed in the book first, then the paper is dropped in the
box; both steps bear being done again with the same nonce, so a second click, the back button or
a power cut between the two count once. Core statements: this is the path on which a whole
society votes at once.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Update, bindparam, insert, select, update

from governance.ballots import box
from governance.ballots.events import SecretVoteReceived, VoteCast
from governance.ballots.models import Ballot, OpenPaper, RollEntry
from governance.ballots.nonce import Nonce
from governance.ballots.paper import form_of
from governance.ballots.queries import lock_of, paper_digest
from governance.ballots.service.opening import open_ballot
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import (
    UTCDateTime,
    after_commit,
    db,
    lock_for_transaction,
)
from governance.infrastructure.errors import NotFound, Refused
from governance.infrastructure.events import publish
from governance.reckoning.papers.paper import NotAPaper, read, read_form


def _marking() -> Update:
    """Return the one conditional update; of two votes at once, the second finds nothing to do."""
    ballot: Any = Ballot.__table__
    roll: Any = RollEntry.__table__
    is_open = (
        (ballot.c.id == bindparam("ballot"))
        & (ballot.c.state == "open")
        & (ballot.c.opens_at <= bindparam("now", type_=UTCDateTime()))
        & (ballot.c.closes_at > bindparam("now", type_=UTCDateTime()))
    )
    unmarked = (
        (roll.c.ballot_id == bindparam("ballot"))
        & (roll.c.party_id == bindparam("voter"))
        & roll.c.mark.is_(None)
        & roll.c.channel.is_(None)  # whoever asked for a paper votes on paper
    )
    return (
        update(roll)
        .where(unmarked, select(ballot.c.id).where(is_open).exists())
        .values(mark=bindparam("slip_mark"), channel=bindparam("by_channel"))
        .returning(
            select(ballot.c.secrecy).where(is_open).scalar_subquery().label("secrecy"),
            select(ballot.c.paper_form).where(is_open).scalar_subquery().label("paper_form"),
        )
    )


_OPEN_PAPER: Any = OpenPaper.__table__

# Written once: to build them anew for each vote took longer than to run them.
MARKING = _marking()
KEEPING_OPEN_PAPER = insert(_OPEN_PAPER)


class AlreadyVoted(Refused):
    """The person's vote is in already; the first one stands."""

    title = "You have already voted"


class BallotNotOpen(Refused):
    """It is not open yet, or no longer."""

    title = "This ballot is not open"


class VotesOnPaper(Refused):
    """They asked for a paper before they voted here."""

    title = "You vote on paper in this ballot"


class NotYourPaper(Refused):
    """Somebody would vote for somebody else; only at a teller's device may a hand be lent."""

    status = 403
    title = "This is not your paper"


class NotOnTheRoll(Refused):
    """The person was not entitled at the record date."""

    status = 403
    title = "You are not on the roll of this ballot"


@dataclass(frozen=True)
class Receipt:
    """What the voter keeps: the tracker of a secret paper, or what an open one says."""

    ballot_id: int
    is_secret: bool
    paper: str
    tracker: str
    is_repeat: bool


def cast(
    ballot_id: int,
    paper: str,
    *,
    nonce: str,
    voter_id: int,
    channel: str = "online",
    actor: Actor,
    now: datetime,
) -> Receipt:
    """Mark the voter off the roll and keep the paper; the same form sent again counts once.

    `paper` is text, see reckoning/papers. `channel` is online, or assisted at a teller's device.

    Raises:
        AlreadyVoted: from another form, or with other answers in the same one.
        BallotNotOpen: before it opens, after it closes, or called off.
        NotFound: there is no such ballot.
        NotAPaper: nobody can mark a paper of this ballot so; the form offers no other.
        NotOnTheRoll: not entitled at the record date.
        NotYourPaper: it is another's, and nobody votes for others in a ballot.
        VotesOnPaper: they asked for a paper.
    """
    if channel == "online" and actor.party_id != voter_id:
        raise NotYourPaper(
            "This paper is another person's. In a ballot everybody votes for themselves, so "
            "nothing was cast.",
            next_step="A proxy votes for others at a meeting, where the rules allow one.",
        )
    slip = Nonce(ballot_id, nonce).of(voter_id)
    lock_for_transaction(lock_of(ballot_id), shared=True)
    marked = _mark_off(slip, voter_id, channel, now)
    if marked is None:
        return _cast_otherwise(
            slip, paper, voter_id=voter_id, channel=channel, actor=actor, now=now
        )
    return _keep(slip, paper, marked, voter_id=voter_id, actor=actor, now=now)


def _mark_off(slip: Nonce, voter_id: int, channel: str, now: datetime) -> Row[str, str] | None:
    """Mark the voter off the roll if the ballot is open; return its secrecy and paper's form."""
    place = {"ballot": slip.ballot_id, "voter": voter_id, "slip_mark": slip.mark, "now": now}
    place["by_channel"] = channel
    return db.session.connection().execute(MARKING, place).one_or_none()


def _keep(
    slip: Nonce,
    paper: str,
    ballot: Row[str, str],
    *,
    voter_id: int,
    actor: Actor,
    now: datetime,
) -> Receipt:
    _check(paper, slip.ballot_id, ballot.paper_form)
    is_secret = ballot.secrecy != "open"
    if is_secret:
        # Only after the commit: one transaction over both would join the paper to the name.
        after_commit(lambda: box.drop(slip, paper))
        publish(
            SecretVoteReceived(
                at=now, by=actor.party_id, ballot_id=slip.ballot_id, voter_id=voter_id
            )
        )
    else:
        _keep_open_paper(slip.ballot_id, paper, voter_id=voter_id, actor=actor, now=now)
    tracker = slip.tracker if is_secret else ""
    return Receipt(slip.ballot_id, is_secret, paper, tracker, is_repeat=False)


def _check(paper: str, ballot_id: int, paper_form: str) -> None:
    """Refuse what cannot be marked on a paper of this ballot: the box takes no other."""
    form = read_form(paper_form) if paper_form else form_of(db.session.get_one(Ballot, ballot_id))
    if None in read(paper, form):
        raise NotAPaper(1, "only tellers can say that a paper is spoilt.")


def _keep_open_paper(
    ballot_id: int, paper: str, *, voter_id: int, actor: Actor, now: datetime
) -> None:
    salt = secrets.token_hex(16)
    row = {"ballot_id": ballot_id, "party_id": voter_id, "choice": paper, "salt": salt}
    db.session.connection().execute(KEEPING_OPEN_PAPER, row | {"cast_at": now})
    covered = paper_digest(ballot_id=ballot_id, party_id=voter_id, choice=paper, salt=salt)
    publish(
        VoteCast(
            at=now,
            by=actor.party_id,
            ballot_id=ballot_id,
            voter_id=voter_id,
            paper_digest=covered,
        )
    )


def _cast_otherwise(
    slip: Nonce, paper: str, *, voter_id: int, channel: str, actor: Actor, now: datetime
) -> Receipt:
    """Say why nothing was marked; open a ballot that is due, finish a vote that was cut off."""
    ballot = _ballot_row(slip.ballot_id)
    if ballot.state == "planned" and ballot.opens_at <= now < ballot.closes_at:
        db.session.rollback()  # the shared lock goes, so that the opening can be alone
        open_ballot(slip.ballot_id, now=now)
        opened = _mark_off(slip, voter_id, channel, now)
        if opened is not None:
            return _keep(slip, paper, opened, voter_id=voter_id, actor=actor, now=now)
        ballot = _ballot_row(slip.ballot_id)
    place = (RollEntry.ballot_id == slip.ballot_id) & (RollEntry.party_id == voter_id)
    marked = db.session.execute(
        select(RollEntry.mark, RollEntry.channel).where(place)
    ).one_or_none()
    if marked is not None and marked.mark == slip.mark:
        return _sent_again(slip, paper, ballot, voter_id)
    raise _refusal(ballot, marked, now)


def _sent_again(
    slip: Nonce, paper: str, ballot: Row[str, str, str, datetime, datetime], voter_id: int
) -> Receipt:
    if ballot.secrecy == "open":
        first = db.session.scalar(
            select(OpenPaper.choice).where(
                OpenPaper.ballot_id == slip.ballot_id, OpenPaper.party_id == voter_id
            )
        )
        tracker = ""
    else:
        _check(paper, slip.ballot_id, ballot.paper_form)
        box.drop(slip, paper)  # if a power cut came between the mark and the box
        first = box.paper_under(slip)
        tracker = slip.tracker
    if first != paper:
        raise AlreadyVoted(
            "Your vote is in already as you first sent it, and it cannot be changed.",
            next_step="If you kept your receipt, it shows the vote that counts.",
        )
    return Receipt(slip.ballot_id, ballot.secrecy != "open", paper, tracker, is_repeat=True)


def _refusal(
    ballot: Row[str, str, str, datetime, datetime],
    marked: Row[str | None, str | None] | None,
    now: datetime,
) -> Refused:
    if marked is not None and marked.mark is not None:
        return AlreadyVoted(
            "Your vote in this ballot is in already. It counts once.",
            next_step="If that was not you, tell the secretary today.",
        )
    if ballot.state == "called_off":
        return BallotNotOpen("This ballot was called off, so no votes count in it.")
    if ballot.state == "planned":
        return BallotNotOpen("This ballot has not opened yet.", next_step="Come back when it does.")
    if ballot.state != "open" or now >= ballot.closes_at:
        return BallotNotOpen(
            "This ballot has closed, so your vote was not counted.",
            next_step="The result is declared on its page.",
        )
    if marked is not None and marked.channel is not None:
        return VotesOnPaper(
            "You asked for a paper in this ballot, so you cannot vote in it here.",
            next_step="Fill in the paper and hand it in as it says. Ask the secretary if it has "
            "not come.",
        )
    return NotOnTheRoll(
        "You were not entitled on this ballot's record date, so you cannot vote in it.",
        next_step="If you think you were, ask the secretary before the ballot closes.",
    )


def _ballot_row(ballot_id: int) -> Row[str, str, str, datetime, datetime]:
    columns = select(
        Ballot.state, Ballot.secrecy, Ballot.paper_form, Ballot.opens_at, Ballot.closes_at
    )
    found = db.session.execute(columns.where(Ballot.id == ballot_id)).one_or_none()
    if found is None:
        raise NotFound("There is no ballot at this address.")
    return found
