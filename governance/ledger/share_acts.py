"""Acts on holdings, one by one: what each is called, what it asks, which service does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import func, or_, select

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.ledger import service
from governance.ledger.forms.share_acts import (
    ConvertForm,
    DayForm,
    IssueForm,
    PassOverForm,
    TransferForm,
    UnitsForm,
)
from governance.ledger.models import ShareClass
from governance.ledger.queries.holdings import share_classes
from governance.ledger.service.posting import legs_of
from governance.ledger.units import class_of
from governance.members.models import Party, RegisterEntry
from governance.members.queries import party_numbered


class NoSuchHolder(Refused):
    """Nobody, or more than one, is called this."""

    status = 422


@dataclass(frozen=True)
class Act:
    """An act on holdings of one class: its address, its words, its form."""

    name: str
    title: str
    explanation: str
    form: type[UnitsForm]


def acts() -> dict[str, Act]:
    """Return every act, by its address."""
    every = (
        Act(
            "issue",
            gettext("Issue shares"),
            gettext("New shares for somebody who may hold the class."),
            IssueForm,
        ),
        Act(
            "transfer",
            gettext("Transfer shares"),
            gettext("From one holder to another; both change on the same day."),
            TransferForm,
        ),
        Act(
            "pass-over",
            gettext("Transfer into another class"),
            gettext(
                "To a holder of another class of the same par value, whose class the shares then "
                "are: a sale between the owners of a joint venture."
            ),
            PassOverForm,
        ),
        Act(
            "to-trust",
            gettext("Pass shares to the trust"),
            gettext("From a holder to the employees’ trust, as the terms of the class say."),
            TransferForm,
        ),
        Act(
            "withdraw",
            gettext("Withdraw shares"),
            gettext("Handed back for their par value, which is then due to the holder."),
            UnitsForm,
        ),
        Act(
            "redeem",
            gettext("Redeem shares"),
            gettext("Taken back at par, which is then due to the holder."),
            UnitsForm,
        ),
        Act(
            "cancel",
            gettext("Cancel shares"),
            gettext("Ended without payment; what was paid for them goes to the reserves."),
            UnitsForm,
        ),
        Act(
            "convert",
            gettext("Convert shares"),
            gettext("Into another class of the same par value in all, capital and all."),
            ConvertForm,
        ),
        Act(
            "forfeit",
            gettext("Forfeit shares"),
            gettext("Taken from a holder who lost the right to them, without payment."),
            UnitsForm,
        ),
    )
    return {act.name: act for act in every}


def holder_named(typed: str) -> int:
    """Return the party that a member number, a name or "party 12" means.

    Raises:
        NoSuchHolder: nobody is called so, or several are.
    """
    words = " ".join(typed.split())
    if words.isdecimal():
        by_number = party_numbered(int(words[:15]))
        found = [] if by_number is None else [by_number]
    elif words.lower().startswith("party ") and words[6:].isdecimal():
        found = list(db.session.scalars(select(Party.id).where(Party.id == int(words[6:21]))))
    else:
        same = func.lower(RegisterEntry.name) == words.lower()
        mail = func.lower(RegisterEntry.email) == words.lower()
        found = list(
            db.session.scalars(select(RegisterEntry.party_id).where(or_(same, mail)).limit(2))
        )
    if not found:
        raise NoSuchHolder(
            gettext("Nobody in the register is “%(typed)s”. Check the spelling.", typed=words)
        )
    if len(found) > 1:
        raise NoSuchHolder(
            gettext("Several people are called “%(typed)s”. Enter the member number.", typed=words)
        )
    return found[0]


def done(
    act: Act, share_class: ShareClass, form: Any, *, key: str, actor: Actor, now: datetime
) -> service.Posted:
    """Do the act as it was typed.

    Raises:
        Refused: with what to do about it.
    """
    common: dict[str, Any] = {
        "on": form.on.data,
        "key": key,
        "memo": form.memo.data or "",
        "actor": actor,
        "now": now,
    }
    return _DOERS[act.name](share_class, form, common)


def reversed_(
    seq: int, form: DayForm, *, book_id: int, actor: Actor, now: datetime
) -> service.Posted:
    """Undo a transaction of the book that moved shares.

    Raises:
        NotPosted: it is of another book, or moved none.
    """
    legs = legs_of(seq)
    classes = {each.id for each in share_classes(book_id)}
    if not any(class_of(leg.debit.unit) in classes for leg in legs):
        raise service.NotPosted(
            gettext("Transaction %(seq)s moved no shares of this book. Check the number.", seq=seq)
        )
    memo = form.memo.data or ""
    return service.reverse(seq, effective_on=form.on.data, memo=memo, actor=actor, now=now)


def put_beside(form: Any, refusal: Refused) -> None:
    """Set a refusal beside the field that it is about, or at the head of the page."""
    sentence = f"{refusal.message} {refusal.next_step}".strip()
    names = next((names for kind, names in _BESIDE.items() if isinstance(refusal, kind)), ())
    field = next((form[name] for name in names if name in form), None)
    if field is None:
        form.form_errors.append(sentence)
    else:
        field.errors = [sentence]


def _issue(share_class: ShareClass, form: Any, common: dict[str, Any]) -> service.Posted:
    to = holder_named(form.holder.data)
    return service.issue(
        share_class,
        form.units.data,
        to=to,
        paid_from=form.paid_from.data,
        paid_pence=form.paid.data,
        **common,
    )


def _transfer(share_class: ShareClass, form: Any, common: dict[str, Any]) -> service.Posted:
    from_, to = _both_holders(form)
    return service.transfer(share_class, form.units.data, from_=from_, to=to, **common)


def _pass_over(share_class: ShareClass, form: Any, common: dict[str, Any]) -> service.Posted:
    from_, to = _both_holders(form)
    return service.pass_over(
        share_class,
        form.units.data,
        from_=from_,
        to=to,
        into=db.session.get_one(ShareClass, int(form.into.data)),
        **common,
    )


def _to_trust(share_class: ShareClass, form: Any, common: dict[str, Any]) -> service.Posted:
    from_, trust = _both_holders(form)
    party = db.session.get_one(Party, trust)
    if party.kind != "trust":
        raise OtherHolder(gettext("That is no trust. Enter the name of the employees’ trust."))
    return service.give_to_trust(share_class, form.units.data, from_=from_, trust=trust, **common)


def _convert(share_class: ShareClass, form: Any, common: dict[str, Any]) -> service.Posted:
    return service.convert(
        share_class,
        form.units.data,
        into=db.session.get_one(ShareClass, int(form.into.data)),
        into_units=form.into_units.data,
        party_id=holder_named(form.holder.data),
        **common,
    )


def _ending(verb: Callable[..., service.Posted]) -> Callable[..., service.Posted]:
    def end(share_class: ShareClass, form: Any, common: dict[str, Any]) -> service.Posted:
        party_id = holder_named(form.holder.data)
        return verb(share_class, form.units.data, party_id=party_id, **common)

    return end


class OtherHolder(NoSuchHolder):
    """The one who is to have the shares is not known, has them already, or is not a trust."""


def _both_holders(form: Any) -> tuple[int, int]:
    """Return who passes shares on, and to whom."""
    from_ = holder_named(form.holder.data)
    try:
        to = holder_named(form.to.data)
    except NoSuchHolder as refusal:
        raise OtherHolder(refusal.message) from None
    if to == from_:
        raise OtherHolder(gettext("Choose somebody other than the one who passes them on"))
    return from_, to


_DOERS: dict[str, Callable[..., service.Posted]] = {
    "issue": _issue,
    "transfer": _transfer,
    "pass-over": _pass_over,
    "to-trust": _to_trust,
    "withdraw": _ending(service.withdraw),
    "redeem": _ending(service.redeem),
    "cancel": _ending(service.cancel),
    "convert": _convert,
    "forfeit": _ending(service.forfeit),
}
_BESIDE: dict[type[Refused], tuple[str, ...]] = {
    OtherHolder: ("to",),
    NoSuchHolder: ("holder",),
    service.MayNotHold: ("to", "holder"),
    service.BelowPar: ("paid",),
    service.NotIntoThatClass: ("into",),
    service.ParDiffers: ("into_units",),
    service.TooMany: ("into_units", "units"),
    service.NotEnough: ("units", "seq"),
    service.InTheFuture: ("on",),
    service.PeriodIsClosed: ("on",),
    service.BeforeItsTransaction: ("on",),
    service.NotTransferable: ("units",),
    service.NotWithdrawable: ("units",),
    service.NotPosted: ("seq",),
    service.AlreadyReversed: ("seq",),
}
