"""What the outbox stores about a party, and its erasure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.held import Held, plain, row_of
from governance.notifications.models import KEPT_TO_THE_DAY, Mail

FIELDS = ("address", "template", "context", "state", "created_at", "sent_at")


class Mails:
    """Keeper of the outbox."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield each mail to the party: to which address, what kind, when."""
        mails = select(Mail).where(Mail.party_id == party_id).order_by(Mail.id)
        rows = tuple(_told(mail) for mail in db.session.scalars(mails))
        if rows:
            yield Held(
                title="Mails sent to you",
                why="To send each once, and to be able to say that notice was given.",
                kept="As long as your entry; then the address is erased and the day stays.",
                rows=rows,
            )

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Yield that mail is still on its way."""
        waiting = Mail.state.in_(("queued", "sending"))
        if db.session.scalar(select(Mail.id).where(Mail.party_id == party_id, waiting).limit(1)):
            yield "Mail to them is still on its way. Try again in an hour."

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Erase the addresses that mails went to."""
        erased: Any = db.session.execute(
            update(Mail).where(Mail.party_id == party_id).values(address=f"erased-{party_id}")
        )
        return int(erased.rowcount)


def _told(mail: Mail) -> dict[str, Any]:
    told = row_of(mail, *FIELDS)
    if mail.template not in KEPT_TO_THE_DAY:
        return told
    instants = {"created at": mail.created_at, "sent at": mail.sent_at}
    return told | {name: plain(at and day_of(at)) for name, at in instants.items()}
