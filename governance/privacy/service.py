"""Asking for a correction, answering, and erasing somebody whose time has come."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import update

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.members.models import Party
from governance.members.service import UnknownParty
from governance.privacy import queries
from governance.privacy.events import CorrectionAnswered, CorrectionAsked, PartyErased
from governance.privacy.keepers import KEEPERS
from governance.privacy.models import Correction
from governance.reckoning.calendar import months_after
from governance.reckoning.canonical import digest
from governance.reckoning.statutes import CORRECTION_MONTHS
from governance.record import service as record


class AskedAlready(Refused):
    """Something is waiting for an answer."""


class NotWaiting(Refused):
    """It was answered before."""


class MustBeKept(Refused):
    """The law or the society still needs what is known of somebody."""


def ask_for_correction(words: str, *, actor: Actor, now: datetime) -> Correction:
    """Say that something held on oneself is wrong; it is answered within the time of the law.

    Raises:
        AskedAlready: an earlier question waits.
    """
    assert actor.party_id is not None
    seq = record.claim()
    if queries.open_correction_of(actor.party_id) is not None:
        raise AskedAlready(
            "You asked for something to be put right, and it is not answered yet. The secretary "
            "has it; add to it by writing to them."
        )
    today, salt = clock.day_of(now), secrets.token_hex(16)
    asked = Correction(
        party_id=actor.party_id,
        state="asked",
        asked_on=today,
        asked_seq=seq,
        due_on=answered_by(today),
        words={"asked": words},
        salt=salt,
        asked_digest=digest(["v1", salt, words]),
        answer_digest="",
    )
    db.session.add(asked)
    db.session.flush()
    publish(
        CorrectionAsked(
            at=now,
            by=actor.party_id,
            correction_id=asked.id,
            party_id=asked.party_id,
            words_digest=asked.asked_digest,
        )
    )
    return asked


def answered_by(asked_on: date) -> date:
    """Return the last day on which what was asked on a day is answered."""
    return months_after(asked_on, CORRECTION_MONTHS.on(asked_on))


def answer(correction_id: int, words: str, *, is_done: bool, actor: Actor, now: datetime) -> None:
    """Say that it was put right, or why it was not.

    Raises:
        NotWaiting: somebody answered it meanwhile.
    """
    record.claim()
    asked = queries.correction(correction_id)
    if asked is None or asked.state != "asked":
        raise NotWaiting("This was answered already. Nothing was changed.")
    state = "done" if is_done else "declined"
    told: dict[str, Any] = {**(asked.words or {}), "answered": words}
    answered_digest = digest(["v1", asked.salt, words])
    db.session.execute(
        update(Correction)
        .where(Correction.id == correction_id)
        .values(
            state=state,
            answered_on=clock.day_of(now),
            words=told,
            answer_digest=answered_digest,
        )
    )
    db.session.refresh(asked)
    publish(
        CorrectionAnswered(
            at=now,
            by=actor.party_id,
            correction_id=correction_id,
            party_id=asked.party_id,
            state=state,
            words_digest=answered_digest,
        )
    )


def erase(party_id: int, *, actor: Actor, now: datetime) -> int:
    """Erase all words about a party, once nothing keeps them; return in how many rows.

    Days, numbers, amounts and digests stay, so the record holds as before.

    Raises:
        UnknownParty: there is no such party.
        MustBeKept: with every reason why.
    """
    record.claim()
    if db.session.get(Party, party_id) is None:
        raise UnknownParty("Nobody is registered under this number.")
    reasons = queries.obstacles(party_id, today=clock.day_of(now))
    if reasons:
        raise MustBeKept(f"Nothing was erased. {' '.join(reasons)}")
    rows = sum(keeper.erase(party_id, now=now) for keeper in reversed(KEEPERS))
    publish(PartyErased(at=now, by=actor.party_id, party_id=party_id, rows=rows))
    return rows


def erase_all_due(*, actor: Actor, now: datetime) -> int:
    """Erase everybody whose time has come; return how many."""
    due = queries.to_erase(clock.day_of(now))
    for party_id in due:
        erase(party_id, actor=actor, now=now)
    return len(due)
