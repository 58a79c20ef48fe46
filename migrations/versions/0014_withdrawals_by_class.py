"""One open withdrawal of each class, so that a leaver's classes all wait in the queue.

Going back, a party that has two open is refused by the index: bring one to its end first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ONE_OPEN_BEFORE = sa.text("closed_on IS NULL")
ONE_OPEN = sa.text("closed_on IS NULL AND kind <> 'withdraw'")
ONE_OPEN_OF_CLASS = sa.text("closed_on IS NULL AND kind = 'withdraw'")


def upgrade() -> None:
    op.drop_index("uq_case_of_party_open", "case_of_party")
    _of_kind(ONE_OPEN)
    op.create_index(
        "uq_case_of_party_open_of_class",
        "case_of_party",
        ["party_id", "share_class_id"],
        unique=True,
        sqlite_where=ONE_OPEN_OF_CLASS,
        postgresql_where=ONE_OPEN_OF_CLASS,
    )


def downgrade() -> None:
    op.drop_index("uq_case_of_party_open_of_class", "case_of_party")
    op.drop_index("uq_case_of_party_open", "case_of_party")
    _of_kind(ONE_OPEN_BEFORE)


def _of_kind(where: sa.TextClause) -> None:
    op.create_index(
        "uq_case_of_party_open",
        "case_of_party",
        ["party_id", "book_key", "kind"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
