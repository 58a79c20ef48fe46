"""Opening ballots at their time: the roll is frozen, the definition fixed and hashed."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select, update

from governance.ballots.events import BallotOpened
from governance.ballots.models import CHOICES, Ballot, Question
from governance.ballots.paper import as_defined
from governance.ballots.queries import lock_of
from governance.ballots.service.calling_off import call_off
from governance.ballots.service.checks import is_kind_enough
from governance.ballots.service.roll import freeze_roll
from governance.ballots.subject import motion_digest_of, subject_of
from governance.infrastructure.actor import WORKER
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.events import publish
from governance.motions.models import Motion
from governance.reckoning.canonical import canonical
from governance.reckoning.papers.count import commitment_to
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.record.models import Link
from governance.record.service import claim
from governance.rulebook.queries import named_on, rules_on

NOT_OPENED_IN_TIME = "The platform was not running during the hours in which it should be open."
TOO_FEW_ENTITLED = "Too few people were entitled at the record date for a ballot of this kind."
BY_SHARES = (
    "The rules changed since it was set: votes go by shares now, which no secret ballot can count."
)
OTHER_KIND_NEEDED = (
    "The rules changed since it was set, and now ask another kind of resolution for what {} "
    "would do."
)


def open_due(now: datetime) -> int:
    """Open every ballot whose time has come and return how many were opened."""
    due = select(Ballot.id).where(Ballot.state == "planned", Ballot.opens_at <= now)
    opened = 0
    for ballot_id in db.session.scalars(due.order_by(Ballot.opens_at, Ballot.id)).all():
        opened += open_ballot(ballot_id, now=now)
    return opened


def open_ballot(ballot_id: int, *, now: datetime) -> bool:
    """Open one ballot, once: whoever comes second finds it open."""
    lock_for_transaction(lock_of(ballot_id))
    ballot = db.session.get(Ballot, ballot_id, populate_existing=True)
    if ballot is None or ballot.state != "planned":
        return False
    if reason := _why_not_any_more(ballot, now):
        call_off(ballot, reason=reason, actor=WORKER, now=now)
        return False
    known_seq = claim() - 1
    ballot_rules = rules_on(day_of(now)).of(BallotRules)
    roll_size, roll_hash = freeze_roll(ballot, known_seq, by_shares=ballot_rules.goes_by_shares)
    fewest = ballot_rules.fewest_for_secrecy
    if roll_size == 0 or (ballot.secrecy != "open" and roll_size < fewest):
        call_off(ballot, reason=TOO_FEW_ENTITLED, actor=WORKER, now=now)
        return False
    rules = named_on(day_of(now))
    definition = definition_of(
        ballot, known_seq=known_seq, roll_size=roll_size, roll_hash=roll_hash, rules=rules
    )
    definition_hash = definition_hash_of(definition)
    db.session.execute(
        update(Ballot)
        .where(Ballot.id == ballot.id)
        .values(
            state="open",
            opened_at=now,
            definition=definition,
            definition_hash=definition_hash,
            roll_size=roll_size,
            roll_hash=roll_hash,
            known_seq=known_seq,
            known_hash=_hash_at(known_seq),
            rules_version=rules["version"],
            rules_digest=rules["digest"],
        )
    )
    db.session.refresh(ballot)
    publish(
        BallotOpened(
            at=now,
            ballot_id=ballot.id,
            motion_id=ballot.motion_id,
            definition_hash=definition_hash,
            roll_hash=roll_hash,
            roll_size=roll_size,
        )
    )
    return True


def _why_not_any_more(ballot: Ballot, now: datetime) -> str:
    """Return why a ballot that was set cannot open now, by the hour and the rules of today."""
    if now >= ballot.closes_at:
        return NOT_OPENED_IN_TIME
    today = day_of(now)
    if not rules_on(today).of(BallotRules).can_be_counted(ballot.secrecy):
        return BY_SHARES
    for asked in ballot.questions:
        motion = db.session.get(Motion, asked.motion_id) if asked.motion_id else None
        if motion is not None and not _is_kind_enough(asked, motion, today):
            which = "the motion" if ballot.is_on_a_motion else f"motion {motion.reference}"
            return OTHER_KIND_NEEDED.format(which)
    return ""


def _is_kind_enough(asked: Question, motion: Motion, today: date) -> bool:
    on_amendment = asked.amendment_id is not None
    return is_kind_enough(motion, asked.resolution_kind, on_amendment=on_amendment, today=today)


def definition_of(
    ballot: Ballot,
    *,
    known_seq: int | None,
    roll_size: int,
    roll_hash: str,
    rules: dict[str, Any] | None,
) -> str:
    """Return what is asked, of whom and until when, in the one way of writing it.

    Without `rules` it is written as before there was a rulebook, and without a lot number as before
    a paper could have several questions, so that old hashes stay.
    """
    if ballot.lot_number and rules is not None:
        head = _head(ballot, known_seq, roll_size, roll_hash)
        return canonical(head | {"v": 4, "rules": rules} | _paper(ballot)).decode()
    (asked,) = ballot.questions
    defined = _definition(ballot, asked) | _head(ballot, known_seq, roll_size, roll_hash)
    if rules is not None:
        defined |= {"v": 2, "rules": rules} | subject_of(asked)
    if asked.amendment_id is not None:
        defined["v"] = 3
    return canonical(defined).decode()


def definition_hash_of(definition: str) -> str:
    """Return SHA-256 of a ballot's definition, as its notice gives it."""
    return hashlib.sha256(definition.encode()).hexdigest()


def _definition(ballot: Ballot, asked: Question) -> dict[str, Any]:
    motion = db.session.get_one(Motion, asked.motion_id)
    return {
        "v": 1,
        "motion": motion.reference,
        "motion_digest": motion_digest_of(asked),
        "if_carried": asked.if_carried,
        "choices": list(CHOICES),
        "resolution_kind": asked.resolution_kind,
        "quorum": asked.quorum,
    }


def _head(ballot: Ballot, known_seq: int | None, roll_size: int, roll_hash: str) -> dict[str, Any]:
    return {
        "ballot": ballot.id,
        "question": ballot.question,
        "secrecy": ballot.secrecy,
        "record_date": ballot.record_date.isoformat(),
        "opens_at": ballot.opens_at.astimezone(UTC).isoformat(),
        "closes_at": ballot.closes_at.astimezone(UTC).isoformat(),
        "roll_size": roll_size,
        "roll_hash": roll_hash,
        "known": {"seq": known_seq, "hash": _hash_at(known_seq)},
    }


def _paper(ballot: Ballot) -> dict[str, Any]:
    """Return what stands on the paper, who may vote, and how the count opens and lots are drawn."""
    return {
        "electorate": ballot.electorate,
        "count_opens": ballot.count_opens,
        "lots": {"commitment": commitment_to(ballot.lot_number)},
        "paper_form": ballot.paper_form,
        "questions": [_defined(each) for each in ballot.questions],
    }


def _defined(asked: Question) -> dict[str, Any]:
    if asked.motion_id is None:
        return as_defined(asked)
    motion = db.session.get_one(Motion, asked.motion_id)
    about = {"motion": motion.reference, "motion_digest": motion_digest_of(asked)}
    return as_defined(asked) | about | subject_of(asked)


def _hash_at(seq: int | None) -> str:
    return db.session.scalar(select(Link.hash).where(Link.seq == seq)) or ""
