"""What is done to motions on their way: rulings, appeals, remits, delays; and where they stand."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import checks, triggers

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

STATES = (
    "state IN ('proposed', 'seconded', 'balloted', 'carried', 'lost', 'inquorate', 'withdrawn')"
)
STATES_NOW = (
    "state IN ('proposed', 'seconded', 'balloted', 'carried', 'lost', 'inquorate', 'withdrawn',"
    " 'out_of_order', 'remitted', 'to_meeting', 'composited')"
)
KINDS = (
    "kind IN ('ruled_out', 'appealed', 'appeal_decided', 'remitted', 'reported', 'adjourned',"
    " 'resumed', 'sent_to_meeting', 'taken_back', 'decided_there', 'may_come_again', 'taken_up',"
    " 'composited', 'uncomposited')"
)
APPEND_ONLY = ("motion_step", "motion_appellant")


def upgrade() -> None:
    checks.restate("motion", "ck_motion_state", STATES, STATES_NOW)
    op.add_column("motion", sa.Column("adjourned_until", sa.Date(), nullable=True))
    op.create_table(
        "motion_step",
        sa.Column("id", ID, nullable=False),
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about_id", ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", ID, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_motion_step_kind")),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_step_motion_id")
        ),
        sa.ForeignKeyConstraint(
            ["about_id"], ["motion_step.id"], name=op.f("fk_motion_step_about_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["party.id"], name=op.f("fk_motion_step_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_step")),
        sa.UniqueConstraint("about_id", "kind", name=op.f("uq_motion_step_about_id_kind")),
    )
    op.create_index(op.f("ix_motion_step_motion_id"), "motion_step", ["motion_id"])
    op.create_index(op.f("ix_motion_step_by_id"), "motion_step", ["by_id"])
    op.create_table(
        "motion_appellant",
        sa.Column("ruling_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["ruling_id"], ["motion_step.id"], name=op.f("fk_motion_appellant_ruling_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_motion_appellant_party_id")
        ),
        sa.PrimaryKeyConstraint("ruling_id", "party_id", name=op.f("pk_motion_appellant")),
    )
    op.create_index(op.f("ix_motion_appellant_party_id"), "motion_appellant", ["party_id"])
    for table in APPEND_ONLY:
        triggers.refuse(table, "update")
        triggers.refuse(table, "delete")
    triggers.refuse_to_empty(*APPEND_ONLY)


def downgrade() -> None:
    triggers.allow_to_empty(*APPEND_ONLY)
    for table in reversed(APPEND_ONLY):
        triggers.allow(table, "update")
        triggers.allow(table, "delete")
    op.drop_table("motion_appellant")
    op.drop_table("motion_step")
    op.drop_column("motion", "adjourned_until")
    checks.restate("motion", "ck_motion_state", STATES_NOW, STATES)
