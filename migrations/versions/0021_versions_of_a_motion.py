"""Versions of motions: the words may change while a motion is on its way, each time as a version.

What was proposed before is every motion's first version.
"""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = ("title", "text", "reason", "cost", "digest", "effect")
WORDS_CHANGED = (
    " OR ".join(f"NEW.{name} <> OLD.{name}" for name in WORDS)
    + " OR CAST(NEW.payload AS TEXT) <> CAST(OLD.payload AS TEXT)"
)
CLOSED = "OLD.state IN ('carried', 'lost', 'inquorate', 'withdrawn')"
FIXED = " OR ".join(
    f"NEW.{name} <> OLD.{name}"
    for name in ("id", "year", "number", "mover_id", "seconders_needed", "proposed_at")
)
# What members seconded is what is balloted, but for the amendments that they made of it.
REFUSED = (
    f"{FIXED} OR NEW.category <> OLD.category OR {CLOSED}"
    f" OR NEW.version NOT IN (OLD.version, OLD.version + 1)"
    f" OR (NEW.version = OLD.version AND ({WORDS_CHANGED}))"
    " OR (NEW.version <> OLD.version AND (NEW.state <> OLD.state"
    " OR OLD.state NOT IN ('proposed', 'seconded')))"
)
REFUSED_BEFORE = f"{FIXED} OR {WORDS_CHANGED} OR {CLOSED}"


def upgrade() -> None:
    op.create_table(
        "motion_version",
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cost", sa.Text(), nullable=False),
        sa.Column("effect", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("because", sa.String(length=12), nullable=False),
        sa.Column("amendment", sa.Integer(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("made_by", ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "because IN ('proposed', 'friendly', 'carried')",
            name=op.f("ck_motion_version_because"),
        ),
        sa.CheckConstraint(
            "(number = 1) = (because = 'proposed')",
            name=op.f("ck_motion_version_first_is_proposed"),
        ),
        sa.CheckConstraint(
            "(number = 1) = (amendment IS NULL)",
            name=op.f("ck_motion_version_later_by_amendment"),
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_version_motion_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["party.id"], name=op.f("fk_motion_version_made_by")),
        sa.PrimaryKeyConstraint("motion_id", "number", name=op.f("pk_motion_version")),
    )
    op.create_index(op.f("ix_motion_version_made_by"), "motion_version", ["made_by"], unique=False)
    op.add_column(
        "motion", sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1"))
    )
    _make_first_versions()
    triggers.allow("motion", "update")
    triggers.refuse("motion", "update", REFUSED)
    for operation in ("update", "delete"):
        triggers.refuse("motion_version", operation)
    triggers.refuse_to_empty("motion_version")


def downgrade() -> None:
    triggers.allow_to_empty("motion_version")
    for operation in ("update", "delete"):
        triggers.allow("motion_version", operation)
    triggers.allow("motion", "update")
    op.drop_column("motion", "version")
    triggers.refuse("motion", "update", REFUSED_BEFORE)
    op.drop_index(op.f("ix_motion_version_made_by"), table_name="motion_version")
    op.drop_table("motion_version")


def _make_first_versions() -> None:
    same = (*WORDS, "payload")
    motion = sa.table("motion", *(sa.column(n) for n in ("id", "mover_id", "proposed_at", *same)))
    names = (*same, "motion_id", "number", "because", "made_by", "at", "changes")
    version = sa.table("motion_version", *(sa.column(name) for name in names))
    proposed = sa.select(
        *(motion.c[name] for name in same),
        motion.c.id,
        sa.literal(1),
        sa.literal("proposed"),
        motion.c.mover_id,
        motion.c.proposed_at,
        sa.literal([], sa.JSON()),
    )
    op.execute(version.insert().from_select(names, proposed))
