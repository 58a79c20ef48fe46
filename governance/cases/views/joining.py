"""Applications that were typed, for oneself or for somebody else, and for which entity."""

from datetime import datetime

from flask import request

from governance.cases import service
from governance.cases.forms.own import JoinForm
from governance.cases.kinds import Payment
from governance.cases.models import Case
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.ledger.models import Book, ShareClass
from governance.ledger.queries.holdings import book_of_key, books
from governance.web.access import current_actor


def apply_by(form: JoinForm, party_id: int, now: datetime, *, book_key: str = "") -> Case:
    """Apply as the form says, with shares where it asked about them."""
    chosen = form.share_class.data if "share_class" in form else None
    return service.apply(
        party_id,
        book_key=book_key,
        share_class=db.session.get_one(ShareClass, int(chosen)) if chosen else None,
        units=form.units.data if chosen else 0,
        payment=Payment(form.payment.data) if "payment" in form else Payment.BANK,
        actor=current_actor(),
        now=now,
    )


def asked_entity() -> str:
    """Return the key of the legal entity that the address names, the society's own by default.

    Raises:
        NotFound: there is no such entity.
    """
    key = request.args.get("entity", "")
    if key and book_of_key(key) is None:
        raise NotFound("There is no such legal entity.")
    return key


def other_entities(key: str) -> list[Book]:
    """Return the legal entities but for this one."""
    return [book for book in books() if book.key != key]
