"""Tables of files attached to motions and drafts: what is said of each, and the bytes apart."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id
from governance.infrastructure.files import FileKind, kind_named


class StoredFile(Base):
    """The bytes of a file, by their SHA-256: the same file is kept once, however often it is used.

    They go when the last attachment that they belong to is removed; the digest stays with that.
    """

    __tablename__ = "stored_file"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Attachment(Base):
    """A file with a motion, or a draft until it is one. Removing it leaves its place and reason.

    `words` are those in the file, by which it is found; the worker reads them a little later.
    """

    __tablename__ = "motion_attachment"
    __table_args__ = (
        CheckConstraint("(draft_id IS NULL) <> (motion_id IS NULL)", name="of_one"),
        CheckConstraint("(removed_at IS NULL) = (removed_by IS NULL)", name="removed_by_somebody"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("motion_draft.id"), index=True)
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(12))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    words: Mapped[str] = mapped_column(Text, default="", deferred=True)
    added_by: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[int | None] = mapped_column(Id)
    removed_reason: Mapped[str] = mapped_column(String(200), default="")

    @property
    def file_kind(self) -> FileKind:
        """What kind of file it is."""
        return kind_named(self.kind)
