"""Imports of staff by assignment, and of opening positions and holdings."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WITH_SETTINGS = ("import_mapping", "import_batch")


def upgrade() -> None:
    _add_settings_of_staff_files()


def downgrade() -> None:
    _drop_settings_of_staff_files()


def _add_settings_of_staff_files() -> None:
    """Keep with each mapping, and each import, how its dates and hours are written."""
    for table in WITH_SETTINGS:
        op.add_column(table, sa.Column("settings", sa.JSON(), server_default="{}", nullable=False))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("settings", server_default=None)


def _drop_settings_of_staff_files() -> None:
    for table in reversed(WITH_SETTINGS):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("settings")
