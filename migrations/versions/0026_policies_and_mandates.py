"""What decisions did: texts of policies, and what was authorised and used."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("policy_version", "mandate", "mandate_use")


def upgrade() -> None:
    op.create_table(
        "policy_version",
        sa.Column("id", ID, nullable=False),
        sa.Column("policy_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_repealed", sa.Boolean(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("resolution_id", ID, nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_version")),
        sa.UniqueConstraint("policy_id", "number", name=op.f("uq_policy_version_policy_id_number")),
        sa.UniqueConstraint("recorded_seq", name=op.f("uq_policy_version_recorded_seq")),
    )
    op.create_table(
        "mandate",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("book_key", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("pence", ID, nullable=True),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("resolution_id", ID, nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.CheckConstraint("kind IN ('spending', 'surplus_round')", name=op.f("ck_mandate_kind")),
        sa.CheckConstraint("pence > 0", name=op.f("ck_mandate_pence")),
        sa.CheckConstraint("until_day >= from_day", name=op.f("ck_mandate_days_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
        sa.UniqueConstraint("recorded_seq", name=op.f("uq_mandate_recorded_seq")),
    )
    op.create_table(
        "mandate_use",
        sa.Column("mandate_id", ID, nullable=False),
        sa.Column("transaction_seq", ID, nullable=False),
        sa.Column("pence", ID, nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.CheckConstraint("pence > 0", name=op.f("ck_mandate_use_pence")),
        sa.ForeignKeyConstraint(
            ["mandate_id"], ["mandate.id"], name=op.f("fk_mandate_use_mandate_id")
        ),
        sa.ForeignKeyConstraint(
            ["transaction_seq"],
            ["ledger_transaction.seq"],
            name=op.f("fk_mandate_use_transaction_seq"),
        ),
        sa.PrimaryKeyConstraint("mandate_id", "transaction_seq", name=op.f("pk_mandate_use")),
        sa.UniqueConstraint("recorded_seq", name=op.f("uq_mandate_use_recorded_seq")),
    )
    for table in TABLES:
        triggers.refuse(table, "update")
        triggers.refuse(table, "delete")
    triggers.refuse_to_empty(*TABLES)


def downgrade() -> None:
    triggers.allow_to_empty(*TABLES)
    for table in reversed(TABLES):
        triggers.allow(table, "delete")
        triggers.allow(table, "update")
        op.drop_table(table)
