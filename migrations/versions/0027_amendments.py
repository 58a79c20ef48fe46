"""Amendments of motions, their seconders, and those that are still being written."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
STATES = (
    "state IN ('proposed', 'seconded', 'balloted', 'accepted', 'carried', 'lost', 'inquorate',"
    " 'withdrawn', 'fallen', 'ruled_out')"
)
BALLOTED = sa.text("state = 'balloted'")
# What members second is what is voted on; an amendment that has ended stays as it ended.
REFUSED = (
    " OR ".join(
        f"NEW.{name} <> OLD.{name}"
        for name in (
            *("id", "motion_id", "number", "mover_id", "version", "reason", "digest"),
            *("seconders_needed", "proposed_at"),
        )
    )
    + " OR CAST(NEW.changes AS TEXT) <> CAST(OLD.changes AS TEXT)"
    " OR CAST(NEW.payload AS TEXT) IS DISTINCT FROM CAST(OLD.payload AS TEXT)"
    " OR OLD.closed_at IS NOT NULL"
)


def upgrade() -> None:
    op.create_table(
        "amendment",
        sa.Column("id", ID, nullable=False),
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mover_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("seconders_needed", sa.Integer(), nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("seconded_at", INSTANT, nullable=True),
        sa.Column("declined_at", INSTANT, nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("ended_version", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_amendment_state")),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_amendment_motion_id")),
        sa.ForeignKeyConstraint(["mover_id"], ["party.id"], name=op.f("fk_amendment_mover_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sa.UniqueConstraint("motion_id", "number", name=op.f("uq_amendment_motion_id_number")),
    )
    for column in ("motion_id", "mover_id", "state"):
        op.create_index(op.f(f"ix_amendment_{column}"), "amendment", [column], unique=False)
    op.create_index(
        "uq_amendment_balloted",
        "amendment",
        ["motion_id"],
        unique=True,
        sqlite_where=BALLOTED,
        postgresql_where=BALLOTED,
    )
    _make_secondments()
    _make_drafts()
    triggers.refuse("amendment", "update", REFUSED)
    triggers.refuse("amendment", "delete")
    for operation in ("update", "delete"):
        triggers.refuse("amendment_secondment", operation)
    triggers.refuse_to_empty("amendment", "amendment_secondment")


def downgrade() -> None:
    triggers.allow_to_empty("amendment", "amendment_secondment")
    for table in ("amendment_secondment", "amendment"):
        for operation in ("update", "delete"):
            triggers.allow(table, operation)
    for table in ("amendment_draft", "amendment_secondment", "amendment"):
        op.drop_table(table)


def _make_secondments() -> None:
    op.create_table(
        "amendment_secondment",
        sa.Column("amendment_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["amendment_id"], ["amendment.id"], name=op.f("fk_amendment_secondment_amendment_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_amendment_secondment_party_id")
        ),
        sa.PrimaryKeyConstraint("amendment_id", "party_id", name=op.f("pk_amendment_secondment")),
    )
    op.create_index(
        op.f("ix_amendment_secondment_party_id"),
        "amendment_secondment",
        ["party_id"],
        unique=False,
    )


def _make_drafts() -> None:
    op.create_table(
        "amendment_draft",
        sa.Column("id", ID, nullable=False),
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("amendment_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["amendment_id"], ["amendment.id"], name=op.f("fk_amendment_draft_amendment_id")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["party.id"], name=op.f("fk_amendment_draft_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_amendment_draft_motion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment_draft")),
        sa.UniqueConstraint("amendment_id", name=op.f("uq_amendment_draft_amendment_id")),
    )
    for column in ("author_id", "motion_id"):
        name = op.f(f"ix_amendment_draft_{column}")
        op.create_index(name, "amendment_draft", [column], unique=False)
