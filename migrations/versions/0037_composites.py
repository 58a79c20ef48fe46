"""Motions that their movers bring together into one."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# What the movers were asked about stays; what they made of it stays for good.
REFUSED_UPDATES = {
    "composite": (
        "NEW.id <> OLD.id OR NEW.by_id <> OLD.by_id OR NEW.title <> OLD.title"
        " OR NEW.text <> OLD.text OR NEW.reason <> OLD.reason OR NEW.cost <> OLD.cost"
        " OR NEW.category <> OLD.category OR NEW.effect <> OLD.effect"
        " OR CAST(NEW.payload AS TEXT) <> CAST(OLD.payload AS TEXT)"
        " OR NEW.asked_at <> OLD.asked_at OR OLD.state <> 'asked'"
    ),
    "composite_part": (
        "NEW.composite_id <> OLD.composite_id OR NEW.motion_id <> OLD.motion_id"
        " OR NEW.mover_id <> OLD.mover_id OR OLD.answer <> ''"
    ),
}
REFUSED_DELETES = {
    "composite": "OLD.state = 'made'",
    "composite_part": (
        "EXISTS (SELECT 1 FROM composite c WHERE c.id = OLD.composite_id AND c.state = 'made')"
    ),
}


def upgrade() -> None:
    op.create_table(
        "composite",
        sa.Column("id", ID, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cost", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=12), nullable=False),
        sa.Column("effect", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("motion_id", ID, nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'made', 'declined')", name=op.f("ck_composite_state")
        ),
        sa.CheckConstraint(
            "(state = 'made') = (motion_id IS NOT NULL)", name=op.f("ck_composite_made")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["party.id"], name=op.f("fk_composite_by_id")),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_composite_motion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_composite")),
        sa.UniqueConstraint("motion_id", name=op.f("uq_composite_motion_id")),
    )
    op.create_index(op.f("ix_composite_by_id"), "composite", ["by_id"])
    op.create_index(op.f("ix_composite_state"), "composite", ["state"])
    op.create_table(
        "composite_part",
        sa.Column("composite_id", ID, nullable=False),
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("mover_id", ID, nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "answer IN ('', 'agrees', 'declines')", name=op.f("ck_composite_part_answer")
        ),
        sa.ForeignKeyConstraint(
            ["composite_id"], ["composite.id"], name=op.f("fk_composite_part_composite_id")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_composite_part_motion_id")
        ),
        sa.ForeignKeyConstraint(
            ["mover_id"], ["party.id"], name=op.f("fk_composite_part_mover_id")
        ),
        sa.PrimaryKeyConstraint("composite_id", "motion_id", name=op.f("pk_composite_part")),
    )
    op.create_index(op.f("ix_composite_part_motion_id"), "composite_part", ["motion_id"])
    op.create_index(op.f("ix_composite_part_mover_id"), "composite_part", ["mover_id"])
    for table, condition in REFUSED_UPDATES.items():
        triggers.refuse(table, "update", condition)
        triggers.refuse(table, "delete", REFUSED_DELETES[table])
    triggers.refuse_to_empty(*REFUSED_UPDATES)


def downgrade() -> None:
    triggers.allow_to_empty(*REFUSED_UPDATES)
    for table in reversed(REFUSED_UPDATES):
        triggers.allow(table, "update")
        triggers.allow(table, "delete")
        op.drop_table(table)
