"""What people ask to have put right."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFUSED_UPDATE = (
    "NEW.id <> OLD.id OR NEW.party_id <> OLD.party_id OR NEW.asked_on <> OLD.asked_on"
    " OR NEW.asked_seq <> OLD.asked_seq OR NEW.asked_digest <> OLD.asked_digest"
    " OR (OLD.state <> 'asked' AND (NEW.state <> OLD.state"
    " OR NEW.answer_digest <> OLD.answer_digest))"
    " OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt)"
)


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_seq", ID, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("words", sa.JSON(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("asked_digest", sa.String(length=64), nullable=False),
        sa.Column("answer_digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'done', 'declined')", name=op.f("ck_correction_state")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_correction_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(
        "uq_correction_asked",
        "correction",
        ["party_id"],
        unique=True,
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )
    triggers.refuse("correction", "update", REFUSED_UPDATE)
    triggers.refuse("correction", "delete")


def downgrade() -> None:
    for operation in ("update", "delete"):
        triggers.allow("correction", operation)
    op.drop_index(
        "uq_correction_asked",
        table_name="correction",
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.drop_table("correction")
