"""Snapshots are a cache: each must say what adding up all transfers says."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.ledger.models import Account, Snapshot, SnapshotBalance
from governance.ledger.queries.balances import AsAt, added_up
from governance.ledger.units import written_day
from governance.record.verify import Fact, Fault


class Snapshots:
    """Balances kept for quick reading."""

    title = "snapshots of the ledger"
    kinds: frozenset[str] = frozenset()

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Add each snapshot up anew from the first transfer on."""
        for snapshot in db.session.scalars(select(Snapshot).order_by(Snapshot.id)).all():
            if _kept(snapshot) != _anew(snapshot):
                yield Fault(
                    None,
                    f"The snapshot of {written_day(snapshot.taken_on)} is not what the transfers "
                    "add up to.",
                )


def _kept(snapshot: Snapshot) -> dict[int, int]:
    rows = select(SnapshotBalance.account_id, SnapshotBalance.balance)
    found: Any = db.session.execute(rows.where(SnapshotBalance.snapshot_id == snapshot.id))
    return dict(found.all())


def _anew(snapshot: Snapshot) -> dict[int, int]:
    at = AsAt(snapshot.taken_on, snapshot.through_seq)
    added = added_up(snapshot.book_id, at, use_snapshots=False).subquery()
    rows = (
        select(added.c.account_id, added.c.balance)
        .join(Account, Account.id == added.c.account_id)
        .where(Account.book_id == snapshot.book_id, added.c.balance != 0)
    )
    found: Any = db.session.execute(rows)
    return dict(found.all())
