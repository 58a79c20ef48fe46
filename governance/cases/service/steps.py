"""Opening a case and taking its steps: the only writer of cases; each step is one link.

Everything happens under the record's lock: of two who act at once, the second sees what the first
did. The database refuses a second open case of a kind (a withdrawal: of a class), and what would go
round this.
"""

import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update

from governance.cases.events import CaseMoved
from governance.cases.kinds import OPEN, HowLeft, Kind, State, Step
from governance.cases.models import Case, CaseStep
from governance.cases.queries.listing import open_case, open_withdrawals, words_of
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.ledger.units import written_day
from governance.members import queries as members
from governance.reckoning.canonical import digest
from governance.record import service as record

ONE_DAY = timedelta(days=1)
TOLD = (
    "effect_on", "share_class_id", "units", "units_done", "other_party_id", "pence_due",
    "pence_paid", "closed_on",
)  # fmt: skip


class NotAsAsked(Refused):
    """Something in what was asked for does not fit; `about` names the argument that it is in."""

    status = 422

    def __init__(self, message: str, *, about: str = "", next_step: str = "") -> None:
        super().__init__(message, next_step=next_step)
        self.about = about


class AlreadyOpen(Refused):
    """There is an open case of this kind already: `case_id`."""

    def __init__(self, message: str, *, case_id: int) -> None:
        super().__init__(message)
        self.case_id = case_id


class NotOpenToThat(Refused):
    """The case is at a point of its way where this cannot be done."""


class UnknownPerson(Refused):
    """The register does not know the person."""

    status = 404
    title = "Page not found"


_OPEN_ALREADY = {
    Kind.JOIN: "There is an application to join already, made on {day}. Wait for the decision, or "
    "take it back first.",
    Kind.LEAVE: "There is notice of leaving already, given on {day}: the last day is {last_day}. "
    "Nothing was changed. To give another day, take that notice back first.",
    Kind.WITHDRAW: "These shares wait in the queue of withdrawals already, asked for on {day}, and "
    "keep their place. Wait until they are paid, or take that back first.",
    Kind.TRANSFER: "There is a transfer under way already, asked for on {day}. Wait until it is "
    "done, or take it back first.",
}
_DEATH_ALREADY = (
    "Their death on {last_day} is entered already. Nothing was changed. If that was a mistake, or "
    "to give another day, take that entry back first."
)


def begin(
    kind: Kind,
    party_id: int,
    *,
    book_key: str,
    state: State,
    words: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    **facts: Any,
) -> Case:
    """Open a case; `facts` are its columns, `words` what is sealed.

    Raises:
        UnknownPerson: the register does not know the party.
        AlreadyOpen: there is an open case of this kind.
    """
    seq = record.claim()
    if members.entry(party_id) is None:
        raise UnknownPerson("Nobody is registered under this number.")
    refuse_a_second(kind, party_id, book_key, facts.get("share_class_id"))
    made = Case(
        kind=kind,
        book_key=book_key,
        party_id=party_id,
        state=state,
        opened_on=clock.day_of(now),
        opened_seq=seq,
        steps=1,
        **({"units": 0, "units_done": 0, "pence_due": 0, "pence_paid": 0} | facts),
    )
    db.session.add(made)
    db.session.flush()
    _write(made, Step.OPENED, words, (), actor=actor, now=now)
    return made


def refuse_a_second(
    kind: Kind, party_id: int, book_key: str, share_class_id: int | None = None
) -> None:
    """Refuse to open another case while one of its kind is open; or a withdrawal, of its class.

    Raises:
        AlreadyOpen: saying since when.
    """
    if kind is Kind.WITHDRAW and share_class_id is not None:
        there = open_withdrawals(party_id, book_key).get(share_class_id)
    else:
        there = open_case(party_id, kind, book_key)
    if there is not None:
        said = words_of([there.id])[there.id]
        is_death = said.get("how") == HowLeft.DIED
        sentence = _DEATH_ALREADY if is_death else _OPEN_ALREADY[kind]
        raise AlreadyOpen(sentence.format(**_days_of(there, said)), case_id=there.id)


def _days_of(case: Case, said: Mapping[str, Any]) -> dict[str, str]:
    """Return when it was asked, as the notice says if there was one, and the last day of a leaver.

    Erased words leave the day on which it was entered.
    """
    notice_on = said.get("notice_on")
    day = date.fromisoformat(notice_on) if notice_on else case.opened_on
    last_day = case.effect_on - ONE_DAY if case.effect_on else day
    return {"day": written_day(day), "last_day": written_day(last_day)}


def settled(case: Case) -> Case:
    """Return the case as it stands, and let nobody else act until this transaction ends."""
    record.claim()
    db.session.refresh(case)
    return case


def move(
    case: Case,
    step: Step,
    *,
    before: Collection[State],
    after: State,
    words: Mapping[str, Any] | None = None,
    results: Collection[int] = (),
    actor: Actor,
    now: datetime,
    **facts: Any,
) -> None:
    """Take a step if the case is still where it was thought to be; a state that ends it closes it.

    Raises:
        NotOpenToThat: it is elsewhere by now.
    """
    record.claim()
    closes = case.closed_on is None and after not in OPEN
    closed_on = clock.day_of(now) if closes else case.closed_on
    moved = (
        update(Case)
        .where(Case.id == case.id, Case.state.in_(before), Case.steps == case.steps)
        .values(state=after, steps=case.steps + 1, closed_on=closed_on, **facts)
        .returning(Case.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(moved) is None:
        raise elsewhere(case)
    db.session.refresh(case)
    _write(case, step, words or {}, results, actor=actor, now=now)


def refuse_unless(case: Case, *states: State) -> None:
    """Refuse what the case is not open to.

    Raises:
        NotOpenToThat: saying where it stands.
    """
    if case.state not in states:
        raise elsewhere(case)


def elsewhere(case: Case) -> NotOpenToThat:
    """Return the refusal for a case that stands elsewhere than was thought."""
    sentence = _STANDS.get(State(case.state), "This case has moved on.")
    return NotOpenToThat(f"{sentence} Nothing was changed.", next_step=_LOOK_AGAIN)


def sealed(words: Mapping[str, Any]) -> tuple[dict[str, Any] | None, str | None, str]:
    """Return words, salt and digest as a row keeps them; no words need no salt."""
    kept = {name: value for name, value in words.items() if value not in (None, "")}
    if not kept:
        return None, None, digest(["v1", None, None])
    salt = secrets.token_hex(16)
    return kept, salt, digest(["v1", salt, kept])


def _write(
    case: Case,
    step: Step,
    words: Mapping[str, Any],
    results: Collection[int],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    seq = record.claim()
    told = told_of(case) | {"results": list(results)}
    kept, salt, words_digest = sealed(words)
    db.session.add(
        CaseStep(
            case_id=case.id,
            n=case.steps,
            seq=seq,
            step=step,
            state=case.state,
            taken_on=clock.day_of(now),
            taken_by=actor.party_id,
            told=told,
            words=kept,
            salt=salt,
            digest=words_digest,
        )
    )
    db.session.flush()
    publish(
        CaseMoved(
            at=now,
            by=actor.party_id,
            case_id=case.id,
            n=case.steps,
            case_kind=case.kind,
            book_key=case.book_key,
            party_id=case.party_id,
            step=step,
            state=case.state,
            told=told,
            words_digest=words_digest,
        )
    )


def told_of(case: Case) -> dict[str, Any]:
    """Return how a case stands, as its latest link tells it."""
    values = {name: getattr(case, name) for name in TOLD}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
    }


_LOOK_AGAIN = "The page of the case tells where it stands."
_STANDS = {
    State.APPLIED: "The board has not decided on this application yet.",
    State.APPROVED: "This application was approved already.",
    State.PAID: "The payment for this application was received already.",
    State.ADMITTED: "They were admitted already.",
    State.TO_TELL: "Nobody has said yet how and when they leave.",
    State.NOTICED: "Notice of leaving was given already.",
    State.LEFT: "Their leaving was carried out already.",
    State.ASKED: "This has not been decided yet.",
    State.WITHDRAWN: "These shares were withdrawn already.",
    State.AGREED: "The board has agreed to this transfer already.",
    State.TRANSFERRED: "These shares were transferred already.",
    State.REFUSED: "This was refused.",
    State.TAKEN_BACK: "This was taken back.",
}
