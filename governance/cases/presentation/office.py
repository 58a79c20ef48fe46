"""What the office is shown of cases: the list, one case, what is to be paid, the queue."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from governance.cases.kinds import HowLeft, Kind, State
from governance.cases.models import Case
from governance.cases.presentation import words
from governance.cases.presentation.course import (
    Action,
    certificate_of,
    entity_of,
    last_day,
    matter_of,
    next_action,
    shares_in_words,
    timeline_of,
)
from governance.cases.presentation.offices import Kept, kept_by
from governance.cases.queries import listing, withdrawals
from governance.cases.queries.applicants import Finding, finding_of
from governance.cases.queries.leaving import Ending, endings_of, inheritance_of
from governance.cases.queries.listing import Listed
from governance.cases.queries.nominations import nominations_of
from governance.cases.queries.owing import Owed, owed_in
from governance.infrastructure.actor import Actor
from governance.ledger.models import Book
from governance.ledger.queries.holdings import books, entity_names, share_classes, terms_of
from governance.members import queries as members
from governance.reckoning.money import pounds
from governance.reckoning.nominations import RELATIONSHIP_TITLES, Relationship

DAYS = ("notice_on", "hearing_on", "written_on", "decided_on", "received_on")


@dataclass(frozen=True)
class CasePage:
    """One case as the office sees it."""

    case: Case
    name: str
    matter: str
    state: tuple[str, str]
    shares: str
    other: str
    certificate: str
    said: dict[str, Any]
    days: dict[str, date]
    way: str
    payment: str
    last_day: date | None
    finding: Finding | None
    endings: list[Ending]
    inheritance: list[dict[str, str]]
    timeline: list[Any]
    action: Action | None
    place: int
    owed: Owed
    kept: list[Kept]

    @property
    def is_joining(self) -> bool:
        return self.case.kind == Kind.JOIN

    @property
    def is_leaving(self) -> bool:
        return self.case.kind == Kind.LEAVE

    @property
    def is_of_a_death(self) -> bool:
        return words.is_of_a_death(self.said)

    @property
    def paid_pence(self) -> int:
        """What was received for the shares, or paid for those that ended, by the case or not."""
        if self.is_joining:
            return self.case.pence_paid
        return self.case.pence_due - self.owed.left


def of_case(case: Case, actor: Actor, *, today: date) -> CasePage:
    """Return all that a case's page shows."""
    names = members.names_of(id for id in (case.party_id, case.other_party_id) if id)
    said = listing.words_of([case.id])[case.id]
    steps = listing.steps_of(case.id)
    way, payment = said.get("how"), said.get("payment")
    owed = owed_in([case])[case.id]
    return CasePage(
        case=case,
        name=names.get(case.party_id, gettext("(name erased)")),
        matter=matter_of(case),
        state=words.state(case.state, said),
        shares=shares_in_words(case),
        other=names.get(case.other_party_id or 0, ""),
        certificate=certificate_of(case, steps),
        said=said,
        days={name: date.fromisoformat(said[name]) for name in DAYS if said.get(name)},
        way=str(words.WAYS[HowLeft(way)]) if way else "",
        payment=str(words.PAYMENTS[payment]) if payment and case.pence_due else "",
        last_day=last_day(case.effect_on) if case.kind == Kind.LEAVE else None,
        finding=_finding(case, said, today),
        endings=_endings(case, today),
        inheritance=_inheritance(case, said, today),
        timeline=timeline_of(case, steps, owed=owed, told_to_office=True),
        action=next_action(case, actor, owed=owed, today=today),
        place=withdrawals.place_in_queue(case) if _is_queued(case) else 0,
        owed=owed,
        kept=_kept(case, names.get(case.party_id, gettext("(name erased)")), actor, today),
    )


def rows_of(found: list[Listed], *, today: date) -> list[dict[str, Any]]:
    """Return the cases of a list as its table shows them."""
    owed, entities = owed_in(listed.case for listed in found), entity_names()
    return [
        {
            "case": listed.case,
            "name": listed.name or gettext("(name erased)"),
            "kind": words.kind(listed.case.kind),
            "matter": matter_of(listed.case, entities),
            "state": words.state(listed.case.state, listed.words),
            "entity": entity_of(listed.case, entities),
            "shares": shares_in_words(listed.case),
            "day": last_day(listed.case.effect_on)
            if listed.case.kind == Kind.LEAVE
            else listed.case.effect_on,
            "is_overdue": listed.case.state == State.NOTICED
            and listed.case.effect_on is not None
            and listed.case.effect_on < today,
            "money": _money(listed.case, owed[listed.case.id]),
        }
        for listed in found
    ]


def _money(case: Case, owed: Owed) -> str:
    if case.price_left and case.is_open:
        return gettext("%(amount)s to receive", amount=pounds(case.price_left))
    return gettext("%(amount)s to pay", amount=pounds(owed.left)) if owed.left else ""


def figures_of_office() -> list[dict[str, Any]]:
    """Return how many cases wait for what, as tiles with their lists."""
    found = listing.counts()

    def number(kind: Kind, *states: State) -> int:
        return sum(found.get((kind, state), 0) for state in states)

    tiles = (
        (gettext("Applications to decide"), number(Kind.JOIN, State.APPLIED), "join", "applied"),
        (
            gettext("Approved, not yet members"),
            number(Kind.JOIN, State.APPROVED, State.PAID),
            "join",
            listing.TO_ENTER,
        ),
        (gettext("Leaving"), number(Kind.LEAVE, State.NOTICED), "leave", "noticed"),
        (
            gettext("Say how they left"),
            number(Kind.LEAVE, State.TO_TELL),
            "leave",
            "to_tell",
        ),
        (gettext("In the queue"), number(Kind.WITHDRAW, State.ASKED), "withdraw", ""),
        (
            gettext("Money to be paid"),
            listing.count_of_cases(state=listing.MONEY_TO_PAY),
            "",
            listing.MONEY_TO_PAY,
        ),
    )
    return [
        {"label": label, "value": f"{value:,}", "kind": kind, "state": state}
        for label, value, kind, state in tiles
    ]


def of_withdrawals() -> list[dict[str, Any]]:
    """Return, for each book with withdrawable shares or a queue, how its withdrawals stand."""
    return [_of_book(book) for book in books() if _has_withdrawals(book)]


def _of_book(book: Book) -> dict[str, Any]:
    queue = withdrawals.queue_of(book)
    return {
        "book": book,
        "queue": [
            {
                "place": place,
                "case": listed.case,
                "name": listed.name,
                "shares": shares_in_words(listed.case),
                "left": listed.case.units_left,
                "pence": withdrawals.worth_pence(listed.case),
                "not_before": words.not_before(
                    withdrawals.may_be_paid_on(listed.case), asked_on=listed.case.opened_on
                ),
            }
            for place, listed in enumerate(queue, start=1)
        ],
        "pence": sum(withdrawals.worth_pence(listed.case) for listed in queue),
        "suspension": withdrawals.suspension_of(book),
        "runs": withdrawals.runs_of(book),
    }


def _has_withdrawals(book: Book) -> bool:
    classes = share_classes(book.id)
    return any(terms_of(each.id, date.max).withdrawable for each in classes) or bool(
        withdrawals.queue_of(book)
    )


def _is_queued(case: Case) -> bool:
    return case.kind == Kind.WITHDRAW and case.is_open


def _finding(case: Case, said: dict[str, Any], today: date) -> Finding | None:
    if case.kind != Kind.JOIN or not case.is_open:
        return None
    confirmed = said.get("confirmed", ())
    return finding_of(case.party_id, case.book_key, on=today, confirmed=confirmed)


def _endings(case: Case, today: date) -> list[Ending]:
    if case.kind != Kind.LEAVE or not case.is_open or case.effect_on is None:
        return []
    return endings_of(case.party_id, case.book_key, effect_on=case.effect_on, today=today)


def _kept(case: Case, name: str, actor: Actor, today: date) -> list[Kept]:
    """Return the offices and roles that a leaver has still; nothing once they came back."""
    if case.kind != Kind.LEAVE or case.state == State.TAKEN_BACK:
        return []
    if case.state == State.LEFT and members.is_member_on(case.party_id, today, key=case.book_key):
        return []
    return kept_by(case.party_id, name, actor, on=case.effect_on or date.max, today=today)


def _inheritance(case: Case, said: dict[str, Any], today: date) -> list[dict[str, str]]:
    """Return who has what of a dead member's money, the queued too, and what is the estate's."""
    if not words.is_of_a_death(said):
        return []
    due = case.pence_due or sum(ending.pence for ending in _endings(case, today))
    due += withdrawals.queued_pence(case.party_id, case.book_key, since=case.opened_seq)
    shared = inheritance_of(
        case.party_id, case.book_key, property_pence=due, on=case.effect_on or today
    )
    rows = [
        {
            "name": (nomination.words or {}).get("name", gettext("(name erased)")),
            "relationship": gettext(
                RELATIONSHIP_TITLES[Relationship((nomination.words or {})["relationship"])]
            )
            if nomination.words
            else "",
            "amount": pounds(shared.nominated_pence.get(str(nomination.id), 0)),
        }
        for nomination in nominations_of(case.party_id, case.book_key)
    ]
    estate = {"name": gettext("The estate"), "relationship": "", "amount": ""}
    return [*rows, {**estate, "amount": pounds(shared.estate_pence)}]
