"""Passing shares on to another holder: asked, agreed by the board, both change on one day."""

from datetime import datetime

from governance.cases.kinds import Kind, State, Step
from governance.cases.models import Case
from governance.cases.service.steps import (
    NotAsAsked,
    begin,
    move,
    refuse_a_second,
    refuse_unless,
    settled,
)
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.ledger.models import ShareClass
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import book, holding_of, terms_of
from governance.ledger.service.holders import refuse_too_many, refuse_who_may_not_hold
from governance.ledger.service.shares import refuse_what_stays, transfer
from governance.ledger.units import shares_of, written
from governance.members import queries as members
from governance.reckoning.rules.kinds.shares import ShareRules
from governance.record import service as record
from governance.rulebook.queries import rules_on


def ask_transfer(
    party_id: int,
    buyer_id: int,
    share_class: ShareClass,
    units: int,
    *,
    actor: Actor,
    now: datetime,
) -> Case:
    """Ask to pass shares on to somebody who may hold them.

    Raises:
        NotTransferable: the class passes to nobody.
        MayNotHold, TooMany: who is to have them, and how many.
        NotAsAsked: more than are held, to oneself, fewer left than a member must have.
        AlreadyOpen: a transfer is under way already.
    """
    record.claim()
    today = clock.day_of(now)
    of_book = book(share_class.book_id)
    assert of_book is not None
    terms = terms_of(share_class.id, today)
    refuse_what_stays(share_class, on=today)
    refuse_a_second(Kind.TRANSFER, party_id, of_book.key)
    there = holding_of(party_id, share_class, AsAt(today))
    if not 0 < units <= there:
        raise NotAsAsked(
            f"Choose from 1 to {written(shares_of(share_class.id), there)}: so many are held.",
            about="units",
        )
    if buyer_id == party_id:
        raise NotAsAsked(
            "Shares pass on to somebody else. Choose another holder.", about="buyer_id"
        )
    if members.is_member_on(party_id, today, key=of_book.key) and there - units < terms.least:
        raise NotAsAsked(f"A member must keep {terms.least:,} {share_class.name}.", about="units")
    refuse_who_may_not_hold(share_class, buyer_id, on=today)
    refuse_too_many(share_class, buyer_id, units, on=today)
    return begin(
        Kind.TRANSFER,
        party_id,
        book_key=of_book.key,
        state=State.ASKED
        if rules_on(today).of(ShareRules).transfers_need_consent
        else State.AGREED,
        share_class_id=share_class.id,
        units=units,
        other_party_id=buyer_id,
        words={},
        actor=actor,
        now=now,
    )


def carry_out_transfer(case: Case, *, actor: Actor, now: datetime) -> Case:
    """Enter the transfer today: up to yesterday the one held them, from today the other.

    A second time does nothing.

    Raises:
        NotOpenToThat: the board has not agreed.
        MayNotHold, TooMany, NotEnough: what has changed since it was asked.
    """
    settled(case)
    if case.state == State.TRANSFERRED:
        return case
    refuse_unless(case, State.AGREED)
    assert case.other_party_id is not None, "a transfer names who is to have the shares"
    today = clock.day_of(now)
    posted = transfer(
        db.session.get_one(ShareClass, case.share_class_id),
        case.units,
        from_=case.party_id,
        to=case.other_party_id,
        on=today,
        key=f"case {case.id}",
        actor=actor,
        now=now,
    )
    move(
        case,
        Step.TRANSFERRED,
        before=(State.AGREED,),
        after=State.TRANSFERRED,
        effect_on=today,
        units_done=case.units,
        results=[posted.seq],
        actor=actor,
        now=now,
    )
    return case
