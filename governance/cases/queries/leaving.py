"""What leaving does: to the membership, to shares of each class, and what is due."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, or_, select

from governance.cases.kinds import Kind
from governance.cases.models import Case
from governance.cases.queries.nominations import nominees_of
from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger.models import Account, ShareClass
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import book_of_key, holding_of, share_classes, terms_of
from governance.ledger.service.posting import last_closed_day
from governance.ledger.terms import OnLeave
from governance.members.models import Party, RegisterEntry, Spell
from governance.members.service.spells import lines_of
from governance.members.timeline import run_around
from governance.reckoning.nominations import Inheritance, inherited
from governance.reckoning.statutes import MOST_NOMINATED_PENCE


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


def endings_of(party_id: int, book_key: str, *, effect_on: date, today: date) -> list[Ending]:
    """Return what becomes of the shares that a leaver has, as the terms say on the effect date."""
    book = book_of_key(book_key)
    if book is None:
        return []
    endings = []
    for share_class in share_classes(book.id):
        units = holding_of(party_id, share_class, AsAt(today))
        if units:
            on_leave = terms_of(share_class.id, effect_on).on_leave
            endings.append(Ending(share_class, units, on_leave))
    return endings


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


def trusts() -> list[tuple[int, str]]:
    """Return the employees' trusts that the register knows: party and name."""
    name = func.coalesce(RegisterEntry.name, "")
    found = select(Party.id, name).outerjoin(RegisterEntry, RegisterEntry.party_id == Party.id)
    rows = db.session.execute(found.where(Party.kind == "trust").order_by(Party.id))
    return [(party_id, named) for party_id, named in rows]


def gone_without_a_case(today: date) -> list[tuple[int, date]]:
    """Return people whose last employment has ended, who are members or hold shares, no case open.

    With the first day on which they no longer worked here. One whose leaving was settled after that
    day is not asked about again.
    """
    at_work = select(Spell.id).where(
        Spell.party_id == Party.id,
        Spell.kind == "employment",
        Spell.superseded_seq.is_(None),
        or_(Spell.valid_to.is_(None), Spell.valid_to > today),
    )
    ended = (
        select(func.max(Spell.valid_to))
        .where(
            Spell.party_id == Party.id,
            Spell.kind == "employment",
            Spell.superseded_seq.is_(None),
        )
        .correlate(Party)
        .scalar_subquery()
    )
    member = select(Spell.id).where(
        Spell.party_id == Party.id,
        Spell.kind == "membership",
        Spell.key == "",
        Spell.superseded_seq.is_(None),
        or_(Spell.valid_to.is_(None), Spell.valid_to >= ended),
    )
    holder = select(Account.id).where(Account.party_id == Party.id, Account.code == charts.HELD)
    asked = select(Case.id).where(
        Case.party_id == Party.id,
        Case.kind == Kind.LEAVE,
        Case.book_key == "",
        or_(Case.closed_on.is_(None), Case.closed_on >= ended, Case.effect_on >= ended),
    )
    found = (
        select(Party.id, ended)
        # Few of many: the entry tells of the present or last time at work, the spells decide.
        .join(RegisterEntry, RegisterEntry.party_id == Party.id)
        .where(RegisterEntry.employed_to <= today)
        .where(Party.kind == "person", ended.is_not(None), ~exists(at_work))
        .where(or_(exists(member), exists(holder)), ~exists(asked))
        .order_by(Party.id)
    )
    return [
        (party_id, day)
        for party_id, day in db.session.execute(found)
        if day is not None and _is_unfinished(party_id, day, today)
    ]


def _is_unfinished(party_id: int, ended_on: date, today: date) -> bool:
    """Say whether they were members when they went, by this register, or still hold shares.

    Somebody who came into the register with an end already is a member of the past: nothing to do.
    """
    of_party = (Spell.party_id == party_id, Spell.kind == "membership", Spell.key == "")
    goes_on = select(Spell.id).where(*of_party, Spell.valid_to.is_(None))
    standing = goes_on.where(Spell.superseded_seq.is_(None))
    ended_with_it = select(Spell.id).where(
        *of_party, Spell.superseded_seq.is_(None), Spell.valid_to >= ended_on
    )
    if db.session.scalar(standing.limit(1)) is not None:
        return True
    if db.session.scalar(ended_with_it.limit(1)) is not None:
        was_cut = goes_on.where(Spell.superseded_seq.is_not(None))
        if db.session.scalar(was_cut.limit(1)) is not None:
            return True
    return bool(endings_of(party_id, "", effect_on=ended_on, today=today))
