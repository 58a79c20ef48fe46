"""The ballot box: a database of its own, in which nothing is about a person."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The book is untouched."""


def downgrade() -> None:
    """The book is untouched."""


def upgrade_box() -> None:
    op.create_table(
        "ballot_box",
        sa.Column("ballot_id", ID, autoincrement=False, nullable=False),
        sa.Column("rewritten", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("ballot_id", name=op.f("pk_ballot_box")),
    )
    op.create_table(
        "paper",
        sa.Column("ballot_id", ID, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("tracker", sa.String(24), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ballot_id", "key", name=op.f("pk_paper")),
        sqlite_with_rowid=False,
    )


def downgrade_box() -> None:
    op.drop_table("paper")
    op.drop_table("ballot_box")
