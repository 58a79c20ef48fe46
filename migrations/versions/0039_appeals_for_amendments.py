"""Appeals against the rulings by which amendments are out of order."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FIXED = (
    " OR ".join(
        f"NEW.{name} <> OLD.{name}"
        for name in (
            *("id", "motion_id", "number", "mover_id", "version", "reason", "digest"),
            *("seconders_needed", "proposed_at"),
        )
    )
    + " OR CAST(NEW.changes AS TEXT) <> CAST(OLD.changes AS TEXT)"
    " OR CAST(NEW.payload AS TEXT) IS DISTINCT FROM CAST(OLD.payload AS TEXT)"
)
ENDED = " OR OLD.closed_at IS NOT NULL"
# What was ruled out may come back by an appeal, to where it was, and nowhere else.
ENDED_NOW = (
    " OR (OLD.closed_at IS NOT NULL AND (OLD.state <> 'ruled_out'"
    " OR NEW.state NOT IN ('ruled_out', 'proposed', 'seconded')))"
)


def upgrade() -> None:
    op.add_column("amendment", sa.Column("ruling", sa.JSON(), nullable=True))
    op.create_table(
        "amendment_appellant",
        sa.Column("amendment_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["amendment_id"], ["amendment.id"], name=op.f("fk_amendment_appellant_amendment_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_amendment_appellant_party_id")
        ),
        sa.PrimaryKeyConstraint("amendment_id", "party_id", name=op.f("pk_amendment_appellant")),
    )
    op.create_index(
        op.f("ix_amendment_appellant_party_id"), "amendment_appellant", ["party_id"], unique=False
    )
    triggers.allow("amendment", "update")
    triggers.refuse("amendment", "update", FIXED + ENDED_NOW)
    for operation in ("update", "delete"):
        triggers.refuse("amendment_appellant", operation)
    triggers.refuse_to_empty("amendment_appellant")


def downgrade() -> None:
    triggers.allow_to_empty("amendment_appellant")
    for operation in ("update", "delete"):
        triggers.allow("amendment_appellant", operation)
    triggers.allow("amendment", "update")
    op.drop_table("amendment_appellant")
    op.drop_column("amendment", "ruling")
    triggers.refuse("amendment", "update", FIXED + ENDED)
