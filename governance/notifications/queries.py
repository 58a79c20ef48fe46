"""Reads of the outbox."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, case, func, select, true

from governance.cases.queries.deaths import those_who_died
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.notifications.models import TO_THE_DEAD, Mail

DIED = "died"
"""A state that the table has not: failed, for the one reason that the person has died."""

STATES = ("queued", "sending", "sent", "failed", DIED, "unconfirmed")
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
    state = _became().label("became")
    counted = select(state, func.count().label("number")).group_by(state)
    return dict.fromkeys(STATES, 0) | {
        row.became: row.number for row in db.session.execute(counted)
    }


def what_became_of(mails: Iterable[Mail]) -> dict[int, str]:
    """Return in which of `STATES` each of these mails is."""
    asked = select(Mail.id, _became()).where(Mail.id.in_([mail.id for mail in mails]))
    return {row[0]: row[1] for row in db.session.execute(asked)}


def count_needing_a_person() -> int:
    """Return how many mails failed or may not have arrived, for the office's duties."""
    query = select(func.count()).select_from(Mail)
    perhaps = query.where(Mail.state.in_(NEEDS_A_PERSON))
    return db.session.scalar(perhaps.where(_became().in_(NEEDS_A_PERSON))) or 0


def _became() -> ColumnElement[str]:
    """Return the state, or `DIED`; a death that was entered by mistake stops nothing any more."""
    is_stopped = (
        (Mail.state == "failed")
        & (Mail.last_error == TO_THE_DEAD)
        & Mail.party_id.in_(those_who_died())
    )
    return case((is_stopped, DIED), else_=Mail.state)


def _in_state(state: str) -> ColumnElement[bool]:
    if not state:
        return true()
    return (Mail.state == ("failed" if state == DIED else state)) & (_became() == state)


def _to(address: str) -> ColumnElement[bool]:
    if not address:
        return true()
    return func.lower(Mail.address).contains(address.lower(), autoescape=True)
