"""Ballots on amendments: which one, and what the motion said when it was set."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

FROZEN = (
    "{subject}OLD.state <> 'planned' AND (NEW.question <> OLD.question"
    " OR NEW.if_carried <> OLD.if_carried OR NEW.motion_id <> OLD.motion_id"
    " OR NEW.resolution_kind <> OLD.resolution_kind OR NEW.secrecy <> OLD.secrecy"
    " OR NEW.record_date <> OLD.record_date OR NEW.closes_at <> OLD.closes_at"
    " OR NEW.opens_at <> OLD.opens_at OR NEW.known_seq IS DISTINCT FROM OLD.known_seq"
    " OR CAST(NEW.quorum AS TEXT) <> CAST(OLD.quorum AS TEXT)"
    " OR NEW.definition <> OLD.definition OR NEW.definition_hash <> OLD.definition_hash"
    " OR NEW.roll_hash <> OLD.roll_hash OR NEW.roll_size <> OLD.roll_size"
    " OR NEW.rules_version IS DISTINCT FROM OLD.rules_version"
    " OR NEW.rules_digest <> OLD.rules_digest"
    " OR NEW.state = 'planned' OR OLD.state IN ('declared', 'called_off')"
    " OR (OLD.state = 'closed' AND NEW.state NOT IN ('closed', 'declared', 'called_off')))"
)
SUBJECT = (
    "NEW.amendment_id IS DISTINCT FROM OLD.amendment_id"
    " OR NEW.motion_version IS DISTINCT FROM OLD.motion_version OR "
)


def upgrade() -> None:
    kind = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    # A column with its reference in one statement, which SQLite can add; a constraint it cannot.
    op.execute(
        f"ALTER TABLE ballot ADD COLUMN amendment_id {kind}"
        " CONSTRAINT fk_ballot_amendment_id REFERENCES amendment (id)"
    )
    op.add_column("ballot", sa.Column("motion_version", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_ballot_amendment_id"), "ballot", ["amendment_id"], unique=False)
    triggers.allow("ballot", "update")
    triggers.refuse("ballot", "update", FROZEN.format(subject=SUBJECT))


def downgrade() -> None:
    triggers.allow("ballot", "update")
    triggers.refuse("ballot", "update", FROZEN.format(subject=""))
    op.drop_index(op.f("ix_ballot_amendment_id"), table_name="ballot")
    op.drop_column("ballot", "motion_version")
    op.drop_column("ballot", "amendment_id")
