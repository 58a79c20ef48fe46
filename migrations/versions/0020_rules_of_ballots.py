"""Under which version of the rulebook a ballot opened."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

FROZEN = (
    "OLD.state <> 'planned' AND (NEW.question <> OLD.question"
    " OR NEW.if_carried <> OLD.if_carried OR NEW.motion_id <> OLD.motion_id"
    " OR NEW.resolution_kind <> OLD.resolution_kind OR NEW.secrecy <> OLD.secrecy"
    " OR NEW.record_date <> OLD.record_date OR NEW.closes_at <> OLD.closes_at"
    " OR NEW.opens_at <> OLD.opens_at OR NEW.known_seq IS DISTINCT FROM OLD.known_seq"
    " OR CAST(NEW.quorum AS TEXT) <> CAST(OLD.quorum AS TEXT)"
    " OR NEW.definition <> OLD.definition OR NEW.definition_hash <> OLD.definition_hash"
    " OR NEW.roll_hash <> OLD.roll_hash OR NEW.roll_size <> OLD.roll_size"
    "{rules}"
    " OR NEW.state = 'planned' OR OLD.state IN ('declared', 'called_off')"
    " OR (OLD.state = 'closed' AND NEW.state NOT IN ('closed', 'declared', 'called_off')))"
)
RULES = (
    " OR NEW.rules_version IS DISTINCT FROM OLD.rules_version"
    " OR NEW.rules_digest <> OLD.rules_digest"
)


def upgrade() -> None:
    op.add_column("ballot", sa.Column("rules_version", sa.Integer(), nullable=True))
    op.add_column(
        "ballot", sa.Column("rules_digest", sa.String(64), nullable=False, server_default="")
    )
    triggers.allow("ballot", "update")
    triggers.refuse("ballot", "update", FROZEN.format(rules=RULES))


def downgrade() -> None:
    triggers.allow("ballot", "update")
    triggers.refuse("ballot", "update", FROZEN.format(rules=""))
    op.drop_column("ballot", "rules_digest")
    op.drop_column("ballot", "rules_version")
