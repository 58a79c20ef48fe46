"""What mails follow from cases: to whom a case is about, and to the officers whom it waits for.

Not a letter a step, but what somebody would miss. Nobody who has died is written to, and nobody of
whom it is not known yet how they left, for they may have died. A key names the step, so a handler
that runs twice for one fact queues nothing more.
"""

from collections.abc import Iterable

from sqlalchemy import exists, select

from governance.accounts import queries as accounts
from governance.cases.events import (
    CaseMoved,
    NominationMade,
    NominationRevoked,
    WithdrawalsRun,
    WithdrawalsSwitched,
)
from governance.cases.kinds import Kind, State, Step
from governance.cases.models import WithdrawalSwitch
from governance.cases.permissions import Cases
from governance.cases.queries.deaths import those_who_died
from governance.cases.queries.listing import open_case
from governance.cases.queries.withdrawals import queue_of, suspension_of
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of, start_of_day
from governance.infrastructure.database import db
from governance.infrastructure.events import DomainEvent
from governance.ledger.models import Book
from governance.ledger.queries.holdings import book_of_key
from governance.members import queries as members
from governance.notifications.models import Mail
from governance.notifications.service import queue_many

WAITS = "case_waits"

# None of a notice that the office takes back: it does so to enter another, perhaps a death.
_LETTERS: dict[tuple[str, str], str] = {
    (Kind.JOIN, Step.OPENED): "case_applied",
    (Kind.JOIN, Step.APPROVED): "case_approved",
    (Kind.JOIN, Step.REFUSED): "case_refused",
    (Kind.JOIN, Step.ADMITTED): "case_admitted",
    (Kind.JOIN, Step.TAKEN_BACK): "case_taken_back",
    (Kind.LEAVE, Step.OPENED): "case_leaving",
    (Kind.LEAVE, Step.TOLD): "case_leaving",
    (Kind.LEAVE, Step.CARRIED_OUT): "case_left",
    (Kind.LEAVE, Step.PAID_OUT): "case_paid_out",
    (Kind.WITHDRAW, Step.OPENED): "case_queued",
    (Kind.WITHDRAW, Step.REFUSED): "case_refused",
    (Kind.WITHDRAW, Step.PAID_OUT): "case_paid_out",
    (Kind.WITHDRAW, Step.TAKEN_BACK): "case_taken_back",
    (Kind.TRANSFER, Step.REFUSED): "case_refused",
    (Kind.TRANSFER, Step.TRANSFERRED): "case_transferred",
    (Kind.TRANSFER, Step.TAKEN_BACK): "case_taken_back",
}


def queue_case_letter(event: CaseMoved) -> None:
    """Tell whom the case is about; of a transfer that was carried out, both sides."""
    template = _LETTERS.get((event.case_kind, event.step))
    if template is None or not _is_news(event, template):
        return
    key = f"case {event.case_id} step {event.n}"
    _queue_for_living(key, [event.party_id], template, event)
    other = event.told["other_party_id"]
    if template == "case_transferred" and other is not None:
        # A key of its own: two who share an address are told one each.
        _queue_for_living(f"{key} other side", [other], template, event)


def queue_case_waits(event: CaseMoved) -> None:
    """Tell the officers whom the table of permissions names that a case waits for them now."""
    found = _what_waits(event)
    if found is not None:
        waits, permission = found
        _queue_for_officers(f"case {event.case_id} step {event.n} waits", waits, permission, event)


def queue_run_waits(event: WithdrawalsRun) -> None:
    """Tell who pays that a run of withdrawals is to be paid: one letter for all of it."""
    _queue_for_officers(f"withdrawals run {event.run_id} waits", "money", Cases.PAY, event)


def queue_withdrawals_switched(event: WithdrawalsSwitched) -> None:
    """Tell everybody in the queue that withdrawals are suspended, or go on."""
    book = db.session.get_one(Book, event.book_id)
    of_book = select(WithdrawalSwitch.seq).where(WithdrawalSwitch.book_id == book.id)
    seq = db.session.scalars(of_book.order_by(WithdrawalSwitch.seq.desc()).limit(1)).one()
    queue_many(
        f"withdrawals switched {seq}",
        recipients=_living(listed.case.party_id for listed in queue_of(book)),
        template="withdrawals_switched",
        context={"seq": seq},
        now=event.at,
    )


def queue_nomination(event: NominationMade | NominationRevoked) -> None:
    """Tell a member what was nominated or taken back in their name, in case it was not them."""
    is_made = isinstance(event, NominationMade)
    queue_many(
        f"nomination {event.nomination_id} {'made' if is_made else 'taken back'}",
        recipients=_living([event.party_id]),
        template="nomination_made" if is_made else "nomination_revoked",
        context={"nomination_id": event.nomination_id},
        now=event.at,
    )


def _is_news(event: CaseMoved, template: str) -> bool:
    """Say whether the step is worth a letter of its own."""
    if template == "case_leaving":
        return event.state == State.NOTICED and event.told["effect_on"] > str(day_of(event.at))
    if template == "case_queued":
        return not _is_going(event)
    if template == "case_taken_back":
        return event.by != event.party_id and _was_told(event) and not _is_going(event)
    return True


def _is_going(event: CaseMoved) -> bool:
    """Say whether this is part of carrying a leaving out, whose letter tells of it all."""
    leaving = open_case(event.party_id, Kind.LEAVE, event.book_key)
    return (
        leaving is not None
        and leaving.state == State.NOTICED
        and leaving.effect_on is not None
        and leaving.effect_on <= day_of(event.at)
    )


def _was_told(event: CaseMoved) -> bool:
    """Say whether they had a letter of an earlier step of the case."""
    keys = [f"case {event.case_id} step {n}" for n in range(1, event.n)]
    told = exists().where(Mail.event_key.in_(keys), Mail.party_id == event.party_id)
    return bool(db.session.scalar(select(told)))


def _what_waits(event: CaseMoved) -> tuple[str, Cases] | None:
    """Return what the case waits for since this step, and with which permission it is done."""
    kind, step = event.case_kind, event.step
    if step == Step.OPENED and event.state in (State.APPLIED, State.ASKED):
        if kind != Kind.WITHDRAW:
            return "decision", Cases.KEEP
        book = book_of_key(event.book_key)
        is_suspended = book is not None and suspension_of(book) is not None
        return None if is_suspended else ("queue", Cases.KEEP)
    if step == Step.OPENED and event.state == State.TO_TELL:
        return "untold", Cases.KEEP
    if step == Step.PAYMENT:
        return "entry", Cases.KEEP
    if step == Step.CARRIED_OUT and event.told["pence_due"]:
        return "money", Cases.PAY
    return None


def _queue_for_living(key: str, party_ids: Iterable[int], template: str, event: CaseMoved) -> None:
    queue_many(
        key,
        recipients=_living(party_ids),
        template=template,
        context={"case_id": event.case_id, "n": event.n},
        now=event.at,
    )


def _queue_for_officers(key: str, waits: str, permission: Cases, event: DomainEvent) -> None:
    """Queue it for each who may do it, but for whoever did this step and knows.

    Nor for whom a letter of the same kind still lies unsent since this day: it leads to the list
    of all that wait, so a file of fifty leavers is one letter.
    """
    able = [role for role in Role if permissions.may(Actor(roles=frozenset({role})), permission)]
    officers = {party for role in able for party in accounts.parties_with(role)}
    told = officers - {event.by} - _still_to_be_sent(waits, event)
    queue_many(
        key,
        recipients=_living(sorted(told)),
        template=WAITS,
        context={"waits": waits},
        now=event.at,
    )


def _still_to_be_sent(waits: str, event: DomainEvent) -> set[int | None]:
    lying = select(Mail.party_id).where(
        Mail.state == "queued",
        Mail.template == WAITS,
        Mail.attempts == 0,
        Mail.created_at >= start_of_day(day_of(event.at)),
        Mail.context["waits"].as_string() == waits,
    )
    return set(db.session.scalars(lying))


def _living(party_ids: Iterable[int]) -> Iterable[tuple[int, str]]:
    """Return the addresses that the register has of these, without whoever has died.

    That is where somebody is reached who has left and cannot sign in any more.
    """
    wanted = set(party_ids)
    dead = set(db.session.scalars(those_who_died())) if wanted else set()
    return members.addresses_of(sorted(wanted - dead)).items()
