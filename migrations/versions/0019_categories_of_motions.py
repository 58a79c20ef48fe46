"""What a motion is about; those of before stand under "other"."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    category = sa.Column("category", sa.String(length=12), nullable=False, server_default="other")
    op.add_column("motion", category)
    op.create_index(op.f("ix_motion_category"), "motion", ["category"], unique=False)
    undecided = sa.Column("category", sa.String(length=12), nullable=False, server_default="")
    op.add_column("motion_draft", undecided)


def downgrade() -> None:
    op.drop_column("motion_draft", "category")
    op.drop_index(op.f("ix_motion_category"), table_name="motion")
    op.drop_column("motion", "category")
