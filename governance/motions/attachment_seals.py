"""What the record covers of files: what was attached to a motion, byte by byte, and removed."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.motions.models import Attachment, StoredFile
from governance.motions.service.attaching import digest_of_name
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared


class Attachments:
    """The files with a motion are those that were attached, and their bytes are as they were."""

    title = "attached files"
    kinds = frozenset({"attachment added", "attachment removed"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each file with its link, and each that is removed with that of its removal."""
        told = list(facts)
        yield from compared(
            [fact for fact in told if fact.kind == "attachment added"],
            what="attachment",
            sealed=_added,
            rows=_attachments,
            total=lambda: _count(removed=False),
        )
        yield from compared(
            [fact for fact in told if fact.kind == "attachment removed"],
            what="attachment",
            sealed=lambda fact: [
                (fact.payload["attachment_id"], (fact.by, fact.payload["reason_digest"]))
            ],
            rows=_removals,
            total=lambda: _count(removed=True),
        )


SEALS = (Attachments(),)


def _added(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
    said = fact.payload
    names = ("motion_id", "added_by", "file_kind", "words_digest", "sha256")
    return [(said["attachment_id"], (*(said[name] for name in names), said["sha256"]))]


def _attachments(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    return {
        row.id: (
            row.motion_id,
            row.added_by,
            row.kind,
            digest_of_name(row.name, row.description),
            row.digest,
            row.digest if row.removed_at else _digest_of_bytes(row.digest),
        )
        for row in db.session.scalars(select(Attachment).where(Attachment.id.in_(ids)))
    }


def _digest_of_bytes(filed_under: str) -> str:
    content = db.session.scalar(select(StoredFile.content).where(StoredFile.digest == filed_under))
    # SQLite takes anything in any column; what is no bytes is not what was kept.
    return sha256(content).hexdigest() if isinstance(content, bytes) else ""


def _removals(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    removed = select(Attachment).where(Attachment.id.in_(ids), Attachment.removed_at.is_not(None))
    return {
        row.id: (row.removed_by, digest(["v1", row.removed_reason]))
        for row in db.session.scalars(removed)
    }


def _count(*, removed: bool) -> int:
    counted = select(func.count()).where(Attachment.motion_id.is_not(None))
    if removed:
        counted = counted.where(Attachment.removed_at.is_not(None))
    return db.session.scalar(counted) or 0
