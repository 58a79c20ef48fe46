"""Who takes part in a distribution, and what is weighed of each: from register and books."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger.distributing.plan import Plan, Who
from governance.ledger.models import Account, Book, Transfer
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import holdings, share_classes
from governance.ledger.units import class_of
from governance.members.models import Spell
from governance.reckoning.distribution.basis import Balance, Basis, Recipient
from governance.reckoning.distribution.participation import (
    Employee,
    ParticipationRule,
    participation,
)
from governance.reckoning.sentence import Sentence

DAYS_IN_A_WEEK = 7
ACCOUNTS: Any = Account.__table__
TRANSFERS: Any = Transfer.__table__


@dataclass(frozen=True)
class Drawn:
    """Those who take part, and those whom the scheme leaves out, with the reason."""

    recipients: list[Recipient]
    left_out: dict[str, Sentence]


@dataclass(frozen=True)
class Work:
    """A stretch of employment: half-open days, minutes a week, service counted from."""

    since: date
    until: date | None
    minutes_a_week: int | None
    continuity_from: date | None


def drawn(book: Book, plan: Plan, given: Mapping[str, Mapping[str, int]]) -> Drawn:
    """Return who takes part and what is known of them, as the register and the books stand now.

    `given` has what was uploaded: {"pay": {party: pence}}.
    """
    ids, left_out = _taking_part(book, plan)
    found = {party_id: Recipient(str(party_id), place=party_id) for party_id in sorted(ids)}
    if plan.bases & {Basis.MINUTES, Basis.SERVICE}:
        _add_work(found, plan)
    if Basis.PAY in plan.bases:
        pay = given.get("pay", {})
        for party_id in found:
            _set(found, party_id, pay_pence=pay.get(str(party_id)))
    if plan.bases & {Basis.SHARES, Basis.HOLDING}:
        _add_holdings(found, book, plan)
    if Basis.PENCE_DAYS in plan.bases:
        _add_balances(found, book, plan)
    return Drawn(list(found.values()), left_out)


def _taking_part(book: Book, plan: Plan) -> tuple[set[int], dict[str, Sentence]]:
    if Basis.PENCE_DAYS in plan.bases:
        return set(_balances(book, plan)), {}
    if plan.who == Who.HOLDERS:
        at = AsAt(plan.decided_on)
        return {
            each.party_id for each in holdings(book.id, at, share_class_id=plan.share_class_id)
        }, {}
    if plan.who == Who.MEMBERS:
        return _members(book, plan.decided_on), {}
    return _employees(plan)


def _members(book: Book, on: date) -> set[int]:
    """Return the members of the entity on that day, suspended or not: they are members still."""
    found = select(Spell.party_id).where(
        Spell.kind == "membership",
        Spell.key == book.key,
        Spell.superseded_seq.is_(None),
        Spell.valid_from <= on,
        or_(Spell.valid_to.is_(None), Spell.valid_to > on),
    )
    return set(db.session.scalars(found))


def _employees(plan: Plan) -> tuple[set[int], dict[str, Sentence]]:
    on = plan.decided_on
    employed = {
        party_id: _service_from(stretches, on)
        for party_id, stretches in _work(until=on).items()
        if any(_holds(each, on) for each in stretches)
    }
    rule = ParticipationRule(least_service_months=plan.least_service_months)
    told = participation(
        (Employee(str(party_id), since) for party_id, since in employed.items()), rule, on=on
    )
    return {int(each) for each in told.taking_part}, told.left_out


def _work(*, until: date) -> dict[int, list[Work]]:
    """Return the stretches of employment that began by that day, in order."""
    found = select(
        Spell.party_id,
        Spell.valid_from,
        Spell.valid_to,
        Spell.data["minutes_a_week"].as_integer().label("minutes"),
        Spell.data["continuity_from"].as_string().label("continuity"),
    ).where(Spell.kind == "employment", Spell.superseded_seq.is_(None), Spell.valid_from <= until)
    work: dict[int, list[Work]] = defaultdict(list)
    for row in db.session.execute(found.order_by(Spell.party_id, Spell.valid_from)):
        since = date.fromisoformat(row.continuity) if row.continuity else None
        work[row.party_id].append(Work(row.valid_from, row.valid_to, row.minutes, since))
    return work


def _add_work(found: dict[int, Recipient], plan: Plan) -> None:
    work = _work(until=max(plan.last_day, plan.decided_on))
    for party_id in found:
        stretches = work.get(party_id, [])
        _set(
            found,
            party_id,
            paid_minutes=_minutes(stretches, plan.first_day, plan.last_day),
            service_days=_service_days(stretches, plan.last_day),
        )


def _minutes(stretches: Iterable[Work], first: date, last: date) -> int | None:
    """Return the minutes of the contract over the period's days; None where they are not known."""
    total = 0
    for each in stretches:
        until = min(each.until or last + timedelta(days=1), last + timedelta(days=1))
        days = (until - max(each.since, first)).days
        if days > 0:
            if each.minutes_a_week is None:
                return None
            total += each.minutes_a_week * days
    return total // DAYS_IN_A_WEEK


def _service_days(stretches: Iterable[Work], last: date) -> int:
    """Return the days of service up to a day, without a break; of who left, up to their last."""
    since, until = _service(stretches, last)
    if since is None:
        return 0
    after = last + timedelta(days=1)
    return max((min(until or after, after) - since).days, 0)


def _service_from(stretches: Iterable[Work], on: date) -> date:
    """Return since when somebody works without a break, or from when their service counts."""
    return _service(stretches, on)[0] or on


def _service(stretches: Iterable[Work], on: date) -> tuple[date | None, date | None]:
    """Return from when until when (not in it) somebody's last service without a break is."""
    since: date | None = None
    until: date | None = None
    for each in (each for each in stretches if each.since <= on):
        if since is None or (until is not None and each.since > until):
            since, until = each.since, each.until
        elif until is not None:
            until = None if each.until is None else max(until, each.until)
        since = min(since, each.continuity_from or since)
    return since, until


def _holds(work: Work, on: date) -> bool:
    return work.since <= on and (work.until is None or work.until > on)


def _add_holdings(found: dict[int, Recipient], book: Book, plan: Plan) -> None:
    par = {each.id: each.par_pence or 0 for each in share_classes(book.id)}
    units: dict[int, int] = defaultdict(int)
    pence: dict[int, int] = defaultdict(int)
    at = AsAt(plan.decided_on)
    for each in holdings(book.id, at, share_class_id=plan.share_class_id):
        units[each.party_id] += each.units
        pence[each.party_id] += each.units * par[each.share_class_id]
    for party_id in found:
        _set(found, party_id, shares=units[party_id], holding_pence=pence[party_id])


def _add_balances(found: dict[int, Recipient], book: Book, plan: Plan) -> None:
    for party_id, days in _balances(book, plan).items():
        balance, steps = 0, []
        for day in sorted(days):
            balance += days[day]
            steps.append(Balance(day, balance))
        _set(found, party_id, balances=tuple(steps))


def _balances(book: Book, plan: Plan) -> dict[int, dict[date, int]]:
    """Return each holder's share capital at the first day, and its changes on later ones."""
    par = {each.id: each.par_pence or 0 for each in share_classes(book.id)}
    found: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    at = AsAt(plan.first_day)
    for each in holdings(book.id, at, share_class_id=plan.share_class_id):
        if par[each.share_class_id]:
            found[each.party_id][plan.first_day] += each.units * par[each.share_class_id]
    for row in _changes(book, plan):
        share_class_id = class_of(row.unit) or 0
        if par.get(share_class_id) and plan.share_class_id in (None, share_class_id):
            found[row.party_id][row.effective_on] += int(row.change) * par[share_class_id]
    return found


def _changes(book: Book, plan: Plan) -> Iterable[Any]:
    for side, sign in ((TRANSFERS.c.debit_id, -1), (TRANSFERS.c.credit_id, 1)):
        changed = (
            select(
                ACCOUNTS.c.party_id,
                ACCOUNTS.c.unit,
                TRANSFERS.c.effective_on,
                (func.sum(TRANSFERS.c.amount) * sign).label("change"),
            )
            .join(ACCOUNTS, ACCOUNTS.c.id == side)
            .where(
                TRANSFERS.c.book_id == book.id,
                TRANSFERS.c.effective_on > plan.first_day,
                TRANSFERS.c.effective_on <= plan.last_day,
                ACCOUNTS.c.code == charts.HELD,
                ACCOUNTS.c.party_id.is_not(None),
            )
            .group_by(ACCOUNTS.c.party_id, ACCOUNTS.c.unit, TRANSFERS.c.effective_on)
        )
        yield from db.session.execute(changed)


def _set(found: dict[int, Recipient], party_id: int, **known: Any) -> None:
    found[party_id] = replace(found[party_id], **known)
