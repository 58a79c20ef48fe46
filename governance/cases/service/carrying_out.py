"""Carrying a leaving out on its day: membership, shares and money in one transaction."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from governance.cases.kinds import HowLeft, Kind, State, Step
from governance.cases.models import Case
from governance.cases.queries.leaving import Ending, endings_of, membership_over, posting_day
from governance.cases.queries.listing import open_case, open_withdrawals, words_of
from governance.cases.service.leaving import take_back
from governance.cases.service.steps import NotAsAsked, move, refuse_unless, settled
from governance.cases.service.withdrawals import queue_for_leaver
from governance.infrastructure import clock
from governance.infrastructure.actor import WORKER, Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.ledger import charts
from governance.ledger import service as ledger
from governance.ledger.places import Leg, money
from governance.ledger.queries.holdings import book_of_key
from governance.ledger.terms import OnLeave
from governance.ledger.units import written_day
from governance.members import queries as members
from governance.members import service as register

Act = Callable[..., Any]


class TooEarly(Refused):
    """The day on which they leave has not come."""


class JoinedAgain(Refused):
    """They left and joined again since."""


def carry_out(case: Case, *, actor: Actor, now: datetime) -> Case:
    """End the membership and the shares as each class says; a second time does nothing.

    Shares that ended before stay as they are. What is paid for shares is due to the leaver, or goes
    to the unclaimed money if nobody can find them.

    Raises:
        TooEarly: with the day.
        NotOpenToThat: how they leave is not told yet, or the notice was taken back.
    """
    settled(case)
    if case.state == State.LEFT:
        return case
    refuse_unless(case, State.NOTICED)
    assert case.effect_on is not None, "notice names its day"
    today = clock.day_of(now)
    if case.effect_on > today:
        raise TooEarly(
            f"They leave from {written_day(case.effect_on)}. It is carried out by itself that day."
        )
    said = words_of([case.id])[case.id]
    _take_back_what_cannot_go_on(case, actor=actor, now=now)
    ended = _end_membership(case, today, actor=actor, now=now)
    due, posted = _end_shares(case, case.effect_on, today, actor=actor, now=now)
    unclaimed = due if said.get("how") == HowLeft.UNTRACED else 0
    if unclaimed:
        posted.append(_set_aside(case, unclaimed, today, actor=actor, now=now))
    move(
        case,
        Step.CARRIED_OUT,
        before=(State.NOTICED,),
        after=State.LEFT,
        pence_due=due - unclaimed,
        words={"unclaimed_pence": unclaimed or None},
        results=[*([ended] if ended else []), *posted],
        actor=actor,
        now=now,
    )
    return case


def leavings_due(now: datetime) -> list[int]:
    """Return the ids of the cases whose day has come, in order."""
    due = select(Case.id).where(
        Case.kind == Kind.LEAVE, Case.state == State.NOTICED, Case.effect_on <= clock.day_of(now)
    )
    return list(db.session.scalars(due.order_by(Case.effect_on, Case.id)))


def carry_out_one(case_id: int, now: datetime) -> int:
    """Carry out one of those, as the worker does."""
    carry_out(db.session.get_one(Case, case_id), actor=WORKER, now=now)
    return 1


def _take_back_what_cannot_go_on(case: Case, *, actor: Actor, now: datetime) -> None:
    transfer = open_case(case.party_id, Kind.TRANSFER, case.book_key)
    if transfer is not None:
        take_back(transfer, reason="They leave.", actor=actor, now=now)
    queued = open_withdrawals(case.party_id, case.book_key)
    if not queued or case.effect_on is None:
        return
    endings = endings_of(
        case.party_id, case.book_key, effect_on=case.effect_on, today=clock.day_of(now)
    )
    kept = {
        each.share_class.id for each in endings if each.on_leave in (OnLeave.WITHDRAW, OnLeave.KEEP)
    }
    for share_class_id, waiting in queued.items():
        if share_class_id not in kept:
            take_back(waiting, reason="They leave.", actor=actor, now=now)


def _end_membership(case: Case, today: date, *, actor: Actor, now: datetime) -> int | None:
    """End the membership on the effect date; one that ended before stays as it is."""
    assert case.effect_on is not None
    run = membership_over(case.party_id, case.book_key, case.effect_on)
    if run is None:
        ended = None
    else:
        ended = register.put(
            case.party_id,
            "membership",
            key=case.book_key,
            valid_from=case.effect_on,
            valid_to=run.ends,
            data=None,
            actor=actor,
            now=now,
        )
    if members.is_member_on(case.party_id, today, key=case.book_key):
        raise JoinedAgain(
            f"They joined again after {written_day(case.effect_on)}, so this leaving is past. Take "
            "it back; for a new one, give notice anew."
        )
    return ended


def _end_shares(
    case: Case, effect_on: date, today: date, *, actor: Actor, now: datetime
) -> tuple[int, list[int]]:
    """End shares of each class by its terms; return what is due to the leaver and the links."""
    due, posted = 0, []
    for ending in endings_of(case.party_id, case.book_key, effect_on=effect_on, today=today):
        if ending.on_leave is OnLeave.KEEP:
            continue
        if ending.on_leave is OnLeave.WITHDRAW:
            queue_for_leaver(case, ending.share_class, ending.units, actor=actor, now=now)
            continue
        day = posting_day(case.party_id, ending.share_class, effect_on=effect_on, today=today)
        posted.append(_end(case, ending, day, actor=actor, now=now))
        due += ending.pence
    return due, posted


def _end(case: Case, ending: Ending, day: date, *, actor: Actor, now: datetime) -> int:
    act, whose = _ACTS[ending.on_leave]
    told: dict[str, Any] = {whose: case.party_id}
    if ending.on_leave is OnLeave.TO_TRUST:
        if case.other_party_id is None:
            raise NotAsAsked(
                f"{ending.share_class.name} passes to the employees' trust, and the notice does "
                "not say which. Take the notice back and give it again."
            )
        told["trust"] = case.other_party_id
    memo = "" if day == case.effect_on else f"Left from {written_day(case.effect_on or day)}"
    posted = act(
        ending.share_class,
        ending.units,
        on=day,
        key=f"case {case.id} class {ending.share_class.id}",
        memo=memo,
        actor=actor,
        now=now,
        **told,
    )
    return int(posted.seq)


def _set_aside(case: Case, pence: int, today: date, *, actor: Actor, now: datetime) -> int:
    """Move what is due to somebody untraced to the unclaimed money."""
    book = book_of_key(case.book_key)
    assert book is not None, "money is due from a book"
    legs = [Leg(money(charts.DUE_TO_MEMBERS, case.party_id), money(charts.UNCLAIMED), pence)]
    posted = ledger.post(
        book.id,
        "unclaimed",
        legs,
        effective_on=today,
        key=f"case {case.id} unclaimed",
        actor=actor,
        now=now,
    )
    return posted.seq


_ACTS: dict[OnLeave, tuple[Act, str]] = {
    OnLeave.CANCEL: (ledger.cancel, "party_id"),
    OnLeave.REDEEM: (ledger.redeem, "party_id"),
    OnLeave.TO_TRUST: (ledger.give_to_trust, "from_"),
}
