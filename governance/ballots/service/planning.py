"""Putting a motion to a ballot, and calling a ballot off."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select, update

from governance.ballots import box
from governance.ballots.events import BallotCalledOff, BallotPlanned
from governance.ballots.models import Ballot
from governance.ballots.queries import is_overfull
from governance.ballots.quorum import as_quorum
from governance.ballots.subject import kind_needed
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import after_commit, db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.members.queries import entitled_at
from governance.motions.models import Amendment, Motion
from governance.motions.queries import decision_of
from governance.motions.service import amendments, mark_balloted
from governance.reckoning.canonical import digest
from governance.reckoning.resolutions.quorum import Quorum
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.entrenchment import suffices
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.reckoning.rules.kinds.quorum import QuorumRules
from governance.rulebook.queries import rules_on

MINUTES_TO_FILL_IN = timedelta(minutes=10)  # "now" on the form is a little ago when it is sent


class BallotNotPossible(Refused):
    """A ballot like this cannot be set."""

    title = "This ballot cannot be set"


def plan(
    motion: Motion,
    *,
    question: str,
    if_carried: str,
    resolution_kind: str,
    secrecy: str,
    record_date: date,
    opens_at: datetime,
    closes_at: datetime,
    quorum: Mapping[str, Any],
    amendment: Amendment | None = None,
    actor: Actor,
    now: datetime,
) -> Ballot:
    """Put a seconded motion, or an amendment of one, to a ballot that opens and closes by itself.

    Raises:
        BallotNotPossible: times out of order, or too few entitled for a secret ballot.
    """
    _check_kind(motion, resolution_kind, on_amendment=amendment is not None, today=day_of(now))
    rules = rules_on(day_of(now))
    _check_weights(rules.of(BallotRules))
    _check_quorum(as_quorum(quorum), rules.of(QuorumRules).of_ballot())
    _check_times(rules.of(BallotRules), record_date, opens_at, closes_at, now=now)
    _check_secrecy(motion, rules.of(BallotRules), record_date, secrecy)
    if amendment is None:
        mark_balloted(motion, actor=actor, now=now)
    else:
        amendments.mark_balloted(amendment, actor=actor, now=now)
        db.session.refresh(motion)
    ballot = Ballot(
        motion_id=motion.id,
        amendment_id=amendment.id if amendment else None,
        motion_version=motion.version if amendment else None,
        question=question,
        if_carried=if_carried,
        resolution_kind=resolution_kind,
        secrecy=secrecy,
        record_date=record_date,
        opens_at=opens_at,
        closes_at=closes_at,
        quorum=dict(quorum),
        created_by=actor.party_id,
    )
    db.session.add(ballot)
    db.session.flush()
    publish(
        BallotPlanned(
            at=now,
            by=actor.party_id,
            ballot_id=ballot.id,
            motion_id=motion.id,
            resolution_kind=resolution_kind,
            secrecy=secrecy,
            opens_at=opens_at,
            closes_at=closes_at,
            amendment_id=ballot.amendment_id,
        )
    )
    return ballot


def call_off(ballot: Ballot, *, reason: str, actor: Actor, now: datetime) -> None:
    """Stop a ballot that is planned or open; nothing in it counts, the motion may be put again.

    A closed one only if it cannot be counted, for it would hold its motion up for ever.

    Raises:
        Refused: it has closed already.
    """
    states = ("closed",) if is_overfull(ballot) else ("planned", "open")
    stoppable = (Ballot.id == ballot.id) & Ballot.state.in_(states)
    stopped = (
        update(Ballot)
        .where(stoppable)
        .values(state="called_off", called_off_reason=reason, closed_at=now)
        .returning(Ballot.id)
    )
    if db.session.scalar(stopped) is None:
        raise Refused(
            "This ballot has already closed, so it cannot be called off.",
            next_step="Its result will be declared. If it must not stand, put a new motion.",
        )
    db.session.refresh(ballot)
    if ballot.secrecy != "open":
        ballot_id = ballot.id
        after_commit(lambda: _close_the_box(ballot_id))
    publish(
        BallotCalledOff(
            at=now,
            by=actor.party_id,
            ballot_id=ballot.id,
            motion_id=ballot.motion_id,
            reason_digest=digest(reason),
            amendment_id=ballot.amendment_id,
        )
    )


def _close_the_box(ballot_id: int) -> None:
    """Let no paper in any more, and leave those inside in no order of arrival."""
    box.seal(ballot_id)


def is_kind_enough(
    motion: Motion, resolution_kind: str, *, on_amendment: bool = False, today: date
) -> bool:
    """Say whether, by the rules of today, what is voted on can be had by this kind."""
    needed = kind_needed(motion, on_amendment=on_amendment, today=today)
    return suffices(resolution_kind, needed)


def _check_kind(motion: Motion, resolution_kind: str, *, on_amendment: bool, today: date) -> None:
    """Refuse a kind by which the motion's effect could not be had; an amendment has its own."""
    needed = kind_needed(motion, on_amendment=on_amendment, today=today)
    wanted = kind_named(needed)
    if on_amendment and resolution_kind != needed:
        raise BallotNotPossible(
            "Amendments are ordinary business.", next_step=f"By the rules: {wanted.title}."
        )
    if not is_kind_enough(motion, resolution_kind, on_amendment=on_amendment, today=today):
        title = kind_named(resolution_kind).title.lower()
        raise BallotNotPossible(
            f"What this motion would do needs another kind of resolution than {title}.",
            next_step=f"By the rules it needs: {wanted.title}. {wanted.needs}",
        )


def _check_weights(rules: BallotRules) -> None:
    """Refuse a ballot where votes go by shares: it counts one of each member."""
    if not rules.takes_ballots():
        raise BallotNotPossible(
            "By the rules votes go by shares, and a ballot here counts one vote of each member.",
            next_step="Send it to a general meeting: a poll there counts the votes of shares.",
        )


def _check_quorum(offered: Quorum, asked: Quorum) -> None:
    """Refuse a quorum below that of the rules; more may be asked for."""
    if not _asks_as_much(offered.participation, asked.participation) or (
        offered.counts_abstentions and not asked.counts_abstentions
    ):
        raise BallotNotPossible(_TOO_FEW.format(_in_words(asked)), next_step="Choose that or more.")
    if not _asks_as_much(offered.approval, asked.approval):
        raise BallotNotPossible(_TOO_FEW.format(_in_words(asked)), next_step="Choose that or more.")


_TOO_FEW = "The rules ask for a quorum: {}"


def _asks_as_much(offered: Fraction | int | None, asked: Fraction | int | None) -> bool:
    """Say whether one threshold is no lower than another; a number of people tells nothing."""
    if not asked:
        return True
    return isinstance(offered, Fraction) and isinstance(asked, Fraction) and offered >= asked


def _in_words(quorum: Quorum) -> str:
    return " ".join(str(sentence) for sentence in quorum.needs())


def _check_times(
    rules: BallotRules, record_date: date, opens_at: datetime, closes_at: datetime, *, now: datetime
) -> None:
    if opens_at < now - MINUTES_TO_FILL_IN:
        raise BallotNotPossible("The opening time has passed.", next_step="Choose a later one.")
    if opens_at > rules.opens_at_latest(now):
        raise BallotNotPossible(
            f"The ballot would open more than {rules.opens_within_days} days from now.",
            next_step="Check the year.",
        )
    if closes_at < rules.closes_at_earliest(opens_at):
        shortest = _hours(rules.shortest_hours)
        raise BallotNotPossible(
            f"The ballot would be open for less than {shortest}.",
            next_step=f"Choose a closing time at least {shortest} after it opens.",
        )
    if closes_at > rules.closes_at_latest(opens_at):
        raise BallotNotPossible(
            f"The ballot would be open for more than {rules.longest_days} days.",
            next_step="Choose an earlier closing time.",
        )
    if record_date > day_of(opens_at):
        raise BallotNotPossible(
            "The record date is after the ballot opens.",
            next_step="Choose the opening day or one before it: the roll is frozen at the opening.",
        )


def _hours(number: int) -> str:
    return "an hour" if number == 1 else f"{number} hours"


def _check_secrecy(motion: Motion, rules: BallotRules, record_date: date, secrecy: str) -> None:
    entitled = number_entitled(record_date)
    if entitled == 0:
        raise BallotNotPossible(
            "Nobody was a member on the record date, so nobody could vote.",
            next_step="Choose another record date, or check the register.",
        )
    allowed = rules.secrecies(decision_of(motion), entitled=entitled)
    if secrecy in allowed:
        return
    if secrecy == "open":
        raise BallotNotPossible(
            "By the rules a ballot on this is secret.", next_step="Choose a secret ballot."
        )
    if entitled < rules.fewest_for_secrecy:
        raise BallotNotPossible(
            f"Only {entitled} people could vote, too few for a secret ballot: the result could "
            "tell how each of them voted.",
            next_step="Choose an open ballot, or vote on paper.",
        )
    raise BallotNotPossible(
        "By the rules a ballot on this is open.", next_step="Choose an open ballot."
    )


def number_entitled(record_date: date) -> int:
    """Return how many would be on the roll for this record date, as now recorded."""
    roll = entitled_at(record_date).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(roll)) or 0
