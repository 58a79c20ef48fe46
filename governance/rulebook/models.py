"""Tables of the rulebook. Triggers refuse to change, delete or empty them (migration 0017)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class RuleAdoption(Base):
    """Settings changed together from a day by one decision; `recorded_seq` is its link.

    `how`: founding (by the wizard, all settings), resolution, board, or carried over from before
    there was a rulebook. `reference` is what people quote, as "Resolution 2026/3". `changes` has
    values by the setting's key.
    """

    __tablename__ = "rule_adoption"
    __table_args__ = (
        CheckConstraint("how IN ('founding', 'resolution', 'board', 'carried_over')", name="how"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    how: Mapped[str] = mapped_column(String(12))
    reference: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    legal_form: Mapped[str] = mapped_column(String(30))
    from_day: Mapped[date]
    needs_registration: Mapped[bool]
    changes: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(String(64))
    adopted_at: Mapped[datetime]
    recorded_seq: Mapped[int] = mapped_column(Id, unique=True)


class RuleRegistration(Base):
    """What the registrar did with a change of rules: registered it on a day, or refused it.

    Of a company, whose articles change without it: that they were *sent*.
    """

    __tablename__ = "rule_registration"
    __table_args__ = (
        CheckConstraint("outcome IN ('registered', 'refused', 'sent')", name="outcome"),
    )

    adoption_id: Mapped[int] = mapped_column(ForeignKey("rule_adoption.id"), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(12))
    on_day: Mapped[date]
    reference: Mapped[str] = mapped_column(String(60), default="")
    recorded_at: Mapped[datetime]
    recorded_seq: Mapped[int] = mapped_column(Id, unique=True)


class RulebookDraft(Base):
    """The first rulebook while it is being set up: one row, gone once the society has it.

    `values` has what is otherwise than the preset of the form, by key. `version` goes up with each
    change, so that of two people at once the second sees what the first did.
    """

    __tablename__ = "rulebook_draft"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=1)
    legal_form: Mapped[str] = mapped_column(String(30))
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
