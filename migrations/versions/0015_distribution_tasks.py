"""What officers ask the worker to do with distributions of thousands of people."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_table(
        "distribution_task",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("distribution_id", ID, nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("minute_ref", sa.String(length=60), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("form_key", sa.String(length=60), nullable=True),
        sa.Column("job_id", ID, nullable=True),
        sa.Column("asked_by", ID, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('prepare', 'again', 'approve')", name=op.f("ck_distribution_task_kind")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'done', 'refused', 'dropped')",
            name=op.f("ck_distribution_task_state"),
        ),
        sa.CheckConstraint(
            "kind = 'prepare' OR distribution_id IS NOT NULL",
            name=op.f("ck_distribution_task_about_one"),
        ),
        sa.ForeignKeyConstraint(
            ["book_id"], ["book.id"], name=op.f("fk_distribution_task_book_id")
        ),
        sa.ForeignKeyConstraint(
            ["distribution_id"],
            ["distribution.id"],
            name=op.f("fk_distribution_task_distribution_id"),
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_distribution_task_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distribution_task")),
        sa.UniqueConstraint("form_key", name=op.f("uq_distribution_task_form_key")),
    )
    op.create_index("ix_distribution_task_book_id", "distribution_task", ["book_id", "state"])
    op.create_index(
        "uq_distribution_task_waiting",
        "distribution_task",
        ["distribution_id"],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    op.drop_table("distribution_task")
