"""Interest, dividends and bonuses, prepared and posted."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

APPROVED = "EXISTS (SELECT 1 FROM distribution d WHERE d.id = {row}.distribution_id AND d.state = 'approved')"
# Once approved, a distribution and its lines stay as they are; a cap is never changed.
RULES = (
    ("interest_cap", "update", ""),
    ("interest_cap", "delete", ""),
    ("distribution", "update", "OLD.state = 'approved'"),
    ("distribution", "delete", "OLD.state = 'approved'"),
    ("distribution_line", "insert", APPROVED.format(row="NEW")),
    ("distribution_line", "update", APPROVED.format(row="OLD")),
    ("distribution_line", "delete", APPROVED.format(row="OLD")),
)
TABLES = ("interest_cap", "distribution", "distribution_line")


def upgrade() -> None:
    op.create_table(
        "interest_cap",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("rate_ppm", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.CheckConstraint("rate_ppm > 0", name=op.f("ck_interest_cap_rate")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_interest_cap_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest_cap")),
        sa.UniqueConstraint("recorded_seq", name=op.f("uq_interest_cap_recorded_seq")),
    )
    op.create_table(
        "distribution",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("total_pence", ID, nullable=False),
        sa.Column("residue_pence", ID, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("ending", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("lines_digest", sa.String(length=64), nullable=False),
        sa.Column("prepared_by", ID, nullable=True),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minute_ref", sa.String(length=60), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("transaction_seq", ID, nullable=True),
        sa.CheckConstraint(
            "purpose IN ('interest', 'dividend', 'bonus')", name=op.f("ck_distribution_purpose")
        ),
        sa.CheckConstraint(
            "state IN ('prepared', 'approved', 'dropped')", name=op.f("ck_distribution_state")
        ),
        sa.CheckConstraint(
            "(state = 'approved') = (transaction_seq IS NOT NULL)",
            name=op.f("ck_distribution_posted_once_approved"),
        ),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_distribution_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distribution")),
        sa.UniqueConstraint("transaction_seq", name=op.f("uq_distribution_transaction_seq")),
    )
    op.create_index("ix_distribution_book_id", "distribution", ["book_id", "state"], unique=False)
    op.create_table(
        "distribution_line",
        sa.Column("distribution_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("pence", ID, nullable=False),
        sa.Column("elements", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["distribution_id"],
            ["distribution.id"],
            name=op.f("fk_distribution_line_distribution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_distribution_line_party_id")
        ),
        sa.PrimaryKeyConstraint("distribution_id", "party_id", name=op.f("pk_distribution_line")),
    )
    op.create_index(
        "ix_distribution_line_party_id", "distribution_line", ["party_id"], unique=False
    )
    for table, operation, condition in RULES:
        triggers.refuse(table, operation, condition)
    triggers.refuse_to_empty(*TABLES)


def downgrade() -> None:
    for table, operation, _condition in RULES:
        triggers.allow(table, operation)
    triggers.allow_to_empty(*TABLES)
    op.drop_index("ix_distribution_line_party_id", table_name="distribution_line")
    op.drop_table("distribution_line")
    op.drop_index("ix_distribution_book_id", table_name="distribution")
    op.drop_table("distribution")
    op.drop_table("interest_cap")
