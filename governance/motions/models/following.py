"""The table of who follows a motion."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base


class Follower(Base):
    """Somebody who is told how a motion goes on, or who stopped being told.

    Whoever takes part follows by that alone; who once stopped follows again only by asking.
    """

    __tablename__ = "motion_follower"

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True, index=True)
    is_following: Mapped[bool]
    changed_at: Mapped[datetime]
