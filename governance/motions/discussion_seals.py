"""What the record covers of discussions: what is removed, what is closed, and every such act."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.motions.models import Comment, Moderation, Motion
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

ACTS = {
    "comment removed": "removed",
    "comment restored": "restored",
    "discussion closed": "closed",
    "discussion reopened": "reopened",
    "reports dismissed": "dismissed",
}
NO_REASON = digest(["v1", ""])

Act = tuple[str, int, int | None, datetime]


class Removals:
    """A comment is removed by whom and for the reason that the record says, or restored."""

    title = "removed comments"
    kinds = frozenset({"comment removed", "comment restored"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare how each comment stands with what was last done with it."""
        last = {fact.payload["comment_id"]: fact for fact in facts}.values()
        yield from compared(
            [fact for fact in last if fact.kind == "comment removed"],
            what="comment",
            sealed=lambda fact: [
                (fact.payload["comment_id"], (fact.by, fact.payload["reason_digest"]))
            ],
            rows=_removals,
            total=_count_of_removals,
        )
        yield from compared(
            [fact for fact in last if fact.kind == "comment restored"],
            what="comment",
            sealed=lambda fact: [(fact.payload["comment_id"], None)],
            rows=_restored,
        )


class Closings:
    """A discussion is closed or open as the last act on the record left it."""

    title = "closed discussions"
    kinds = frozenset({"discussion closed", "discussion reopened"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare how each discussion stands with what was last done with it."""
        last = {fact.payload["motion_id"]: fact for fact in facts}.values()
        yield from compared(
            [fact for fact in last if fact.kind == "discussion closed"],
            what="discussion",
            sealed=lambda fact: [(fact.payload["motion_id"], fact.at)],
            rows=_closings,
            total=_count_of_closings,
        )


class Acts:
    """Every act of moderation was done by whom, when and why the record says."""

    title = "acts of moderation"
    kinds = frozenset(ACTS)

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each act with its link; what an author takes back is no moderation."""
        return compared(
            (fact for fact in facts if fact.payload["reason_digest"] != NO_REASON),
            what="act of moderation",
            sealed=_act_sealed,
            rows=_acts,
            total=_count_of_acts,
        )


SEALS = (Removals(), Closings(), Acts())


def _removals(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    removed = select(Comment).where(Comment.id.in_(ids), Comment.removed_at.is_not(None))
    return {
        row.id: (row.removed_by, digest(["v1", row.removed_reason]))
        for row in db.session.scalars(removed)
    }


def _restored(ids: Sequence[int]) -> dict[int, None]:
    there = select(Comment.id).where(Comment.id.in_(ids), Comment.removed_at.is_(None))
    return dict.fromkeys(db.session.scalars(there))


def _closings(ids: Sequence[int]) -> dict[int, datetime | None]:
    rows = select(Motion.id, Motion.discussion_closed_at).where(Motion.id.in_(ids))
    return {row.id: row.discussion_closed_at for row in db.session.execute(rows)}


def _act_sealed(fact: Fact) -> list[tuple[Act, tuple[object, ...]]]:
    said = fact.payload
    key = (ACTS[fact.kind], said["motion_id"], said.get("comment_id"), fact.at)
    return [(key, (fact.by, said["reason_digest"]))]


def _acts(keys: Sequence[Act]) -> dict[Act, tuple[object, ...]]:
    motions = {motion_id for _act, motion_id, _comment_id, _at in keys}
    rows = db.session.scalars(select(Moderation).where(Moderation.motion_id.in_(motions)))
    return {
        (row.act, row.motion_id, row.comment_id, row.at): (row.by_id, digest(["v1", row.reason]))
        for row in rows
    }


def _count_of_removals() -> int:
    removed = select(func.count()).select_from(Comment).where(Comment.removed_at.is_not(None))
    return db.session.scalar(removed) or 0


def _count_of_closings() -> int:
    closed = select(func.count()).select_from(Motion)
    return db.session.scalar(closed.where(Motion.discussion_closed_at.is_not(None))) or 0


def _count_of_acts() -> int:
    return db.session.scalar(select(func.count()).select_from(Moderation)) or 0
