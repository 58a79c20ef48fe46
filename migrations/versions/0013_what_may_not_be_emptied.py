"""On PostgreSQL, no emptying of motions, inspections, corrections and who looked."""

from governance.infrastructure import triggers

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = (
    "comment",
    "correction",
    "inspection_answer",
    "inspection_request",
    "motion",
    "register_access",
)


def upgrade() -> None:
    triggers.refuse_to_empty(*TABLES)


def downgrade() -> None:
    triggers.allow_to_empty(*TABLES)
