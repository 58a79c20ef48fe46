"""Sending an application that was typed, for oneself or for somebody else."""

from datetime import datetime

from governance.cases import service
from governance.cases.forms.own import JoinForm
from governance.cases.kinds import Payment
from governance.cases.models import Case
from governance.infrastructure.database import db
from governance.ledger.models import ShareClass
from governance.web.access import current_actor


def apply_by(form: JoinForm, party_id: int, now: datetime) -> Case:
    """Apply as the form says, with shares where it asked about them."""
    chosen = form.share_class.data if "share_class" in form else None
    return service.apply(
        party_id,
        share_class=db.session.get_one(ShareClass, int(chosen)) if chosen else None,
        units=form.units.data if chosen else 0,
        payment=Payment(form.payment.data) if "payment" in form else Payment.BANK,
        actor=current_actor(),
        now=now,
    )
