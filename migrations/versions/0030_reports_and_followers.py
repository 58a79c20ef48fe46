"""Reports of comments to the officers, who follows a motion, and how far followers were told.

Of motions that are still on their way, whoever moved, wrote, seconded or discussed them follows.
What was said before is told to nobody any more.
"""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# A report is answered once, and nothing else of it changes.
REPORT_CHANGES = (
    "NEW.id <> OLD.id OR NEW.comment_id <> OLD.comment_id OR NEW.reporter_id <> OLD.reporter_id"
    " OR NEW.reason <> OLD.reason OR NEW.at <> OLD.at OR OLD.outcome IS NOT NULL"
)
TOOK_PART = (
    "SELECT id AS motion_id, mover_id AS party_id, proposed_at AS at FROM motion"
    " UNION ALL SELECT a.motion_id, a.party_id, m.proposed_at FROM motion_co_author a"
    " JOIN motion m ON m.id = a.motion_id"
    " UNION ALL SELECT motion_id, party_id, at FROM secondment"
    " UNION ALL SELECT motion_id, author_id, at FROM comment"
)


def upgrade() -> None:
    op.create_table(
        "comment_report",
        sa.Column("id", ID, nullable=False),
        sa.Column("comment_id", ID, nullable=False),
        sa.Column("reporter_id", ID, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("answer", sa.String(length=200), nullable=False),
        sa.Column("answered_by", ID, nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('removed', 'taken_back', 'dismissed')",
            name=op.f("ck_comment_report_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["party.id"], name=op.f("fk_comment_report_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_comment_report_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["party.id"], name=op.f("fk_comment_report_reporter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_report")),
        sa.UniqueConstraint(
            "comment_id", "reporter_id", name=op.f("uq_comment_report_comment_id_reporter_id")
        ),
    )
    op.create_index(op.f("ix_comment_report_outcome"), "comment_report", ["outcome"], unique=False)
    op.create_table(
        "motion_follower",
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("is_following", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_follower_motion_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_motion_follower_party_id")
        ),
        sa.PrimaryKeyConstraint("motion_id", "party_id", name=op.f("pk_motion_follower")),
    )
    op.create_index(
        op.f("ix_motion_follower_party_id"), "motion_follower", ["party_id"], unique=False
    )
    op.create_table(
        "discussion_told",
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("comment_id", ID, nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_discussion_told_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_discussion_told_motion_id")
        ),
        sa.PrimaryKeyConstraint("motion_id", name=op.f("pk_discussion_told")),
    )
    _carry_over()
    triggers.refuse("comment_report", "update", REPORT_CHANGES)
    triggers.refuse("comment_report", "delete")
    triggers.refuse_to_empty("comment_report")


def _carry_over() -> None:
    op.execute(
        "INSERT INTO motion_follower (motion_id, party_id, is_following, changed_at)"
        f" SELECT t.motion_id, t.party_id, true, MIN(t.at) FROM ({TOOK_PART}) t"
        " JOIN motion m ON m.id = t.motion_id WHERE m.closed_at IS NULL"
        " GROUP BY t.motion_id, t.party_id"
    )
    op.execute(
        "INSERT INTO discussion_told (motion_id, comment_id, told_at)"
        " SELECT motion_id, MAX(id), MAX(at) FROM comment GROUP BY motion_id"
    )


def downgrade() -> None:
    triggers.allow_to_empty("comment_report")
    triggers.allow("comment_report", "delete")
    triggers.allow("comment_report", "update")
    op.drop_table("discussion_told")
    op.drop_index(op.f("ix_motion_follower_party_id"), table_name="motion_follower")
    op.drop_table("motion_follower")
    op.drop_index(op.f("ix_comment_report_outcome"), table_name="comment_report")
    op.drop_table("comment_report")
