"""What leaving does: to the membership, to shares of each class, and what is due."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, Subquery, and_, case, exists, false, func, literal, or_, select
from sqlalchemy.types import Date

from governance.cases.kinds import Kind, State
from governance.cases.models import Case, CaseStep
from governance.cases.queries.listing import open_case
from governance.cases.queries.nominations import nominees_of
from governance.infrastructure.database import db, reading
from governance.ledger import charts
from governance.ledger.models import Account, ShareClass
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import (
    book_of_key,
    books,
    holders_among,
    holding_of,
    share_classes,
    terms_of,
)
from governance.ledger.service.posting import last_closed_day
from governance.ledger.terms import OnLeave
from governance.members import queries as members
from governance.members.models import Party, RegisterEntry, Spell
from governance.members.service.spells import lines_of
from governance.members.timeline import run_around
from governance.reckoning.nominations import Inheritance, inherited
from governance.reckoning.statutes import MOST_NOMINATED_PENCE

NEVER = literal(date.max, Date)


@dataclass(frozen=True)
class Ending:
    """What becomes of a leaver's shares of a class; `pence` is what the leaver is paid for them."""

    share_class: ShareClass
    units: int
    on_leave: OnLeave

    @property
    def par_pence(self) -> int:
        return (self.share_class.par_pence or 0) * self.units

    @property
    def pence(self) -> int:
        return self.par_pence if self.on_leave is OnLeave.REDEEM else 0


def endings_of(
    party_id: int, book_key: str, *, effect_on: date, today: date, known: int | None = None
) -> list[Ending]:
    """Return what becomes of the shares that a leaver has, as the terms say on the effect date."""
    book = book_of_key(book_key)
    if book is None:
        return []
    endings = []
    for share_class in share_classes(book.id):
        units = holding_of(party_id, share_class, AsAt(today, known))
        if units:
            on_leave = terms_of(share_class.id, effect_on, known=known).on_leave
            endings.append(Ending(share_class, units, on_leave))
    return endings


def endings_by(step: CaseStep, leaving: Case) -> list[Ending]:
    """Return what a step of leaving says, or did: as it was known just before the step."""
    if step.told["effect_on"] is None:
        return []
    return endings_of(
        leaving.party_id,
        leaving.book_key,
        effect_on=date.fromisoformat(step.told["effect_on"]),
        today=step.taken_on,
        known=min(step.told["results"], default=step.seq) - 1,
    )


def may_leave(party_id: int, book_key: str, *, on: date) -> bool:
    """Say whether there is something to leave that day, and no notice of it yet."""
    noticed = open_case(party_id, Kind.LEAVE, book_key)
    if noticed is not None:
        return noticed.state == State.TO_TELL
    return members.is_member_on(party_id, on, key=book_key) or bool(
        endings_of(party_id, book_key, effect_on=on, today=on)
    )


def entities_to_leave(party_id: int, *, on: date) -> list[str]:
    """Return the keys of the legal entities where they may; the society's own, "", first."""
    keys = dict.fromkeys(["", *(book.key for book in books())])
    return [key for key in keys if may_leave(party_id, key, on=on)]


def posting_day(party_id: int, share_class: ShareClass, *, effect_on: date, today: date) -> date:
    """Return the day on which a leaver's shares end.

    The effect date; or today, where its period is closed or the holding has changed since.
    """
    closed = last_closed_day(share_class.book_id)
    then = holding_of(party_id, share_class, AsAt(effect_on))
    if (closed is not None and effect_on <= closed) or then != holding_of(
        party_id, share_class, AsAt(today)
    ):
        return today
    return effect_on


def inheritance_of(party_id: int, book_key: str, *, property_pence: int, on: date) -> Inheritance:
    """Return what passes by nomination at death, and what is left to the estate."""
    return inherited(
        nominees_of(party_id, book_key),
        property_pence=property_pence,
        limit_pence=MOST_NOMINATED_PENCE.on(on),
    )


@dataclass(frozen=True)
class Run:
    """An unbroken stretch of membership; `ends` is the first day after, if it ends."""

    begins: date
    ends: date | None


def membership_over(party_id: int, book_key: str, day: date) -> Run | None:
    """Return the stretch of membership that goes on over that day from the day before, if any."""
    spells = Spell.__table__
    standing = (
        select(spells)
        .where(
            spells.c.party_id == party_id,
            spells.c.kind == "membership",
            spells.c.key == book_key,
            spells.c.superseded_seq.is_(None),
        )
        .order_by(spells.c.valid_from)
    )
    line = (
        lines_of(db.session.execute(standing)).get(party_id, {}).get(("membership", book_key), [])
    )
    for stretch in line:
        if stretch.holds_on(day):
            begins, ends = run_around(line, stretch)
            return Run(begins, ends) if begins < day else None
    return None


def first_joined(party_id: int, book_key: str) -> date | None:
    """Return the first day of membership ever, if there was one."""
    of_entity = (Spell.kind == "membership", Spell.key == book_key)
    return db.session.scalar(_first_day(party_id).where(*of_entity))


def first_known(party_id: int) -> date | None:
    """Return the first day of which the register tells anything of the party."""
    return db.session.scalar(_first_day(party_id))


def _first_day(party_id: int) -> Select[date | None]:
    standing = (Spell.party_id == party_id, Spell.superseded_seq.is_(None))
    return select(func.min(Spell.valid_from)).where(*standing)


def trusts() -> list[tuple[int, str]]:
    """Return the employees' trusts that the register knows: party and name."""
    name = func.coalesce(RegisterEntry.name, "")
    found = select(Party.id, name).outerjoin(RegisterEntry, RegisterEntry.party_id == Party.id)
    rows = db.session.execute(found.where(Party.kind == "trust").order_by(Party.id))
    return [(party_id, named) for party_id, named in rows]


def gone_without_a_case(today: date) -> list[tuple[int, date]]:
    """Return people whose last employment has ended, who are members or hold shares, no case open.

    With the first day on which they no longer worked here. One whose leaving was settled after that
    day is not asked about again; nor one who came into the register with an end already, a member
    of the past, unless they hold shares.
    """
    rows = db.session.execute(_gone(today)).all()
    holding = _holders([row.party_id for row in rows if not row.is_member], today)
    return [(row.party_id, row.ended) for row in rows if row.is_member or row.party_id in holding]


def may_be_gone(today: date) -> bool:
    """Say whether there may be such people, without taking the write lock to find out."""
    with reading() as connection:
        return connection.execute(_gone(today).limit(1)).first() is not None


def _gone(today: date) -> Select[int, date, bool]:
    """Select them, and also who has an account for shares that may be empty."""
    work, member, asked = _last_work(today), _memberships(), _leavings()
    holder = select(Account.id).where(Account.party_id == work.c.party_id)
    has_account = exists(holder.where(Account.code == charts.HELD))
    is_member = or_(
        member.c.ends == NEVER,
        and_(member.c.ends >= work.c.ended, member.c.was_open == 1),
    )
    is_settled = or_(asked.c.is_open == 1, asked.c.latest >= work.c.ended)
    return (
        select(work.c.party_id, work.c.ended, func.coalesce(is_member, false()).label("is_member"))
        .outerjoin(member, member.c.party_id == work.c.party_id)
        .outerjoin(asked, asked.c.party_id == work.c.party_id)
        .where(func.coalesce(is_settled, false()).is_(False), or_(is_member, has_account))
        .order_by(work.c.party_id)
    )


def _last_work(today: date) -> Subquery:
    """Select (party_id, ended) of people who no longer work here."""
    last = func.max(func.coalesce(Spell.valid_to, NEVER))
    return (
        select(Spell.party_id, last.label("ended"))
        # Few of many: the entry tells of the present or last time at work, the spells decide.
        .join(RegisterEntry, RegisterEntry.party_id == Spell.party_id)
        .join(Party, Party.id == Spell.party_id)
        .where(RegisterEntry.employed_to <= today, Party.kind == "person")
        .where(Spell.kind == "employment", Spell.superseded_seq.is_(None))
        .group_by(Spell.party_id)
        .having(last <= today)
        .subquery()
    )


def _memberships() -> Subquery:
    """Select (party_id, ends, was_open): the last end, and whether it once stood without one."""
    stands = Spell.superseded_seq.is_(None)
    end = func.coalesce(Spell.valid_to, NEVER)
    was_open = case((and_(~stands, Spell.valid_to.is_(None)), 1), else_=0)
    return (
        select(
            Spell.party_id,
            func.max(case((stands, end))).label("ends"),
            func.max(was_open).label("was_open"),
        )
        .where(Spell.kind == "membership", Spell.key == "")
        .group_by(Spell.party_id)
        .subquery()
    )


def _leavings() -> Subquery:
    """Select (party_id, is_open, latest): cases of leaving, and the latest day they tell of."""
    effect = func.coalesce(Case.effect_on, Case.opened_on)
    closed = func.coalesce(Case.closed_on, Case.opened_on)
    return (
        select(
            Case.party_id,
            func.max(case((Case.closed_on.is_(None), 1), else_=0)).label("is_open"),
            func.max(case((closed > effect, closed), else_=effect)).label("latest"),
        )
        .where(Case.kind == Kind.LEAVE, Case.book_key == "")
        .group_by(Case.party_id)
        .subquery()
    )


def _holders(party_ids: list[int], today: date) -> set[int]:
    book = book_of_key()
    if book is None or not party_ids:
        return set()
    return holders_among(party_ids, book.id, AsAt(today))
