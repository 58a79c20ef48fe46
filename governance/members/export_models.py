"""Files that somebody asked for, made by the worker and kept for some days."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class Export(Base):
    """A file of the register: who asked, in which rendering, as at when, and its bytes.

    `known_seq` None: as known when it was asked for.
    """

    __tablename__ = "export"
    __table_args__ = (CheckConstraint("kind IN ('open', 'inspection', 'full')", name="kind"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    on: Mapped[date] = mapped_column("as_on")
    known_seq: Mapped[int | None] = mapped_column(Id)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    created_by: Mapped[int] = mapped_column(Id, index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    media_type: Mapped[str] = mapped_column(String(40), default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
