"""The table of words that are looked through."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class SearchText(Base):
    """The words of a part of a subject, bared (see reckoning/finding.py).

    `body` has the title too, on a line of its own, so that one look at a part is enough. It is kept
    beside what it is made of, so that many can be looked through, and can be made anew at any time.
    What must not be found any more, such as a removed comment, has no row.
    """

    __tablename__ = "search_text"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    part: Mapped[str] = mapped_column(String(30), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
