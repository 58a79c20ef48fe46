"""Tables of the ledger's imports: the file on its way in, its lines, and what a source's are like.

They are a help for those who import, and not the book: what is posted stands in the ledger.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from governance.infrastructure.database import Base
from governance.members.importing.on_its_way import FileOnItsWay, is_a_state


class BookImportMapping(Base):
    """Which heading of a source's files of a shape means which field, and how it writes things."""

    __tablename__ = "book_import_mapping"

    source: Mapped[str] = mapped_column(String(40), primary_key=True)
    shape: Mapped[str] = mapped_column(String(12), primary_key=True)
    headings: Mapped[dict[str, Any]]
    settings: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]


class BookImport(FileOnItsWay, Base):
    """One file on its way into a book."""

    __tablename__ = "book_import"
    __table_args__ = (
        is_a_state(),
        CheckConstraint("shape IN ('holdings', 'transactions', 'balances')", name="shape"),
    )
    job_kind = "book import"

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), index=True)
    shape: Mapped[str] = mapped_column(String(12))

    @classmethod
    def lines(cls) -> InstrumentedAttribute[int]:
        """Return the column by which the lines that a try has read belong to a file."""
        return BookImportRow.import_id


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
