"""Who may hold shares of a class, and how many: refused in words before anything is posted."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.ledger.charts import HELD
from governance.ledger.models import Book, ShareClass, Transaction
from governance.ledger.places import Leg, held
from governance.ledger.queries.balances import account_of
from governance.ledger.queries.holdings import share_classes, terms_of
from governance.ledger.service.floors import highest_from
from governance.ledger.units import class_of, written_day
from governance.members import queries as members
from governance.members.models import Party
from governance.reckoning.money import pounds
from governance.reckoning.rules.kinds.shares import ShareRules
from governance.reckoning.statutes import MOST_WITHDRAWABLE_SHARES_PENCE
from governance.rulebook.queries import rules_on

SOCIETIES = frozenset({"society", "cbs"})


class MayNotHold(Refused):
    """The party may not hold shares of the class."""

    status = 422


class TooMany(Refused):
    """The party would hold more than the class or the law allows."""

    status = 422


def refuse_who_may_not_hold(share_class: ShareClass, party_id: int, *, on: date) -> None:
    """Refuse a party that is not of those who may hold the class on that day.

    Raises:
        MayNotHold: with who may.
    """
    book = db.session.get_one(Book, share_class.book_id)
    party = db.session.get(Party, party_id)
    if party is None:
        raise MayNotHold("Nobody is registered under this number. Enter them first.")
    if book.party_id == party_id:
        raise MayNotHold(f"{book.name} cannot hold its own shares. Choose another holder.")
    terms = terms_of(share_class.id, on)
    is_member = members.is_member_on(party_id, on, key=book.key)
    if not terms.admits(party_kind=party.kind, is_member=is_member):
        may = ", ".join(holder.replace("member", "members") for holder in terms.may_hold)
        raise MayNotHold(
            f"On {written_day(on)} they may not hold {share_class.name}: it is for {may}. "
            "Admit them as a member first, or choose another class."
        )


def refuse_too_many(
    share_class: ShareClass,
    party_id: int,
    units: int,
    *,
    on: date,
    except_for: str | None = None,
    less: ShareClass | None = None,
    by: int = 0,
) -> None:
    """Refuse shares that would bring a holder above the bound of the class, the rules or the law.

    A posting under a key that stands already (`except_for`) adds nothing. `less`, `by`: shares of
    another class that end in the same transaction.

    Raises:
        TooMany: with the bound and what is held.
    """
    if except_for is not None and _stands(share_class.book_id, except_for):
        return
    terms = terms_of(share_class.id, on)
    there = _most_from(party_id, share_class, on)
    if terms.most is not None and there + units > terms.most:
        raise TooMany(
            f"They would hold {there + units:,} {share_class.name}; {terms.most:,} is the most. "
            f"They have {there:,} now, so at most {max(terms.most - there, 0):,} more."
        )
    _refuse_above_the_limit(share_class, party_id, units, on=on, less=less, by=by)


def refuse_more_than_may_be_held(legs: Iterable[Leg], *, on: date) -> None:
    """Refuse legs by which a holder would come above a bound: a reversal brings shares too.

    Raises:
        TooMany: as above.
    """
    changes: dict[tuple[int, int], int] = defaultdict(int)
    for leg in legs:
        for place, sign in ((leg.credit, 1), (leg.debit, -1)):
            class_id = class_of(place.unit)
            if class_id is not None and place.code == HELD and place.party_id is not None:
                changes[place.party_id, class_id] += sign * leg.amount
    for (party_id, class_id), units in changes.items():
        if units > 0:
            lost = ((other, by) for (of, other), by in changes.items() if of == party_id and by < 0)
            other, by = next(lost, (None, 0))
            less = db.session.get(ShareClass, other) if other is not None else None
            share_class = db.session.get_one(ShareClass, class_id)
            refuse_too_many(share_class, party_id, units, on=on, less=less, by=-by)


def _refuse_above_the_limit(
    share_class: ShareClass,
    party_id: int,
    units: int,
    *,
    on: date,
    less: ShareClass | None,
    by: int,
) -> None:
    book = db.session.get_one(Book, share_class.book_id)
    limit = _limit_pence(book, share_class, party_id, on)
    if limit is None:
        return
    others = [
        (each, terms_of(each.id, on).withdrawable) for each in share_classes(share_class.book_id)
    ]
    there = sum(
        (each.par_pence or 0) * _most_from(party_id, each, on)
        for each, withdrawable in others
        if withdrawable
    )
    if less is not None and terms_of(less.id, on).withdrawable:
        there -= (less.par_pence or 0) * by
    after = there + (share_class.par_pence or 0) * units
    if after > limit:
        who = "the law lets" if limit == _lawful_pence(on) else "the rules on shares let"
        raise TooMany(
            f"They would hold {pounds(after)} of withdrawable shares; {who} one person hold "
            f"{pounds(limit)} in a society. They have {pounds(there)}, so at most "
            f"{pounds(max(limit - there, 0))} more."
        )


def _limit_pence(book: Book, share_class: ShareClass, party_id: int, on: date) -> int | None:
    """Return the limit on withdrawable capital that holds for this holder, or None.

    Co-operative and Community Benefit Societies Act 2014 s.24: not for registered societies and
    public bodies, so here for people only. The society's own rules may set a lower one.
    """
    party = db.session.get_one(Party, party_id)
    if book.kind not in SOCIETIES or party.kind != "person":
        return None
    if not terms_of(share_class.id, on).withdrawable:
        return None
    if book.key:
        return _lawful_pence(on)
    return rules_on(on).of(ShareRules).largest_holding_pence(on)


def _lawful_pence(on: date) -> int:
    """Return the law's limit; for days before the first that we know, that one."""
    first = MOST_WITHDRAWABLE_SHARES_PENCE.values[0].since
    return MOST_WITHDRAWABLE_SHARES_PENCE.on(max(on, first))


def _most_from(party_id: int, share_class: ShareClass, on: date) -> int:
    """Return the most shares of the class that a party has at the end of that day or a later."""
    place = held(share_class.id, party_id)
    account = account_of(share_class.book_id, place.unit, place.code, party_id)
    return 0 if account is None else highest_from(account, on)


def _stands(book_id: int, key: str) -> bool:
    found = select(Transaction.seq).where(Transaction.book_id == book_id, Transaction.key == key)
    return db.session.scalar(found) is not None
