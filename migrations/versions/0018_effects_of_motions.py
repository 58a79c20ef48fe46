"""What a motion does if it is carried, and what that would have changed when it was closed."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

WORDS = (
    "NEW.id <> OLD.id OR NEW.year <> OLD.year OR NEW.number <> OLD.number"
    " OR NEW.title <> OLD.title OR NEW.text <> OLD.text OR NEW.reason <> OLD.reason"
    " OR NEW.cost <> OLD.cost OR NEW.mover_id <> OLD.mover_id OR NEW.digest <> OLD.digest"
    " OR NEW.seconders_needed <> OLD.seconders_needed OR NEW.proposed_at <> OLD.proposed_at"
    " OR OLD.state IN ('carried', 'lost', 'inquorate', 'withdrawn')"
)
EFFECT = " OR NEW.effect <> OLD.effect OR CAST(NEW.payload AS TEXT) <> CAST(OLD.payload AS TEXT)"


def upgrade() -> None:
    for table in ("motion", "motion_draft"):
        op.add_column(
            table, sa.Column("effect", sa.String(40), nullable=False, server_default="none")
        )
        op.add_column(table, sa.Column("payload", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("motion", sa.Column("consequences", sa.JSON(), nullable=True))
    triggers.allow("motion", "update")
    triggers.refuse("motion", "update", WORDS + EFFECT)


def downgrade() -> None:
    triggers.allow("motion", "update")
    triggers.refuse("motion", "update", WORDS)
    op.drop_column("motion", "consequences")
    for table in ("motion_draft", "motion"):
        op.drop_column(table, "payload")
        op.drop_column(table, "effect")
