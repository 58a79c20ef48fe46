"""What somebody is shown of their own cases, and what they may ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from governance.cases.kinds import Kind, State, Step
from governance.cases.models import Case, CaseStep
from governance.cases.presentation import words
from governance.cases.presentation.course import last_day, matter_of, shares_in_words
from governance.cases.queries import listing
from governance.cases.queries.applicants import may_join
from governance.cases.queries.leaving import Ending, endings_by
from governance.cases.queries.nominations import nominations_of
from governance.cases.queries.owing import Owed, owed_in
from governance.cases.queries.withdrawals import may_be_paid_on, place_in_queue
from governance.infrastructure import clock
from governance.ledger.models import ShareClass
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import (
    book_of_key,
    entity_names,
    holding_of,
    share_classes,
    terms_of,
)
from governance.members import queries as members
from governance.reckoning.money import pounds
from governance.reckoning.rules.kinds.shares import ShareRules
from governance.rulebook.queries import rules_on


@dataclass(frozen=True)
class Own:
    """One's cases, and which of the pages have something for one."""

    cases: list[dict[str, Any]]
    may_join: bool
    may_leave: bool
    may_withdraw: bool
    may_transfer: bool
    may_nominate: bool
    nominations: int


def of_person(party_id: int, *, today: date | None = None) -> Own:
    """Return somebody's cases with the society, and what they may ask for now."""
    day = today or clock.day_of(clock.now())
    is_member = members.is_member_on(party_id, day)
    found = listing.cases_of(party_id)
    owed, entities = owed_in(listed.case for listed in found), entity_names()
    is_open = {listed.case.kind for listed in found if listed.case.is_open}
    return Own(
        cases=[told(each.case, each.words, owed[each.case.id], entities) for each in found],
        may_join=may_join(party_id, "", on=day),
        may_leave=is_member and Kind.LEAVE not in is_open,
        may_withdraw=bool(withdrawable(party_id, day)),
        may_transfer=Kind.TRANSFER not in is_open and bool(transferable(party_id, day)),
        may_nominate=is_member,
        nominations=len(nominations_of(party_id)) if is_member else 0,
    )


def withdrawable(party_id: int, today: date) -> list[tuple[ShareClass, int]]:
    """Return the classes of which one may ask for a withdrawal, with how many one holds.

    Not those of which some wait in the queue.
    """
    waiting = listing.open_withdrawals(party_id)
    return [
        each
        for each in _held(party_id, today)
        if terms_of(each[0].id, today).withdrawable and each[0].id not in waiting
    ]


def transferable(party_id: int, today: date) -> list[tuple[ShareClass, int]]:
    """Return the classes that one may pass on, with how many one holds."""
    return [each for each in _held(party_id, today) if terms_of(each[0].id, today).transferable]


def _held(party_id: int, today: date) -> list[tuple[ShareClass, int]]:
    book = book_of_key()
    if book is None:
        return []
    classes = ((each, holding_of(party_id, each, AsAt(today))) for each in share_classes(book.id))
    return [(share_class, units) for share_class, units in classes if units]


def waits_until(today: date) -> date | None:
    """Return the first day on which shares asked for today may be paid, if that is not today."""
    day = rules_on(today).of(ShareRules).may_be_withdrawn_on(today)
    return day if day > today else None


def endings_in(case: Case, steps: Sequence[CaseStep]) -> list[Ending]:
    """Return what becomes, or became, of a leaver's shares, once it is told how they leave."""
    told_by = {State.NOTICED: (Step.OPENED, Step.TOLD), State.LEFT: (Step.CARRIED_OUT,)}
    if case.kind != Kind.LEAVE:
        return []
    of_leaving = [step for step in steps if step.step in told_by.get(State(case.state), ())]
    return endings_by(of_leaving[-1], case) if of_leaving else []


def told(
    case: Case, said: Mapping[str, Any], owed: Owed, entities: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what a case is, how it stands, and what it is about, as its own party reads it."""
    shares = shares_in_words(case)
    parts = [f"{shares}." if shares else ""]
    has_left = case.state == State.LEFT
    if case.kind == Kind.LEAVE and (case.is_open or has_left) and case.effect_on:
        parts.append(words.last_day_in_words(said, last_day(case.effect_on)))
    if case.kind == Kind.WITHDRAW and case.is_open:
        parts.append(gettext("Your place in the queue: %(place)s.", place=place_in_queue(case)))
        parts.append(words.not_before(may_be_paid_on(case), asked_on=case.opened_on))
    if case.is_open and case.price_left:
        parts.append(gettext("To pay: %(amount)s.", amount=pounds(case.price_left)))
    if owed.left:
        parts.append(gettext("Due to you: %(amount)s.", amount=pounds(owed.left)))
    return {
        "case": case,
        "matter": matter_of(case, entities),
        "state": words.state(case.state, said),
        "text": " ".join(part for part in parts if part),
        # The day of the entry: of a leaver it is not the day that they left.
        "closed_on": None if has_left else case.closed_on,
        "goes_on": case.is_open or owed.left > 0,
    }
