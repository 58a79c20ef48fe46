"""What members are told of a resolution afterwards."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "resolution_remark",
        sa.Column("id", ID, nullable=False),
        sa.Column("resolution_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_resolution_remark_resolution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution_remark")),
        sa.UniqueConstraint("recorded_seq", name=op.f("uq_resolution_remark_recorded_seq")),
    )
    op.create_index(
        op.f("ix_resolution_remark_resolution_id"), "resolution_remark", ["resolution_id"]
    )
    triggers.refuse("resolution_remark", "update")
    triggers.refuse("resolution_remark", "delete")
    triggers.refuse_to_empty("resolution_remark")


def downgrade() -> None:
    triggers.allow_to_empty("resolution_remark")
    triggers.allow("resolution_remark", "delete")
    triggers.allow("resolution_remark", "update")
    op.drop_table("resolution_remark")
