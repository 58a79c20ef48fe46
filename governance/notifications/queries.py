"""Reads of the outbox."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select, true

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.notifications.models import Mail

STATES = ("queued", "sending", "sent", "failed", "unconfirmed")
NEEDS_A_PERSON = ("failed", "unconfirmed")


def mail(mail_id: int) -> Mail:
    """Return the mail.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Mail, mail_id)
    if found is None:
        raise NotFound("There is no mail at this address.", next_step="Look in the list of mails.")
    return found


def mails(*, state: str = "", address: str = "", offset: int, limit: int) -> Sequence[Mail]:
    """Return mails, the newest first, perhaps of one state or to addresses with these words."""
    query = select(Mail).where(_in_state(state), _to(address)).order_by(Mail.id.desc())
    return db.session.scalars(query.offset(offset).limit(limit)).all()


def count_of_mails(*, state: str = "", address: str = "") -> int:
    """Return how many `mails` would return without a limit."""
    query = select(func.count()).select_from(Mail).where(_in_state(state), _to(address))
    return db.session.scalar(query) or 0


def counts_by_state() -> dict[str, int]:
    """Return how many mails are in each state, those without any included."""
    counted = select(Mail.state, func.count().label("number")).group_by(Mail.state)
    return dict.fromkeys(STATES, 0) | {row.state: row.number for row in db.session.execute(counted)}


def count_needing_a_person() -> int:
    """Return how many mails failed or may not have arrived, for the office's duties."""
    query = select(func.count()).select_from(Mail).where(Mail.state.in_(NEEDS_A_PERSON))
    return db.session.scalar(query) or 0


def _in_state(state: str) -> ColumnElement[bool]:
    return Mail.state == state if state else true()


def _to(address: str) -> ColumnElement[bool]:
    if not address:
        return true()
    return func.lower(Mail.address).contains(address.lower(), autoescape=True)
