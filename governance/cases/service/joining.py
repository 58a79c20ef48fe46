"""Joining: applied, decided by the board, paid for, admitted in one transaction."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from governance.cases.kinds import Kind, Payment, State, Step
from governance.cases.models import Case
from governance.cases.queries.applicants import Finding, Offer, finding_of, offers_of
from governance.cases.queries.listing import words_of
from governance.cases.service.board import refuse_unless_the_boards
from governance.cases.service.steps import (
    NotAsAsked,
    NotOpenToThat,
    begin,
    move,
    refuse_a_second,
    refuse_unless,
    settled,
)
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.ledger import charts
from governance.ledger import service as ledger
from governance.ledger.models import ShareClass
from governance.ledger.units import written_day
from governance.members import queries as members
from governance.members import service as register
from governance.reckoning.money import pounds
from governance.reckoning.rules.kinds.board import Delegated
from governance.record import service as record

MEMBERSHIP = {"class": "member"}
TO_BE_DECIDED = (State.APPLIED, State.ASKED)
PAID_FROM = {Payment.BANK: charts.BANK, Payment.PAYROLL: charts.PAYROLL}


class AlreadyMember(Refused):
    """They are a member already."""


class NotEligible(NotAsAsked):
    """The rule does not let them join, or not yet."""


class MinuteMissing(NotAsAsked):
    """A decision of the board needs its minute."""


def apply(
    party_id: int,
    *,
    book_key: str = "",
    share_class: ShareClass | None = None,
    units: int = 0,
    payment: Payment = Payment.BANK,
    actor: Actor,
    now: datetime,
) -> Case:
    """Ask for membership, with that many shares of a class if the entity has shares for members.

    Raises:
        AlreadyMember, NotEligible: with the reason, and from when.
        NotAsAsked: the shares are none that a member could have.
        AlreadyOpen: they have applied already.
    """
    record.claim()
    today = clock.day_of(now)
    if members.entry(party_id) is not None:
        _refuse_a_member(party_id, book_key, today)
        refuse_ineligible(finding_of(party_id, book_key, on=today))
    offer = _offer(party_id, book_key, share_class, units, today)
    return begin(
        Kind.JOIN,
        party_id,
        book_key=book_key,
        state=State.APPLIED,
        share_class_id=offer.share_class.id if offer else None,
        units=units if offer else 0,
        pence_due=offer.price_pence(units) if offer else 0,
        words={"payment": payment},
        actor=actor,
        now=now,
    )


def decide(
    case: Case,
    *,
    approve: bool,
    minute: str,
    reason: str = "",
    decided_on: date | None = None,
    confirmed: Collection[str] = (),
    by_resolution: bool = False,
    actor: Actor,
    now: datetime,
) -> None:
    """Enter the board's decision on an application or a transfer; `confirmed`: tests asked about.

    `by_resolution`: what a resolution of the register does, which was held to the rules.

    Raises:
        MinuteMissing, NotAsAsked: what the decision lacks.
        NotTheBoards: the rules leave admissions to the members.
        NotEligible: of an applicant who is not, or of whom something is still to be asked.
        NotOpenToThat: it was decided, or taken back.
    """
    settled(case)
    refuse_unless(case, *TO_BE_DECIDED)
    today = clock.day_of(now)
    day = decided_on or today
    _refuse_an_idle_decision(case, minute, reason, day, approve=approve, today=today)
    if approve and case.kind == Kind.JOIN:
        if not by_resolution:
            refuse_unless_the_boards(Delegated.ADMIT, book_key=case.book_key, on=day)
        refuse_who_cannot_join(case, on=today, confirmed=confirmed)
    approved = State.APPROVED if case.kind == Kind.JOIN else State.AGREED
    words = {
        "minute": minute.strip(),
        "reason": reason.strip(),
        "decided_on": day.isoformat(),
        "confirmed": sorted(confirmed),
    }
    move(
        case,
        Step.APPROVED if approve else Step.REFUSED,
        before=TO_BE_DECIDED,
        after=approved if approve else State.REFUSED,
        words=words,
        actor=actor,
        now=now,
    )


def refuse_who_cannot_join(case: Case, *, on: date, confirmed: Collection[str] = ()) -> None:
    """Refuse an applicant who is not eligible on a day, or of whom something is to be asked.

    Raises:
        NotEligible: saying what is missing.
    """
    finding = finding_of(case.party_id, case.book_key, on=on, confirmed=confirmed)
    refuse_ineligible(finding)
    _refuse_the_unknown(finding)


def decide_several(
    cases: Sequence[Case],
    *,
    minute: str,
    decided_on: date | None = None,
    confirmed: Collection[str] = (),
    actor: Actor,
    now: datetime,
) -> int:
    """Approve several with one minute, all or none; return how many.

    Raises:
        NotEligible, NotOpenToThat: naming the one that keeps back the rest.
    """
    if not cases:
        raise NotAsAsked("No case was chosen. Tick those that the board approved.")
    for case in cases:
        try:
            decide(
                case,
                approve=True,
                minute=minute,
                decided_on=decided_on,
                confirmed=confirmed,
                actor=actor,
                now=now,
            )
        except (NotEligible, NotOpenToThat) as refusal:
            name = members.names_of([case.party_id]).get(case.party_id, "")
            refusal.message = f"Nothing was decided, because of {name}: {refusal.message}"
            raise
    return len(cases)


def admit(case: Case, *, actor: Actor, now: datetime) -> Case:
    """Enter the membership from today and issue the shares, together; a second time does nothing.

    The day entered on the register is the day of doing it: it is never dated back.

    Raises:
        NotOpenToThat: not approved, or not paid for.
        NotEligible: they may have joined when the board decided, and may not now.
    """
    settled(case)
    if case.state == State.ADMITTED:
        return case
    refuse_unless(case, State.APPROVED, State.PAID)
    if case.price_left:
        raise NotOpenToThat(
            f"{pounds(case.price_left)} for the shares has not been received yet.",
            next_step="Enter the payment first.",
        )
    today = clock.day_of(now)
    said = words_of([case.id])[case.id]
    confirmed = said.get("confirmed", ())
    refuse_ineligible(finding_of(case.party_id, case.book_key, on=today, confirmed=confirmed))
    _refuse_a_member(case.party_id, case.book_key, today)
    entered = register.put(
        case.party_id,
        "membership",
        key=case.book_key,
        valid_from=today,
        valid_to=None,
        data=dict(MEMBERSHIP),
        actor=actor,
        now=now,
    )
    issued = _issue(case, said, today, actor=actor, now=now)
    move(
        case,
        Step.ADMITTED,
        before=(State.APPROVED, State.PAID),
        after=State.ADMITTED,
        effect_on=today,
        units_done=case.units,
        results=[seq for seq in (entered, issued) if seq is not None],
        actor=actor,
        now=now,
    )
    return case


def refuse_to_apply_again(party_id: int, book_key: str = "", *, on: date) -> None:
    """Refuse an application of somebody who is a member that day, or has applied.

    Raises:
        AlreadyMember: with since when.
        AlreadyOpen: with the day on which they applied.
    """
    _refuse_a_member(party_id, book_key, on)
    refuse_a_second(Kind.JOIN, party_id, book_key)


def refuse_ineligible(finding: Finding) -> None:
    """Refuse somebody who does not meet the rule.

    Raises:
        NotEligible: with each reason, and from when.
    """
    if not finding.unmet:
        return
    reasons = " ".join(str(test.reason) for test in finding.unmet)
    day = finding.first_day
    raise NotEligible(
        f"This membership is not open to them yet, for this reason: {reasons}",
        next_step=f"It is open from {written_day(day)}, if nothing else changes." if day else "",
    )


def _refuse_the_unknown(finding: Finding) -> None:
    if finding.unknown:
        reasons = " ".join(str(test.reason) for test in finding.unknown)
        raise NotEligible(
            f"Something is not known yet: {reasons}",
            next_step="Ask them, and confirm each on the page of the decision.",
            about="confirmed",
        )


def _refuse_a_member(party_id: int, book_key: str, today: date) -> None:
    if members.is_member_on(party_id, today, key=book_key):
        name = members.names_of([party_id]).get(party_id, "This person")
        raise AlreadyMember(f"{name} is a member already. Nothing was changed.")


def _offer(
    party_id: int, book_key: str, share_class: ShareClass | None, units: int, today: date
) -> Offer | None:
    if share_class is None:
        return None
    offered = {offer.share_class.id: offer for offer in offers_of(party_id, book_key, on=today)}
    offer = offered.get(share_class.id)
    if offer is None:
        raise NotAsAsked(
            f"{share_class.name} is not for them. Choose another class.", about="share_class"
        )
    most = offer.terms.most
    if units < offer.least or (most is not None and units > most):
        bounds = f"at least {offer.least:,}" if most is None else f"{offer.least:,} to {most:,}"
        raise NotAsAsked(f"Choose {bounds} {share_class.name}.", about="units")
    return offer


def _refuse_an_idle_decision(
    case: Case, minute: str, reason: str, day: date, *, approve: bool, today: date
) -> None:
    if approve and case.kind == Kind.WITHDRAW:
        raise NotAsAsked(
            "Withdrawals are paid in their order: let the board pay some of the queue.",
            about="approve",
        )
    if not minute.strip():
        raise MinuteMissing(
            "Enter where the board's minute of this decision stands.", about="minute"
        )
    if not approve and not reason.strip():
        raise NotAsAsked("Enter why it was refused: they are told.", about="reason")
    if not case.opened_on <= day <= today:
        raise NotAsAsked(
            f"The board decides after it was asked, on {written_day(case.opened_on)}, and not "
            "later than today. Check the day of the decision.",
            about="decided_on",
        )


def _issue(
    case: Case, said: dict[str, Any], today: date, *, actor: Actor, now: datetime
) -> int | None:
    if case.share_class_id is None:
        return None
    posted = ledger.issue(
        db.session.get_one(ShareClass, case.share_class_id),
        case.units,
        to=case.party_id,
        on=today,
        paid_from=PAID_FROM[Payment(said.get("payment", Payment.BANK))],
        key=f"case {case.id}",
        actor=actor,
        now=now,
    )
    return posted.seq
