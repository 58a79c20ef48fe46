"""Files attached to motions and drafts, their bytes apart; what may not be changed of them."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
# A file goes from its draft to the motion, and may be removed, once; its words are read later.
CHANGED = (
    "NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.description <> OLD.description"
    " OR NEW.kind <> OLD.kind OR NEW.size <> OLD.size OR NEW.digest <> OLD.digest"
    " OR NEW.added_by <> OLD.added_by OR NEW.added_at <> OLD.added_at"
    " OR (OLD.motion_id IS NOT NULL AND NEW.motion_id IS DISTINCT FROM OLD.motion_id)"
    " OR (OLD.removed_at IS NOT NULL AND (NEW.removed_at IS DISTINCT FROM OLD.removed_at"
    " OR NEW.removed_reason <> OLD.removed_reason"
    " OR NEW.removed_by IS DISTINCT FROM OLD.removed_by))"
)
STILL_USED = (
    "EXISTS (SELECT 1 FROM motion_attachment"
    " WHERE motion_attachment.digest = OLD.digest AND motion_attachment.removed_at IS NULL)"
)


def upgrade() -> None:
    op.create_table(
        "stored_file",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "motion_attachment",
        sa.Column("id", ID, nullable=False),
        sa.Column("draft_id", ID, nullable=True),
        sa.Column("motion_id", ID, nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("added_by", ID, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT, nullable=True),
        sa.Column("removed_by", ID, nullable=True),
        sa.Column("removed_reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(draft_id IS NULL) <> (motion_id IS NULL)", name=op.f("ck_motion_attachment_of_one")
        ),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_by IS NULL)",
            name=op.f("ck_motion_attachment_removed_by_somebody"),
        ),
        _key("draft_id", "motion_draft"),
        _key("motion_id", "motion"),
        _key("added_by", "party"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_attachment")),
    )
    for column in ("draft_id", "motion_id", "digest", "added_by"):
        name = op.f(f"ix_motion_attachment_{column}")
        op.create_index(name, "motion_attachment", [column], unique=False)
    triggers.refuse("motion_attachment", "update", CHANGED)
    triggers.refuse("motion_attachment", "delete", "OLD.motion_id IS NOT NULL")
    triggers.refuse("stored_file", "update")
    triggers.refuse("stored_file", "delete", STILL_USED)
    triggers.refuse_to_empty("motion_attachment", "stored_file")


def downgrade() -> None:
    triggers.allow_to_empty("motion_attachment", "stored_file")
    for table in ("stored_file", "motion_attachment"):
        triggers.allow(table, "delete")
        triggers.allow(table, "update")
    for column in ("added_by", "digest", "motion_id", "draft_id"):
        op.drop_index(op.f(f"ix_motion_attachment_{column}"), table_name="motion_attachment")
    op.drop_table("motion_attachment")
    op.drop_table("stored_file")


def _key(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_motion_attachment_{column}")
    )
