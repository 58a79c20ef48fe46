"""Who writes a motion with its mover, and how often each part of a draft was written."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "motion_draft_part",
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_by", ID, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        _key("motion_draft_part", "draft_id", "motion_draft"),
        _key("motion_draft_part", "written_by", "party"),
        sa.PrimaryKeyConstraint("draft_id", "part", name=op.f("pk_motion_draft_part")),
    )
    op.create_table(
        "motion_draft_author",
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'accepted', 'declined')",
            name=op.f("ck_motion_draft_author_state"),
        ),
        _key("motion_draft_author", "draft_id", "motion_draft"),
        _key("motion_draft_author", "party_id", "party"),
        sa.PrimaryKeyConstraint("draft_id", "party_id", name=op.f("pk_motion_draft_author")),
    )
    op.create_table(
        "motion_co_author",
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        _key("motion_co_author", "motion_id", "motion"),
        _key("motion_co_author", "party_id", "party"),
        sa.PrimaryKeyConstraint("motion_id", "party_id", name=op.f("pk_motion_co_author")),
    )
    for table in ("motion_draft_author", "motion_co_author"):
        op.create_index(op.f(f"ix_{table}_party_id"), table, ["party_id"], unique=False)
    triggers.refuse("motion_co_author", "update")
    triggers.refuse("motion_co_author", "delete")
    triggers.refuse_to_empty("motion_co_author")


def downgrade() -> None:
    triggers.allow_to_empty("motion_co_author")
    triggers.allow("motion_co_author", "delete")
    triggers.allow("motion_co_author", "update")
    for table in ("motion_co_author", "motion_draft_author"):
        op.drop_index(op.f(f"ix_{table}_party_id"), table_name=table)
        op.drop_table(table)
    op.drop_table("motion_draft_part")


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
