"""Which list was looked at, whose it is, which page, and by what it was searched.

What was noted before stays as it is: the log is append-only.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

COLUMNS = (
    ("title", sa.String(length=300)),
    ("among", sa.String(length=80)),
    ("page", sa.Integer()),
    ("filters", sa.String(length=120)),
)


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("register_access", sa.Column(name, kind, nullable=True))
    op.create_index("ix_register_access_among", "register_access", ["among", "id"])


def downgrade() -> None:
    op.drop_index("ix_register_access_among", "register_access")
    for name, _kind in reversed(COLUMNS):
        op.drop_column("register_access", name)
