"""Imports of staff by assignment, and of opening positions and holdings."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WITH_SETTINGS = ("import_mapping", "import_batch")


def upgrade() -> None:
    _add_settings_of_staff_files()
    _create_imports_of_books()


def downgrade() -> None:
    _drop_imports_of_books()
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


def _create_imports_of_books() -> None:
    """Make room for files of opening positions and holdings on their way into a book."""
    op.create_table(
        "book_import_mapping",
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("shape", sa.String(length=12), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "shape", name="pk_book_import_mapping"),
    )
    op.create_table(
        "book_import",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("shape", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("encoding", sa.String(length=20), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("job_id", ID, nullable=True),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('uploaded', 'trying', 'tried', 'entering', 'entered', 'dropped')",
            name=op.f("ck_book_import_state"),
        ),
        sa.CheckConstraint(
            "shape IN ('holdings', 'transactions', 'balances')", name=op.f("ck_book_import_shape")
        ),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name="fk_book_import_book_id"),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name="fk_book_import_job_id"),
        sa.PrimaryKeyConstraint("id", name="pk_book_import"),
    )
    op.create_index("ix_book_import_book_id", "book_import", ["book_id"])
    op.create_table(
        "book_import_row",
        sa.Column("import_id", ID, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("holder", sa.String(length=60), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["book_import.id"],
            name="fk_book_import_row_import_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", "line", name="pk_book_import_row"),
    )
    op.create_index("ix_book_import_row_verdict", "book_import_row", ["verdict"])


def _drop_imports_of_books() -> None:
    for table in ("book_import_row", "book_import", "book_import_mapping"):
        op.drop_table(table)
