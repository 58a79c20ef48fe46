"""Issuing shares, and what may become of them: each one transaction, shares and money together."""

from datetime import date, datetime

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.ledger import charts
from governance.ledger.models import Book, ShareClass
from governance.ledger.places import Leg, capital_of, held, money, shares_at
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import holding_of, terms_of
from governance.ledger.service.holders import refuse_too_many, refuse_who_may_not_hold
from governance.ledger.service.posting import Posted, post
from governance.record import service as record


class NotTransferable(Refused):
    """Shares of the class pass to nobody else."""

    status = 422


class BelowPar(Refused):
    """Less would be paid for shares than their par value."""


class NotIntoThatClass(Refused):
    """Shares cannot become shares of that class."""


class ParDiffers(Refused):
    """The par value would not be the same before and after."""


class NotWithdrawable(Refused):
    """Shares of the class cannot be withdrawn."""

    status = 422


def issue(
    share_class: ShareClass,
    units: int,
    *,
    to: int,
    on: date,
    paid_from: str = charts.BANK,
    paid_pence: int | None = None,
    key: str | None = None,
    memo: str = "",
    actor: Actor,
    now: datetime,
) -> Posted:
    """Issue shares to a party, paid in full at par (or `paid_pence`) from the bank or payroll.

    What is paid above par goes to the reserves. Certificate number: the book and the link.

    Raises:
        MayNotHold, TooMany: who may hold the class, or how many.
    """
    legs = legs_of_issue(share_class, units, to=to, paid_from=paid_from, paid_pence=paid_pence)
    record.claim()
    refuse_who_may_not_hold(share_class, to, on=on)
    refuse_too_many(share_class, to, units, on=on, except_for=key)
    return _post(share_class, "issue", legs, on, key, memo, actor, now)


def legs_of_issue(
    share_class: ShareClass,
    units: int,
    *,
    to: int,
    paid_from: str = charts.BANK,
    paid_pence: int | None = None,
) -> list[Leg]:
    """Return the legs of an issue, for a transaction that has others besides."""
    par = _par(share_class, units)
    paid = par if paid_pence is None else paid_pence
    if paid < par:
        raise BelowPar(
            "Shares cannot be issued below par. Enter at least their par value as the payment."
        )
    legs = [Leg(shares_at(share_class.id, charts.UNISSUED), held(share_class.id, to), units)]
    if par:
        legs.append(Leg(money(paid_from), capital_of(share_class.code), par))
    if paid > par:
        legs.append(Leg(money(paid_from), money(charts.RESERVES), paid - par))
    return legs


def transfer(
    share_class: ShareClass,
    units: int,
    *,
    from_: int,
    to: int,
    on: date,
    key: str | None = None,
    memo: str = "",
    on_death: bool = False,
    actor: Actor,
    now: datetime,
) -> Posted:
    """Move shares from one holder to another, who both change on the same day.

    Raises:
        NotTransferable: the class passes to nobody (but on death).
        MayNotHold, TooMany, NotEnough: who is to have them, how many, how many are there.
    """
    record.claim()
    if not on_death:
        refuse_what_stays(share_class, on=on)
    refuse_who_may_not_hold(share_class, to, on=on)
    refuse_too_many(share_class, to, units, on=on, except_for=key)
    legs = [Leg(held(share_class.id, from_), held(share_class.id, to), units)]
    return _post(share_class, "transfer", legs, on, key, memo, actor, now)


def refuse_what_stays(share_class: ShareClass, *, on: date) -> None:
    """Refuse to pass on shares of a class whose terms on that day do not let it.

    Raises:
        NotTransferable: they stay with their holder.
    """
    if not terms_of(share_class.id, on).transferable:
        raise NotTransferable(
            f"{share_class.name} cannot be transferred. Its rules let them end in another way: see "
            "the class."
        )


def give_to_trust(
    share_class: ShareClass,
    units: int,
    *,
    from_: int,
    trust: int,
    on: date,
    key: str | None = None,
    memo: str = "",
    actor: Actor,
    now: datetime,
) -> Posted:
    """Pass a leaver's shares to the employees' trust, as the terms of the class say."""
    record.claim()
    refuse_who_may_not_hold(share_class, trust, on=on)
    legs = [Leg(held(share_class.id, from_), held(share_class.id, trust), units)]
    return _post(share_class, "to trust", legs, on, key, memo, actor, now)


def withdraw(
    share_class: ShareClass,
    units: int,
    *,
    party_id: int,
    on: date,
    key: str | None = None,
    memo: str = "",
    actor: Actor,
    now: datetime,
) -> Posted:
    """Take withdrawable shares back at par; the money is due to the party.

    Raises:
        NotWithdrawable: the terms of the class on that day do not let it.
    """
    if not terms_of(share_class.id, on).withdrawable:
        raise NotWithdrawable(
            f"{share_class.name} cannot be withdrawn. Its rules let them end in another way: see "
            "the class."
        )
    return _end(share_class, units, party_id, charts.WITHDRAWN, True, on, key, memo, actor, now)


def redeem(
    share_class: ShareClass,
    units: int,
    *,
    party_id: int,
    on: date,
    key: str | None = None,
    memo: str = "",
    actor: Actor,
    now: datetime,
) -> Posted:
    """Take shares back at par; the money is due to the party."""
    return _end(share_class, units, party_id, charts.REDEEMED, True, on, key, memo, actor, now)


def cancel(
    share_class: ShareClass,
    units: int,
    *,
    party_id: int,
    on: date,
    key: str | None = None,
    memo: str = "",
    actor: Actor,
    now: datetime,
) -> Posted:
    """End shares without payment; what was paid for them goes to the reserves."""
    return _end(share_class, units, party_id, charts.CANCELLED, False, on, key, memo, actor, now)


def forfeit(
    share_class: ShareClass,
    units: int,
    *,
    party_id: int,
    on: date,
    key: str | None = None,
    memo: str = "",
    actor: Actor,
    now: datetime,
) -> Posted:
    """Take shares from a holder who lost the right to them; their value goes to the reserves."""
    return _end(share_class, units, party_id, charts.FORFEITED, False, on, key, memo, actor, now)


def convert(
    share_class: ShareClass,
    units: int,
    *,
    into: ShareClass,
    into_units: int,
    party_id: int,
    on: date,
    key: str | None = None,
    memo: str = "",
    actor: Actor,
    now: datetime,
) -> Posted:
    """Turn shares of one class into shares of another of the same book, capital and all.

    Raises:
        NotIntoThatClass: the classes are of two books.
        ParDiffers: the par values do not come to the same.
    """
    if share_class.book_id != into.book_id or share_class.id == into.id:
        raise NotIntoThatClass("Choose another class of the same entity to convert into.")
    par = _par(share_class, units)
    if par != _par(into, into_units):
        raise ParDiffers(
            "The par value must be the same before and after. Choose numbers of shares whose par "
            "values come to the same."
        )
    record.claim()
    refuse_who_may_not_hold(into, party_id, on=on)
    refuse_too_many(into, party_id, into_units, on=on, except_for=key, less=share_class, by=units)
    legs = [
        Leg(held(share_class.id, party_id), shares_at(share_class.id, charts.CONVERTED), units),
        Leg(shares_at(into.id, charts.UNISSUED), held(into.id, party_id), into_units),
    ]
    if par:
        legs.append(Leg(capital_of(share_class.code), capital_of(into.code), par))
    return _post(share_class, "conversion", legs, on, key, memo, actor, now)


def legs_of_end(
    share_class: ShareClass, units: int, *, party_id: int, how: str, is_paid: bool
) -> list[Leg]:
    """Return the legs by which shares end, for a transaction that has others besides."""
    legs = [Leg(held(share_class.id, party_id), shares_at(share_class.id, how), units)]
    par = _par(share_class, units)
    if par:
        goes_to = money(charts.DUE_TO_MEMBERS, party_id) if is_paid else money(charts.RESERVES)
        legs.append(Leg(capital_of(share_class.code), goes_to, par))
    return legs


def all_of(party_id: int, share_class: ShareClass, on: date) -> int:
    """Return how many shares of the class a party has at the end of that day."""
    return holding_of(party_id, share_class, AsAt(on))


def book_of(share_class: ShareClass) -> Book:
    """Return the book a class is of."""
    return db.session.get_one(Book, share_class.book_id)


def _end(
    share_class: ShareClass,
    units: int,
    party_id: int,
    how: str,
    is_paid: bool,
    on: date,
    key: str | None,
    memo: str,
    actor: Actor,
    now: datetime,
) -> Posted:
    legs = legs_of_end(share_class, units, party_id=party_id, how=how, is_paid=is_paid)
    return _post(share_class, ENDINGS[how], legs, on, key, memo, actor, now)


def _post(
    share_class: ShareClass,
    kind: str,
    legs: list[Leg],
    on: date,
    key: str | None,
    memo: str,
    actor: Actor,
    now: datetime,
) -> Posted:
    return post(
        share_class.book_id,
        kind,
        legs,
        effective_on=on,
        key=key,
        memo=memo,
        actor=actor,
        now=now,
    )


def _par(share_class: ShareClass, units: int) -> int:
    return (share_class.par_pence or 0) * units


# Where ended shares stand -> the kind of transaction that brings them there.
ENDINGS = {
    charts.WITHDRAWN: "withdrawal",
    charts.REDEEMED: "redemption",
    charts.CANCELLED: "cancellation",
    charts.FORFEITED: "forfeiture",
}
