"""The chain's one table.

Triggers (see the migrations) refuse update, delete and misplaced links.
"""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class Link(Base):
    """One fact of the record. `payload` is canonical JSON: ids and digests, never words."""

    __tablename__ = "link"

    seq: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(60), index=True)
    recorded_at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(Id)
    payload: Mapped[str] = mapped_column(Text)
    prev_hash: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
