"""What an act on holdings will post, in words, before it is done.

An act is tried: the service really does it, inside a savepoint that is then rolled back, so that
what is shown is what will be posted, and a refusal is the real one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.ledger import service, share_words
from governance.ledger.forms.share_acts import DayForm
from governance.ledger.models import ShareClass
from governance.ledger.places import Leg
from governance.ledger.queries import shareholders
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import holding_of
from governance.ledger.service.posting import legs_of
from governance.ledger.share_acts import Act, done, reversed_
from governance.ledger.units import GBP, class_of
from governance.reckoning.money import pounds


@dataclass(frozen=True)
class Line:
    """One transfer of what will be posted, in words."""

    amount: str
    from_: str
    to: str


@dataclass(frozen=True)
class Preview:
    """What will be posted, and what the holders have then."""

    lines: Sequence[Line]
    holdings: Sequence[tuple[str, str]]
    was_posted: int | None


def previewed(
    act: Act, share_class: ShareClass, form: Any, *, key: str, actor: Actor, now: datetime
) -> Preview:
    """Return what the act would post; nothing of it stays.

    Raises:
        Refused: as the act itself would.
    """
    trial = db.session.begin_nested()
    try:
        posted = done(act, share_class, form, key=key, actor=actor, now=now)
        return preview_of(posted, form)
    finally:
        trial.rollback()
        db.session.expire_all()


def preview_of_reversal(
    seq: int, form: DayForm, *, book_id: int, actor: Actor, now: datetime
) -> Preview:
    """Return what the reversal would post; nothing of it stays."""
    trial = db.session.begin_nested()
    try:
        return preview_of(reversed_(seq, form, book_id=book_id, actor=actor, now=now), form)
    finally:
        trial.rollback()
        db.session.expire_all()


def preview_of(posted: service.Posted, form: DayForm) -> Preview:
    """Return a transaction in words, with what each holder in it has on its day."""
    legs = legs_of(posted.seq)
    names = shareholders.names_of(
        {place.party_id for leg in legs for place in (leg.debit, leg.credit) if place.party_id}
    )
    return Preview(
        [_line(leg, names) for leg in legs],
        list(_holdings(legs, names, AsAt(form.on.data))),
        None if posted.is_new else posted.seq,
    )


def _line(leg: Leg, names: Mapping[int, str]) -> Line:
    class_id = class_of(leg.debit.unit)
    if class_id is None:
        amount = pounds(leg.amount) if leg.debit.unit == GBP else str(leg.amount)
    else:
        share_class = db.session.get_one(ShareClass, class_id)
        amount = f"{share_words.shares(leg.amount)} ({share_class.name})"
    return Line(amount, _place(leg.debit, names), _place(leg.credit, names))


def _place(place: Any, names: Mapping[int, str]) -> str:
    if place.party_id is not None and place.unit != GBP:
        return names[place.party_id]
    words = _place_words()
    called = words.get(place.code, place.code)
    if place.code.startswith("3000-"):
        called = gettext("Share capital (%(code)s)", code=place.code)
    return f"{called}: {names[place.party_id]}" if place.party_id is not None else called


def _place_words() -> dict[str, str]:
    return {
        "unissued": gettext("Not issued"),
        "cancelled": gettext("Cancelled"),
        "redeemed": gettext("Redeemed"),
        "withdrawn": gettext("Withdrawn"),
        "forfeited": gettext("Forfeited"),
        "converted": gettext("Converted"),
        "1000": gettext("Bank"),
        "1100": gettext("Payroll deductions"),
        "1200": gettext("Debtors"),
        "2100": gettext("Due to members for shares"),
        "3100": gettext("Reserves"),
    }


def _holdings(legs: Sequence[Leg], names: Mapping[int, str], at: AsAt) -> Any:
    seen = set()
    for leg in legs:
        for place in (leg.debit, leg.credit):
            class_id = class_of(place.unit)
            if class_id is None or place.party_id is None or place in seen:
                continue
            seen.add(place)
            share_class = db.session.get_one(ShareClass, class_id)
            held = share_words.shares(holding_of(place.party_id, share_class, at))
            yield names[place.party_id], f"{held} ({share_class.name})"
