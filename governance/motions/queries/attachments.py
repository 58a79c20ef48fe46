"""Reads of the files with a motion or a draft."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.models import RegisterEntry
from governance.motions.models import Attachment, Draft, Motion, StoredFile

Bearer = Draft | Motion
"""What a file is attached to."""


@dataclass(frozen=True)
class Attached:
    """An attachment as it is read: its row, and who added and who removed it."""

    attachment: Attachment
    author: str
    remover: str


def attachment(attachment_id: int) -> Attachment:
    """Return the attachment, which may be removed.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Attachment, attachment_id)
    if found is None:
        raise _no_file()
    return found


def content_of(found: Attachment) -> bytes:
    """Return the bytes of an attachment.

    Raises:
        NotFound: it is removed.
    """
    content = db.session.scalar(select(StoredFile.content).where(StoredFile.digest == found.digest))
    if content is None or found.removed_at is not None:
        raise _no_file()
    return content


def attachments_of(bearer: Bearer) -> list[Attached]:
    """Return the files with a motion or a draft in the order they came, removed ones in place."""
    remover = RegisterEntry.__table__.alias("remover")
    rows = (
        select(
            Attachment,
            func.coalesce(RegisterEntry.name, ""),
            func.coalesce(remover.c.name, ""),
        )
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Attachment.added_by)
        .outerjoin(remover, remover.c.party_id == Attachment.removed_by)
        .where(belongs_to(bearer))
        .order_by(Attachment.added_at, Attachment.id)
    )
    return [Attached(*row) for row in db.session.execute(rows)]


def count_of_attachments(bearer: Bearer) -> int:
    """Return how many files there are with it, removed ones left out."""
    standing = select(func.count()).where(belongs_to(bearer), Attachment.removed_at.is_(None))
    return db.session.scalar(standing) or 0


def attached_already(bearer: Bearer, digest: str) -> Attachment | None:
    """Return the same file, if it is with the motion or draft already."""
    same = select(Attachment).where(
        belongs_to(bearer), Attachment.digest == digest, Attachment.removed_at.is_(None)
    )
    return db.session.scalar(same.limit(1))


def belongs_to(bearer: Bearer) -> ColumnElement[bool]:
    """Claim of an attachment that it is with this motion or draft."""
    column = Attachment.motion_id if isinstance(bearer, Motion) else Attachment.draft_id
    return column == bearer.id


def _no_file() -> NotFound:
    return NotFound("There is no such file.", next_step="Look for it on its motion’s page.")
