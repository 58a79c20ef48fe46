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
    """Keep with each mapping, and each import, how its dates and hours are written.

    The tables are not made anew for it: on SQLite that would delete the lines of every import.
    """
    for table in WITH_SETTINGS:
        op.add_column(table, sa.Column("settings", sa.JSON(), server_default="{}", nullable=False))


def _drop_settings_of_staff_files() -> None:
    for table in reversed(WITH_SETTINGS):
        op.drop_column(table, "settings")
