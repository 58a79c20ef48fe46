"""Papers written step by step before they are set; least shares of approval; pictures of options.

On SQLite a column with a check of its own is added in SQL: alembic would copy the whole table, and
with it lose the triggers.
"""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# An option may be struck, with its reason, until the papers are counted; nothing else changes.
STRUCK_ONLY = (
    "NEW.ballot_id <> OLD.ballot_id OR NEW.question <> OLD.question OR NEW.number <> OLD.number"
    " OR NEW.title <> OLD.title OR NEW.statement <> OLD.statement OR NEW.picture <> OLD.picture"
    " OR NEW.kind <> OLD.kind OR OLD.struck <> ''"
    " OR EXISTS (SELECT 1 FROM ballot b WHERE b.id = OLD.ballot_id AND b.state = 'declared')"
)
STRUCK_ONLY_NOW = f"NEW.picture_words <> OLD.picture_words OR {STRUCK_ONLY}"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE ballot_question ADD COLUMN least_share INTEGER DEFAULT 0 NOT NULL"
        " CONSTRAINT ck_ballot_question_least_share CHECK (least_share BETWEEN 0 AND 100)"
    )
    op.add_column(
        "ballot_option",
        sa.Column("picture_words", sa.String(length=200), server_default="", nullable=False),
    )
    triggers.allow("ballot_option", "update")
    triggers.refuse("ballot_option", "update", STRUCK_ONLY_NOW)
    op.create_table(
        "ballot_picture",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_ballot_picture")),
    )
    triggers.refuse("ballot_picture", "update")
    triggers.refuse(
        "ballot_picture",
        "delete",
        "EXISTS (SELECT 1 FROM ballot_option o WHERE o.picture = OLD.digest)",
    )
    triggers.refuse_to_empty("ballot_picture")
    op.create_table(
        "ballot_draft",
        sa.Column("id", ID, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("paper", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", ID, nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_draft")),
    )


def downgrade() -> None:
    op.drop_table("ballot_draft")
    triggers.allow_to_empty("ballot_picture")
    triggers.allow("ballot_picture", "delete")
    triggers.allow("ballot_picture", "update")
    op.drop_table("ballot_picture")
    triggers.allow("ballot_option", "update")
    triggers.refuse("ballot_option", "update", STRUCK_ONLY)
    op.drop_column("ballot_option", "picture_words")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ALTER TABLE ballot_question DROP COLUMN least_share")
        return
    op.drop_column("ballot_question", "least_share")
