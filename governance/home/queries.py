"""Reads across features for the first pages."""

from sqlalchemy import func, select, text

from governance.ballots import box
from governance.infrastructure.database import db
from governance.members.models import ImportBatch
from governance.notifications.models import Mail

ON_THEIR_WAY = ("uploaded", "trying", "tried", "entering")


def mails_waiting() -> int:
    """Return how many mails wait for the worker."""
    counted = select(func.count()).select_from(Mail).where(Mail.state == "queued")
    return db.session.scalar(counted) or 0


def imports_in_progress() -> list[ImportBatch]:
    """Return the imports that were begun and neither entered nor dropped, the oldest first."""
    begun = select(ImportBatch).where(ImportBatch.state.in_(ON_THEIR_WAY))
    return list(db.session.scalars(begun.order_by(ImportBatch.created_at, ImportBatch.id)))


def ask_both_databases() -> None:
    """Ask the book and the box for an answer; an error is the caller's."""
    db.session.execute(text("SELECT 1"))
    with box.engine().connect() as connection:
        connection.execute(text("SELECT 1"))
