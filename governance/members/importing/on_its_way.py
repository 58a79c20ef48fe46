"""What the tables of files on their way in have alike, whatever the files are for."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from governance.infrastructure.database import Id


class FileOnItsWay:
    """The columns of one file on its way in: uploaded, tried (the dry run), entered or dropped.

    `job_kind` names what the worker does with such files.
    """

    job_kind: ClassVar[str]

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    encoding: Mapped[str] = mapped_column(String(20))
    content: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), default="uploaded")
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    summary: Mapped[dict[str, Any]] = mapped_column(default=dict)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    created_by: Mapped[int | None] = mapped_column(Id)
    created_at: Mapped[datetime]
    entered_at: Mapped[datetime | None]

    @classmethod
    def lines(cls) -> InstrumentedAttribute[int]:
        """Return the column by which the lines that a try has read belong to a file."""
        raise NotImplementedError


def is_a_state() -> CheckConstraint:
    """Return the constraint that such a table has on its state."""
    return CheckConstraint(
        "state IN ('uploaded', 'trying', 'tried', 'entering', 'entered', 'dropped')", name="state"
    )
