"""A picture on a paper can be erased once voting there has ended: it may show a person."""

from governance.infrastructure import triggers

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

ON_A_PAPER = "EXISTS (SELECT 1 FROM ballot_option o WHERE o.picture = OLD.digest)"
ON_A_PAPER_TO_COME = (
    "EXISTS (SELECT 1 FROM ballot_option o JOIN ballot b ON b.id = o.ballot_id"
    " WHERE o.picture = OLD.digest AND b.state NOT IN ('declared', 'called_off'))"
)


def upgrade() -> None:
    triggers.allow("ballot_picture", "delete")
    triggers.refuse("ballot_picture", "delete", ON_A_PAPER_TO_COME)


def downgrade() -> None:
    triggers.allow("ballot_picture", "delete")
    triggers.refuse("ballot_picture", "delete", ON_A_PAPER)
