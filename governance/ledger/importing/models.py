"""Tables of the ledger's imports: the file on its way in, its lines, and what a source's are like.

They are a help for those who import, and not the book: what is posted stands in the ledger.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class BookImportMapping(Base):
    """Which heading of a source's files of a shape means which field, and how it writes things."""

    __tablename__ = "book_import_mapping"

    source: Mapped[str] = mapped_column(String(40), primary_key=True)
    shape: Mapped[str] = mapped_column(String(12), primary_key=True)
    headings: Mapped[dict[str, Any]]
    settings: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]


class BookImport(Base):
    """One file on its way into a book: uploaded, tried (the dry run), entered or dropped."""

    __tablename__ = "book_import"
    __table_args__ = (
        CheckConstraint(
            "state IN ('uploaded', 'trying', 'tried', 'entering', 'entered', 'dropped')",
            name="state",
        ),
        CheckConstraint("shape IN ('holdings', 'transactions', 'balances')", name="shape"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), index=True)
    shape: Mapped[str] = mapped_column(String(12))
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


class BookImportRow(Base):
    """One line of a tried file: new, same or an error; line 0 is the file as a whole."""

    __tablename__ = "book_import_row"

    import_id: Mapped[int] = mapped_column(
        ForeignKey("book_import.id", ondelete="CASCADE"), primary_key=True
    )
    line: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(60), default="")
    holder: Mapped[str] = mapped_column(String(60), default="")
    verdict: Mapped[str] = mapped_column(String(10), index=True)
    detail: Mapped[list[Any]] = mapped_column(default=list)
