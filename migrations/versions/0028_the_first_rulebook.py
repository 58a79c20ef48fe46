"""The first rulebook while it is being set up."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rulebook_draft",
        sa.Column("id", ID, nullable=False),
        sa.Column("legal_form", sa.String(length=30), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_rulebook_draft_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulebook_draft")),
    )


def downgrade() -> None:
    op.drop_table("rulebook_draft")
