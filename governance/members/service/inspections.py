"""Requests to inspect the register: received, and answered within the days of the rules."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.members import inspections
from governance.members.events import InspectionAnswered, InspectionAsked
from governance.members.inspection_models import BankHoliday, InspectionAnswer, InspectionRequest
from governance.reckoning.canonical import digest
from governance.reckoning.rules.kinds.records import RecordRules
from governance.record import service as record
from governance.rulebook.queries import rules_on

COURT, COMPLIED, REFUSED = "court", "complied", "refused"


class AnsweredAlready(Refused):
    """Somebody has answered this request."""


class NotReceivedYet(Refused):
    """The day is still to come, or before the request."""


class EnteredBefore(Refused):
    """The same request, of the same day, is owed an answer already."""

    def __init__(self, request_id: int) -> None:
        super().__init__(f"This is request {request_id}, which was entered before.")
        self.request_id = request_id


class NoHoliday(Refused):
    """The day is no bank holiday."""


class AtTheCourt(Refused):
    """The court has been asked already."""


def receive_request(
    words: Mapping[str, Any],
    *,
    party_id: int | None = None,
    received_on: date,
    fee_pence: int = 0,
    today: date,
    actor: Actor,
    now: datetime,
) -> InspectionRequest:
    """Note that somebody asked to see the register, and until when they must have an answer.

    `words` say who: name, organisation, address; the purpose; whether it will be disclosed onward,
    to whom and why (Companies Act 2006, s.116(4)).

    Raises:
        NotReceivedYet: the day is still to come.
        EnteredBefore: the same was asked on that day, and is owed an answer.
    """
    if received_on > today:
        raise NotReceivedYet("A request cannot have come on a day that is still to come.")
    seq = record.claim()
    for waiting in inspections.waiting():
        same = (waiting.party_id, waiting.received_on) == (party_id, received_on)
        if same and waiting.words == dict(words) and waiting.fee_pence == fee_pence:
            raise EnteredBefore(waiting.id)
    salt = secrets.token_hex(16)
    rules = rules_on(today).of(RecordRules)
    due_on = rules.inspection_due_on(received_on, inspections.holidays())
    asked = InspectionRequest(
        party_id=party_id,
        received_on=received_on,
        due_on=due_on,
        fee_pence=fee_pence,
        words=dict(words),
        salt=salt,
        digest=digest(["v1", salt, dict(words)]),
        recorded_seq=seq,
    )
    db.session.add(asked)
    db.session.flush()
    publish(
        InspectionAsked(
            at=now,
            by=actor.party_id,
            request_id=asked.id,
            party_id=party_id,
            received_on=received_on.isoformat(),
            due_on=due_on.isoformat(),
            fee_pence=fee_pence,
            words=asked.digest,
        )
    )
    return asked


def comply(
    asked: InspectionRequest,
    *,
    rendering: str,
    on: date,
    known_seq: int,
    answered_on: date,
    actor: Actor,
    now: datetime,
) -> None:
    """Note what was shown: which rendering, as it stood on which day, as known at which link."""
    shown = {"rendering": rendering, "on": on.isoformat(), "known_seq": known_seq}
    _answer(asked, COMPLIED, shown, answered_on=answered_on, actor=actor, now=now)


def refuse_request(
    asked: InspectionRequest, *, reason: str, answered_on: date, actor: Actor, now: datetime
) -> None:
    """Note that the register was not shown, and why."""
    _answer(asked, REFUSED, {"reason": reason}, answered_on=answered_on, actor=actor, now=now)


def refer_to_court(
    asked: InspectionRequest, *, reason: str, answered_on: date, actor: Actor, now: datetime
) -> None:
    """Note that the court is asked whether the purpose is proper (Companies Act 2006, s.117)."""
    _answer(asked, COURT, {"reason": reason}, answered_on=answered_on, actor=actor, now=now)


def _answer(
    asked: InspectionRequest,
    state: str,
    words: dict[str, Any],
    *,
    answered_on: date,
    actor: Actor,
    now: datetime,
) -> None:
    seq = record.claim()
    db.session.refresh(asked)
    if asked.state in (COMPLIED, REFUSED):
        raise AnsweredAlready("This request was answered already. Nothing was changed.")
    if asked.state == state:
        raise AtTheCourt("The court was asked about this request already. Nothing was changed.")
    _refuse_day(asked, answered_on, clock.day_of(now))
    salt = secrets.token_hex(16)
    answer = InspectionAnswer(
        request_id=asked.id,
        state=state,
        answered_on=answered_on,
        words=words,
        salt=salt,
        digest=digest(["v1", salt, words]),
        recorded_seq=seq,
    )
    asked.answers.append(answer)
    db.session.flush()
    publish(
        InspectionAnswered(
            at=now,
            by=actor.party_id,
            request_id=asked.id,
            state=state,
            answered_on=answered_on.isoformat(),
            words=answer.digest,
        )
    )


def _refuse_day(asked: InspectionRequest, answered_on: date, today: date) -> None:
    if answered_on > today:
        raise NotReceivedYet("An answer cannot be of a day that is still to come.")
    if answered_on < asked.received_on:
        raise NotReceivedYet("The answer cannot be older than the request. Check the date.")
    if asked.answers and answered_on < asked.answers[-1].answered_on:
        last = asked.answers[-1].answered_on
        when = f"{last.day} {last:%B %Y}"
        raise NotReceivedYet(f"The court was asked on {when}. What was done then is not older.")


def set_bank_holiday(day: date, *, title: str) -> None:
    """Count a day as a bank holiday; requests that came before keep the day they are due."""
    _say_of_day(day, title.strip() or "Bank holiday", is_kept=True)


def take_off_bank_holiday(day: date) -> str:
    """Count a day of the list as a working day; return what it was called."""
    there = inspections.holidays().get(day)
    if there is None:
        raise NoHoliday("This day is not a bank holiday, so nothing was changed.")
    _say_of_day(day, there.title, is_kept=False)
    return there.title


def _say_of_day(day: date, title: str, *, is_kept: bool) -> None:
    said = db.session.get(BankHoliday, day) or BankHoliday(day=day)
    said.title, said.is_kept = title[:120], is_kept
    db.session.add(said)
    db.session.flush()
