"""Tables of the register: the society itself, parties, their spells, and imports from HR files.

Those of inspections are in `inspection_models`.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from governance.infrastructure.database import Base, Id
from governance.members.importing.on_its_way import FileOnItsWay, is_a_state


class Society(Base):
    """The one mutual whose platform this is (id 1), whose rules are in its rulebook."""

    __tablename__ = "society"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(120))
    legal_name: Mapped[str] = mapped_column(String(200))
    legal_form: Mapped[str] = mapped_column(String(60))
    registered_number: Mapped[str] = mapped_column(String(30), default="")
    # Not read since the rulebook says it; the column goes in the release after this one.
    seconders_needed: Mapped[int] = mapped_column(default=2)
    colours: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Party(Base):
    """Somebody known to the society: a person, or an organisation of one of four kinds.

    Opaque: names live in spells, where they can be erased.
    """

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("source", "employee_ref"),
        CheckConstraint(
            "kind IN ('person', 'trust', 'government', 'partner', 'body')", name="kind"
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), default="person")
    member_number: Mapped[int | None] = mapped_column(unique=True)
    source: Mapped[str] = mapped_column(String(40), default="staff")
    employee_ref: Mapped[str | None] = mapped_column(String(40))


class Spell(Base):
    """What held of a party from one day to before another, as recorded at a link of the record.

    `data` and `salt` may be erased; `digest`, the SHA-256 of ["v1", salt, data], stays, and the
    link has it.
    """

    __tablename__ = "spell"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="days_in_order"),
        CheckConstraint(
            "kind IN ('membership', 'employment', 'contact', 'restriction', 'office')",
            name="kind",
        ),
        Index("ix_spell_party_kind", "party_id", "kind", "key"),
        Index("ix_spell_kind_days", "kind", "valid_from", "valid_to"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(40), default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    recorded_seq: Mapped[int] = mapped_column(Id, index=True)
    superseded_seq: Mapped[int | None] = mapped_column(Id)
    data: Mapped[dict[str, Any] | None]
    salt: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))


class RegisterEntry(Base):
    """The present state of one party, to search and page; made again from spells at any change.

    `member_from`/`member_to` and `employed_from`/`employed_to` are half-open days.
    """

    __tablename__ = "register_entry"
    __table_args__ = (Index("ix_register_entry_sort", "sort_name", "party_id"),)

    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), default="person", server_default="person")
    member_number: Mapped[int | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(160))
    sort_name: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(254), default="", index=True)
    employee_ref: Mapped[str] = mapped_column(String(40), default="", index=True)
    post: Mapped[str] = mapped_column(String(120), default="")
    service: Mapped[str] = mapped_column(String(120), default="", index=True)
    town: Mapped[str] = mapped_column(String(120), default="", index=True)
    member_from: Mapped[date | None]
    member_to: Mapped[date | None]
    employed_from: Mapped[date | None]
    employed_to: Mapped[date | None]


class ImportMapping(Base):
    """Which heading of a source's files means which field; remembered from the last import.

    `settings`: the system that writes them, the form of dates, the unit of hours, full time, and
    all the headings that somebody has chosen from.
    """

    __tablename__ = "import_mapping"

    source: Mapped[str] = mapped_column(String(40), primary_key=True)
    headings: Mapped[dict[str, Any]]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changed_at: Mapped[datetime]


class ImportBatch(FileOnItsWay, Base):
    """One file of staff on its way in."""

    __tablename__ = "import_batch"
    __table_args__ = (is_a_state(),)
    job_kind = "import"

    membership: Mapped[str] = mapped_column(String(20), default="column")

    @classmethod
    def lines(cls) -> InstrumentedAttribute[int]:
        """Return the column by which the lines that a try has read belong to a file."""
        return ImportRow.batch_id


class ImportRow(Base):
    """One line of a tried file: new, changed, same, missing or an error, with its differences."""

    __tablename__ = "import_row"

    batch_id: Mapped[int] = mapped_column(
        ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True
    )
    line: Mapped[int] = mapped_column(primary_key=True)
    employee_ref: Mapped[str] = mapped_column(String(40), default="")
    name: Mapped[str] = mapped_column(String(160), default="")
    verdict: Mapped[str] = mapped_column(String(10), index=True)
    detail: Mapped[list[Any]] = mapped_column(default=list)
