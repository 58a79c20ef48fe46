"""Passing shares to a holder of another class, whose class they then are: one transaction."""

from datetime import date, datetime

from governance.infrastructure.actor import Actor
from governance.ledger import charts
from governance.ledger.models import ShareClass
from governance.ledger.places import Leg, capital_of, held, shares_at
from governance.ledger.service.holders import refuse_too_many, refuse_who_may_not_hold
from governance.ledger.service.posting import Posted, post
from governance.ledger.service.shares import NotIntoThatClass, refuse_what_stays
from governance.record import service as record


def pass_over(
    share_class: ShareClass,
    units: int,
    *,
    from_: int,
    to: int,
    into: ShareClass,
    on: date,
    key: str | None = None,
    memo: str = "",
    actor: Actor,
    now: datetime,
) -> Posted:
    """Move shares to another holder who has them as shares of their own class, one for one.

    As articles say of a sale between the classes of a joint venture: a share that passes to the
    partner becomes one of the partner's class, with its rights.

    Raises:
        NotIntoThatClass: the other class is of another book or has another par value.
        NotTransferable: the terms of the class on that day do not let it.
        MayNotHold, TooMany, NotEnough: who is to have them, how many, how many are there.
    """
    if share_class.book_id != into.book_id or share_class.par_pence != into.par_pence:
        raise NotIntoThatClass(
            "The two classes must be of one entity and have the same par value. Choose another "
            "class."
        )
    record.claim()
    refuse_what_stays(share_class, on=on)
    refuse_who_may_not_hold(into, to, on=on)
    refuse_too_many(into, to, units, on=on, except_for=key)
    legs = [
        Leg(held(share_class.id, from_), shares_at(share_class.id, charts.CONVERTED), units),
        Leg(shares_at(into.id, charts.UNISSUED), held(into.id, to), units),
    ]
    if share_class.par_pence:
        par = share_class.par_pence * units
        legs.append(Leg(capital_of(share_class.code), capital_of(into.code), par))
    return post(
        share_class.book_id,
        "transfer",
        legs,
        effective_on=on,
        key=key,
        memo=memo,
        actor=actor,
        now=now,
    )
