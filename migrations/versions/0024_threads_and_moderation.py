"""Threads, sides and earlier words of comments; discussions closed, and what was moderated.

A comment's words change only where the earlier ones are kept, and what was removed comes back only
where it is said by whom and why: the triggers ask for the rows that say so.
"""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SIDES = "('for', 'against', 'neither')"
TABLES = ("comment_version", "moderation")

REFUSED_BEFORE = (
    "NEW.id <> OLD.id OR NEW.motion_id <> OLD.motion_id OR NEW.author_id <> OLD.author_id"
    " OR NEW.at <> OLD.at OR (NEW.text <> OLD.text AND NEW.text <> '')"
    " OR (NEW.text <> OLD.text AND NEW.removed_at IS NULL)"
    " OR (OLD.removed_at IS NOT NULL AND (NEW.removed_at IS DISTINCT FROM OLD.removed_at"
    " OR NEW.removed_reason <> OLD.removed_reason"
    " OR NEW.removed_by IS DISTINCT FROM OLD.removed_by))"
)
KEPT = (
    "EXISTS (SELECT 1 FROM comment_version v WHERE v.comment_id = OLD.id AND v.n = NEW.edits"
    " AND v.text = OLD.text AND v.side = OLD.side)"
)
TOLD = (
    "EXISTS (SELECT 1 FROM moderation m WHERE m.comment_id = OLD.id AND m.act = 'restored'"
    " AND m.at >= OLD.removed_at)"
)
REFUSED_NOW = (
    "NEW.id <> OLD.id OR NEW.motion_id <> OLD.motion_id OR NEW.author_id <> OLD.author_id"
    " OR NEW.at <> OLD.at OR NEW.submission <> OLD.submission"
    " OR NEW.thread_id IS DISTINCT FROM OLD.thread_id"
    " OR NEW.replies_to_id IS DISTINCT FROM OLD.replies_to_id"
    # An edit is one more, and keeps what stood before.
    " OR (NEW.edits <> OLD.edits AND (NEW.edits <> OLD.edits + 1 OR NEW.text = ''"
    f" OR OLD.removed_at IS NOT NULL OR NEW.removed_at IS NOT NULL OR NOT {KEPT}))"
    " OR (NEW.side <> OLD.side AND NEW.edits = OLD.edits)"
    " OR (NEW.text <> OLD.text AND NEW.edits = OLD.edits"
    " AND (NEW.text <> '' OR OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL))"
    # What was removed stays so, or comes back whole; erased words do not come back.
    " OR (OLD.removed_at IS NOT NULL AND (NEW.removed_at IS DISTINCT FROM OLD.removed_at"
    " OR NEW.removed_reason <> OLD.removed_reason"
    " OR NEW.removed_by IS DISTINCT FROM OLD.removed_by)"
    " AND (NEW.removed_at IS NOT NULL OR NEW.removed_by IS NOT NULL OR NEW.removed_reason <> ''"
    f" OR OLD.text = '' OR NOT {TOLD}))"
)
# A reply is to a comment of its own thread, and takes no side of its own.
REFUSED_TO_ENTER = (
    "(NEW.thread_id IS NULL AND NEW.replies_to_id IS NOT NULL)"
    " OR (NEW.thread_id IS NOT NULL AND (NEW.side <> 'neither' OR NOT EXISTS ("
    "SELECT 1 FROM comment a WHERE a.id = NEW.replies_to_id AND a.motion_id = NEW.motion_id"
    " AND COALESCE(a.thread_id, a.id) = NEW.thread_id)))"
)
# The words of a version may be erased, by whoever wrote them, with those that stand now.
VERSION_CHANGES = (
    "NEW.comment_id <> OLD.comment_id OR NEW.n <> OLD.n OR NEW.side <> OLD.side"
    " OR NEW.written_at <> OLD.written_at OR (NEW.text <> OLD.text AND NEW.text <> '')"
)


def upgrade() -> None:
    _add_columns()
    op.create_table(
        "comment_version",
        sa.Column("comment_id", ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_comment_version_comment_id")
        ),
        sa.PrimaryKeyConstraint("comment_id", "n", name=op.f("pk_comment_version")),
    )
    op.create_table(
        "moderation",
        sa.Column("id", ID, nullable=False),
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("comment_id", ID, nullable=True),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("by_id", ID, nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "act IN ('removed', 'restored', 'closed', 'reopened', 'dismissed')",
            name=op.f("ck_moderation_act"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["party.id"], name=op.f("fk_moderation_by_id")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_moderation_comment_id")
        ),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_moderation_motion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation")),
    )
    op.create_index(op.f("ix_moderation_motion_id"), "moderation", ["motion_id"], unique=False)
    # What officers removed before is moderation too; what its author took back has no reason.
    op.execute(
        "INSERT INTO moderation (motion_id, comment_id, act, by_id, reason, at)"
        " SELECT motion_id, id, 'removed', removed_by, removed_reason, removed_at FROM comment"
        " WHERE removed_at IS NOT NULL AND removed_reason <> '' ORDER BY removed_at, id"
    )
    triggers.allow("comment", "update")
    triggers.refuse("comment", "update", REFUSED_NOW)
    triggers.refuse("comment", "insert", REFUSED_TO_ENTER)
    triggers.refuse("comment_version", "update", VERSION_CHANGES)
    triggers.refuse("moderation", "update")
    for table in TABLES:
        triggers.refuse(table, "delete")
    triggers.refuse_to_empty(*TABLES)


def _add_columns() -> None:
    """Add columns with their references and checks, in words that both databases read alike."""
    key = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    for column in ("thread_id", "replies_to_id"):
        op.execute(
            f"ALTER TABLE comment ADD COLUMN {column} {key}"
            f" CONSTRAINT fk_comment_{column} REFERENCES comment (id)"
        )
    op.execute(
        "ALTER TABLE comment ADD COLUMN side VARCHAR(8) DEFAULT 'neither' NOT NULL"
        f" CONSTRAINT ck_comment_side CHECK (side IN {SIDES})"
    )
    op.add_column("comment", sa.Column("edits", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("comment", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "motion", sa.Column("discussion_closed_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    triggers.allow_to_empty(*TABLES)
    for table in reversed(TABLES):
        triggers.allow(table, "delete")
        triggers.allow(table, "update")
    triggers.allow("comment", "insert")
    triggers.allow("comment", "update")
    op.drop_index(op.f("ix_moderation_motion_id"), table_name="moderation")
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("motion", "discussion_closed_at")
    _drop_columns()
    triggers.refuse("comment", "update", REFUSED_BEFORE)


def _drop_columns() -> None:
    for column in ("edited_at", "edits", "side", "replies_to_id", "thread_id"):
        op.drop_column("comment", column)
