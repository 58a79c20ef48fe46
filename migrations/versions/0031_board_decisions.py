"""What the board decided within its limits, beside the resolutions of the members."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "resolution", sa.Column("salt", sa.String(length=32), nullable=False, server_default="")
    )
    op.add_column("enactment", sa.Column("sets", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "board_decision",
        sa.Column("resolution_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("pence", ID, nullable=False),
        sa.Column("is_confidential", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("publish_on", sa.Date(), nullable=False),
        sa.Column("corrects_id", ID, nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.CheckConstraint(
            "kind IN ('spending', 'admission', 'appointment', 'other')",
            name=op.f("ck_board_decision_kind"),
        ),
        sa.CheckConstraint(
            "(kind = 'spending') = (pence > 0)", name=op.f("ck_board_decision_pence")
        ),
        sa.CheckConstraint(
            "is_confidential = (reason <> '')", name=op.f("ck_board_decision_reason")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["resolution.id"], name=op.f("fk_board_decision_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_board_decision_resolution_id")
        ),
        sa.PrimaryKeyConstraint("resolution_id", name=op.f("pk_board_decision")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_board_decision_corrects_id")),
        sa.UniqueConstraint("recorded_seq", name=op.f("uq_board_decision_recorded_seq")),
    )
    triggers.refuse("board_decision", "update")
    triggers.refuse("board_decision", "delete")
    triggers.refuse_to_empty("board_decision")


def downgrade() -> None:
    triggers.allow_to_empty("board_decision")
    triggers.allow("board_decision", "delete")
    triggers.allow("board_decision", "update")
    op.drop_table("board_decision")
    op.drop_column("enactment", "sets")
    op.drop_column("resolution", "salt")
