"""What the record covers of discussions: what was removed, by whom and why."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.motions.models import Comment
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared


class Removals:
    """A comment was removed by whom and for the reason that the record says."""

    title = "removed comments"
    kinds = frozenset({"comment removed"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each removal with its link."""
        return compared(
            facts,
            what="comment",
            sealed=lambda fact: [
                (fact.payload["comment_id"], (fact.by, fact.payload["reason_digest"]))
            ],
            rows=_removals,
            total=_count_of_removals,
        )


SEALS = (Removals(),)


def _removals(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    removed = select(Comment).where(Comment.id.in_(ids), Comment.removed_at.is_not(None))
    return {
        row.id: (row.removed_by, digest(["v1", row.removed_reason]))
        for row in db.session.scalars(removed)
    }


def _count_of_removals() -> int:
    removed = select(func.count()).select_from(Comment).where(Comment.removed_at.is_not(None))
    return db.session.scalar(removed) or 0
