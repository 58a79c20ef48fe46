"""Mails of a past told afterwards: they stand on the page as if there had been no server."""

from datetime import datetime

from sqlalchemy import update

from governance.infrastructure.database import db
from governance.notifications.delivery import ONLY_ON_THE_PAGE
from governance.notifications.models import Mail


def leave_on_the_page(*, before: datetime) -> None:
    """Settle every mail queued before that moment: it can be read, and is never handed over."""
    earlier = (Mail.state == "queued") & (Mail.created_at < before)
    settled = {"state": "sent", "sent_at": Mail.created_at, "last_error": ONLY_ON_THE_PAGE}
    db.session.execute(
        update(Mail).where(earlier).values(settled).execution_options(synchronize_session=False)
    )
