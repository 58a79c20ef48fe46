"""Consents of a class on reserved matters."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Nothing is changed but for the erasure of words (to null, with their salt).
REFUSED_UPDATES = {
    "consent_setting": "",
    "matter_outcome": "",
    "reserved_matter": (
        "NEW.id <> OLD.id OR NEW.book_id <> OLD.book_id OR NEW.asked_on <> OLD.asked_on"
        " OR CAST(NEW.share_class_ids AS TEXT) <> CAST(OLD.share_class_ids AS TEXT)"
        " OR NEW.recorded_seq <> OLD.recorded_seq OR NEW.digest <> OLD.digest"
        " OR (NEW.title IS NOT NULL AND NEW.title IS DISTINCT FROM OLD.title)"
        " OR (NEW.text IS NOT NULL AND NEW.text IS DISTINCT FROM OLD.text)"
        " OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt)"
    ),
    "consent_answer": (
        "NEW.id <> OLD.id OR NEW.matter_id <> OLD.matter_id"
        " OR NEW.share_class_id <> OLD.share_class_id OR NEW.party_id <> OLD.party_id"
        " OR NEW.answer <> OLD.answer OR NEW.answered_on <> OLD.answered_on"
        " OR NEW.recorded_seq <> OLD.recorded_seq OR NEW.digest <> OLD.digest"
        " OR (NEW.signatory IS NOT NULL AND NEW.signatory IS DISTINCT FROM OLD.signatory)"
        " OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt)"
    ),
}
# What is decided is no longer answered.
REFUSED_INSERTS = {
    "consent_answer": ("EXISTS (SELECT 1 FROM matter_outcome o WHERE o.matter_id = NEW.matter_id)"),
}


def _rules() -> list[tuple[str, str, str]]:
    """Return (table, operation, condition that refuses it)."""
    rules = [(table, "update", condition) for table, condition in REFUSED_UPDATES.items()]
    rules += [(table, "delete", "") for table in REFUSED_UPDATES]
    rules += [(table, "insert", condition) for table, condition in REFUSED_INSERTS.items()]
    return rules


def upgrade() -> None:
    op.create_table(
        "consent_setting",
        sa.Column("id", ID, nullable=False),
        sa.Column("share_class_id", ID, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["share_class_id"], ["share_class.id"], name=op.f("fk_consent_setting_share_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_setting")),
        sa.UniqueConstraint(
            "share_class_id",
            "recorded_seq",
            name=op.f("uq_consent_setting_share_class_id_recorded_seq"),
        ),
    )
    op.create_table(
        "reserved_matter",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("share_class_ids", sa.JSON(), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_reserved_matter_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserved_matter")),
    )
    op.create_index(
        op.f("ix_reserved_matter_book_id"), "reserved_matter", ["book_id"], unique=False
    )
    op.create_table(
        "consent_answer",
        sa.Column("id", ID, nullable=False),
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("share_class_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.Column("signatory", sa.String(length=160), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "answer IN ('for', 'against', 'abstain')", name=op.f("ck_consent_answer_answer")
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["reserved_matter.id"], name=op.f("fk_consent_answer_matter_id")
        ),
        sa.ForeignKeyConstraint(
            ["share_class_id"], ["share_class.id"], name=op.f("fk_consent_answer_share_class_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_consent_answer_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_answer")),
        sa.UniqueConstraint(
            "matter_id", "recorded_seq", name=op.f("uq_consent_answer_matter_id_recorded_seq")
        ),
    )
    op.create_table(
        "matter_outcome",
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("known_seq", ID, nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["reserved_matter.id"], name=op.f("fk_matter_outcome_matter_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", name=op.f("pk_matter_outcome")),
    )
    for table, operation, condition in _rules():
        triggers.refuse(table, operation, condition)
    triggers.refuse_to_empty(*REFUSED_UPDATES)


def downgrade() -> None:
    for table, operation, _condition in _rules():
        triggers.allow(table, operation)
    triggers.allow_to_empty(*REFUSED_UPDATES)
    op.drop_table("matter_outcome")
    op.drop_table("consent_answer")
    op.drop_index(op.f("ix_reserved_matter_book_id"), table_name="reserved_matter")
    op.drop_table("reserved_matter")
    op.drop_table("consent_setting")
