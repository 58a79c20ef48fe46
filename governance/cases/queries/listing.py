"""Cases and their steps, for lists and pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from governance.cases.kinds import OPEN, Kind, State
from governance.cases.models import Case, CaseStep
from governance.cases.queries.owing import PAYS_THE_PARTY, cases_owing, money_stands
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.claims import holds_on, known_at, suspends
from governance.members.models import RegisterEntry, Spell

LONGEST_LIST = 200
ONE_DAY = timedelta(days=1)
MONEY_TO_PAY = "money"
"""A state of the office's list that is none of a case: closed or not, money is still to be paid."""

TO_ENTER = "to_enter"
"""Another such state: approved, paid or not, and not yet in the register."""


@dataclass(frozen=True)
class Listed:
    """A case in a list, with the name of whom it is about and its words so far."""

    case: Case
    name: str
    words: Mapping[str, Any]


def case(case_id: int) -> Case:
    """Return the case.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Case, case_id)
    if found is None:
        raise NotFound("There is no case at this address.")
    return found


def steps_of(case_id: int) -> Sequence[CaseStep]:
    """Return what was done in a case, first to last."""
    of_case = select(CaseStep).where(CaseStep.case_id == case_id).order_by(CaseStep.n)
    return db.session.scalars(of_case).all()


def words_of(case_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return the words of each case, later ones over earlier; erased ones are left out."""
    found: dict[int, dict[str, Any]] = {case_id: {} for case_id in case_ids}
    steps = select(CaseStep.case_id, CaseStep.words).where(CaseStep.case_id.in_(list(found)))
    for case_id, words in db.session.execute(steps.order_by(CaseStep.case_id, CaseStep.n)):
        found[case_id].update(words or {})
    return found


def open_case(party_id: int, kind: Kind, book_key: str = "") -> Case | None:
    """Return the open case of that kind about the party, if there is one.

    Withdrawals can be several, one of a class: see `open_withdrawals`.
    """
    return db.session.scalar(select(Case).where(*_is_open(party_id, kind, book_key)))


def open_withdrawals(party_id: int, book_key: str = "") -> dict[int, Case]:
    """Return the party's withdrawals that wait in the queue, by class of shares."""
    waiting = select(Case).where(*_is_open(party_id, Kind.WITHDRAW, book_key))
    found = db.session.scalars(waiting.order_by(Case.opened_seq))
    return {case.share_class_id: case for case in found if case.share_class_id is not None}


def cases_of(party_id: int) -> list[Listed]:
    """Return every case about the party, open ones first, then the latest first."""
    about = _listing().where(Case.party_id == party_id)
    return _told(about.order_by(Case.closed_on.is_not(None), Case.id.desc()))


def cases_found(*, kind: str = "", state: str = "", book_key: str | None = None) -> list[Listed]:
    """Return cases, soonest effect first; without a state those that are open."""
    found = _listing().where(*_conditions(kind, state, book_key))
    in_order = found.order_by(Case.effect_on.is_(None), Case.effect_on, Case.opened_on, Case.id)
    if state == MONEY_TO_PAY:
        owing = cases_owing()
        rows = [row for row in db.session.execute(in_order) if row[0].id in owing]
        return _with_words(rows[:LONGEST_LIST])
    return _told(in_order.limit(LONGEST_LIST))


def count_of_cases(*, kind: str = "", state: str = "", book_key: str | None = None) -> int:
    """Return how many `cases_found` would return if its list had no end."""
    if state == MONEY_TO_PAY:
        perhaps = db.session.scalars(select(Case.id).where(*_conditions(kind, state, book_key)))
        return len(cases_owing().intersection(perhaps))
    counted = select(func.count()).select_from(Case).where(*_conditions(kind, state, book_key))
    return db.session.scalar(counted) or 0


def counts() -> dict[tuple[str, str], int]:
    """Return how many open cases there are of each kind and state."""
    counted = select(Case.kind, Case.state, func.count()).where(Case.closed_on.is_(None))
    rows = db.session.execute(counted.group_by(Case.kind, Case.state))
    return {(kind, state): number for kind, state, number in rows}


def leaving_until(day: date) -> list[Listed]:
    """Return who is to leave by that day, overdue ones too, soonest first."""
    leaving = _listing().where(
        Case.kind == Kind.LEAVE, Case.state == State.NOTICED, Case.effect_on <= day
    )
    return _told(leaving.order_by(Case.effect_on, Case.id))


def unpaid_since(day: date) -> list[Listed]:
    """Return joiners approved by that day whose payment has not come, longest waiting first."""
    approved = (
        select(CaseStep.case_id)
        .where(CaseStep.state == State.APPROVED, CaseStep.taken_on <= day)
        .scalar_subquery()
    )
    waiting = _listing().where(
        Case.kind == Kind.JOIN, Case.state == State.APPROVED, Case.id.in_(approved)
    )
    return _told(waiting.order_by(Case.opened_on, Case.id))


def suspended_on(day: date) -> list[tuple[int, str, date | None]]:
    """Return the members suspended on a day, by name, each with the last day, if known."""
    name = func.coalesce(RegisterEntry.name, "")
    found = (
        select(Spell.party_id, name, Spell.valid_to)
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Spell.party_id)
        .where(
            suspends(),
            known_at(None),
            holds_on(day),
        )
        .order_by(RegisterEntry.sort_name)
        .limit(LONGEST_LIST)
    )
    return [
        (party_id, named, until - ONE_DAY if until else None)
        for party_id, named, until in db.session.execute(found)
    ]


def _is_open(party_id: int, kind: Kind, book_key: str) -> Sequence[ColumnElement[bool]]:
    of_party = (Case.party_id == party_id, Case.book_key == book_key)
    return (*of_party, Case.kind == kind, Case.closed_on.is_(None))


def _listing() -> Select[Case, str]:
    name = func.coalesce(RegisterEntry.name, "")
    of_party = RegisterEntry.party_id == Case.party_id
    return select(Case, name).outerjoin(RegisterEntry, of_party)


def _conditions(kind: str, state: str, book_key: str | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if kind:
        conditions.append(Case.kind == kind)
    if book_key is not None:
        conditions.append(Case.book_key == book_key)
    if state == MONEY_TO_PAY:
        conditions += [Case.kind.in_(PAYS_THE_PARTY), Case.pence_due > 0, money_stands()]
    elif state == TO_ENTER:
        conditions += [Case.kind == Kind.JOIN, Case.state.in_((State.APPROVED, State.PAID))]
    elif state:
        conditions.append(Case.state == state)
    else:
        conditions.append(Case.state.in_(OPEN))
    return conditions


def _told(query: Select[Case, str]) -> list[Listed]:
    return _with_words(db.session.execute(query).all())


def _with_words(rows: Sequence[Any]) -> list[Listed]:
    words = words_of(row[0].id for row in rows)
    return [Listed(row[0], row[1], words[row[0].id]) for row in rows]
