"""Tables of the register of resolutions. Triggers refuse to change, delete or empty them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id

RESOLUTION, BOARD_DECISION = "resolution", "board_decision"
PREFIXES = {RESOLUTION: "Resolution", BOARD_DECISION: "Board decision"}


class Resolution(Base):
    """What was decided, as it was decided; `recorded_seq` is its link.

    `series` is the members' or the board's, each numbered by year without gaps. `decided_by` is
    ballot, meeting or board, and `decided_ref` says which: "Ballot result 2026/3". `consequences`
    is what it was told to change. `rules_version` and `rules_digest` name the rulebook under which
    it was decided; none of what was decided before there was one. `salt` hides the words of the
    board's in the digest, for some are confidential.
    """

    __tablename__ = "resolution"
    __table_args__ = (
        UniqueConstraint("series", "year", "number"),
        CheckConstraint("series IN ('resolution', 'board_decision')", name="series"),
        CheckConstraint("decided_by IN ('ballot', 'meeting', 'board')", name="decided_by"),
        CheckConstraint(
            "(series = 'board_decision') = (decided_by = 'board')", name="series_of_the_board"
        ),
        CheckConstraint("(decided_by = 'board') = (motion_id IS NULL)", name="motion"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    series: Mapped[str] = mapped_column(String(16))
    year: Mapped[int]
    number: Mapped[int]
    decided_by: Mapped[str] = mapped_column(String(8))
    decided_ref: Mapped[str] = mapped_column(String(120), default="")
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    effect: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]]
    consequences: Mapped[list[Any]]
    resolution_kind: Mapped[str] = mapped_column(String(40), default="")
    figures: Mapped[dict[str, Any]]
    arithmetic: Mapped[dict[str, Any]]
    decided_on: Mapped[date]
    entered_at: Mapped[datetime]
    rules_version: Mapped[int | None]
    rules_digest: Mapped[str] = mapped_column(String(64), default="")
    salt: Mapped[str] = mapped_column(String(32), default="", server_default="")
    digest: Mapped[str] = mapped_column(String(64))
    recorded_seq: Mapped[int] = mapped_column(Id, unique=True)

    @property
    def reference(self) -> str:
        """What people quote: "Resolution 2026/3"."""
        return f"{PREFIXES[self.series]} {self.year}/{self.number}"

    @property
    def is_of_the_board(self) -> bool:
        return self.series == BOARD_DECISION


class Enactment(Base):
    """What became of a resolution's effect when it was enacted: once, with its declaration.

    `state` is one of the effects'; `told` are sentences, of a failure why. `from_day` is the day
    from which it holds, if it waits for none but that; `adoption_id` is the change of rules made.
    `sets` is what it set, by which a later one is known to change it.
    """

    __tablename__ = "enactment"
    __table_args__ = (
        CheckConstraint(
            "state IN ('nothing', 'in_force', 'to_come', 'pending_registration', 'failed')",
            name="state",
        ),
    )

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(24))
    told: Mapped[list[Any]]
    sets: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    from_day: Mapped[date | None]
    adoption_id: Mapped[int | None] = mapped_column(ForeignKey("rule_adoption.id"))
    enacted_at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(String(64))
    recorded_seq: Mapped[int] = mapped_column(Id, unique=True)


class BoardDecision(Base):
    """What there is of a board decision besides: about what, its sum, and who may read its text.

    Members see it from `publish_on`; the text of a confidential one never, but why. `corrects_id`
    is an earlier one that this one puts right.
    """

    __tablename__ = "board_decision"
    __table_args__ = (
        CheckConstraint("kind IN ('spending', 'admission', 'appointment', 'other')", name="kind"),
        CheckConstraint("(kind = 'spending') = (pence > 0)", name="pence"),
        CheckConstraint("is_confidential = (reason <> '')", name="reason"),
    )

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    pence: Mapped[int] = mapped_column(Id, default=0)
    is_confidential: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(200), default="")
    publish_on: Mapped[date]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    recorded_seq: Mapped[int] = mapped_column(Id, unique=True)

    def is_published(self, day: date) -> bool:
        """Whether members see it on a day."""
        return self.publish_on <= day


class Remark(Base):
    """What the secretary tells members of a resolution afterwards, as how it was carried out."""

    __tablename__ = "resolution_remark"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    recorded_seq: Mapped[int] = mapped_column(Id, unique=True)
