"""Files that somebody asked for, published anchors, and what privacy needs."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _add_exports()


def downgrade() -> None:
    _drop_exports()


def _add_exports() -> None:
    op.create_table(
        "export",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("as_on", sa.Date(), nullable=False),
        sa.Column("known_seq", ID, nullable=True),
        sa.Column("job_id", ID, nullable=True),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("kind IN ('open', 'inspection', 'full')", name=op.f("ck_export_kind")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_export_job_id_job")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
    )
    op.create_index(op.f("ix_export_created_at"), "export", ["created_at"])
    op.create_index(op.f("ix_export_created_by"), "export", ["created_by"])


def _drop_exports() -> None:
    op.drop_table("export")
