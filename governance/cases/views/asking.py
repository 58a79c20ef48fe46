"""Doing what a form asks for; what a service refuses of it is said beside the field it is about."""

from collections.abc import Callable
from typing import Any

from flask_wtf import FlaskForm

from governance.cases import service
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.ledger import service as ledger

SAID_BESIDE_THE_FORM = 422
# Arguments of services whose fields are called otherwise.
FIELDS = {
    "buyer_id": "buyer",
    "effect_on": "last_day",
    "most_pence": "most",
    "pence": "amount",
    "trust_id": "trust",
}
OF_THE_LEDGER: dict[type[Refused], str] = {
    ledger.InTheFuture: "paid_on",
    ledger.PeriodIsClosed: "paid_on",
    ledger.NotEnough: "paid_on",
    ledger.MayNotHold: "buyer",
    ledger.TooMany: "units",
    ledger.NotTransferable: "share_class",
    ledger.NotWithdrawable: "share_class",
}


def accepted(form: FlaskForm, act: Callable[[], Any]) -> bool:
    """Do it, and say whether it was done; a refusal of what was typed becomes the form's error.

    Nothing of what was refused stays. Refusals of another kind go on to their own page.
    """
    try:
        with db.session.begin_nested():
            act()
    except Refused as refusal:
        if refusal.status != SAID_BESIDE_THE_FORM:
            raise
        _put_beside(form, refusal)
        return False
    return True


def _put_beside(form: FlaskForm, refusal: Refused) -> None:
    sentence = f"{refusal.message} {refusal.next_step}".strip()
    name = _field_of(refusal)
    if name in form:
        form[name].errors = [sentence]
    else:
        form.form_errors.append(sentence)


def _field_of(refusal: Refused) -> str:
    if isinstance(refusal, service.NotAsAsked):
        return FIELDS.get(refusal.about, refusal.about)
    return next((name for kind, name in OF_THE_LEDGER.items() if isinstance(refusal, kind)), "")
