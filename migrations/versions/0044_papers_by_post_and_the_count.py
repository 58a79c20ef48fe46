"""Votes on paper and the opening of the count: tellers, their batch, openings, certificates.

What tellers type is in the ballot box, and only until it is put among the papers.
"""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

WRITTEN_ONCE = ("paper_batch", "ballot_opening", "ballot_certificate", "ballot_reminder")
NEVER_DELETED = (*WRITTEN_ONCE, "ballot_teller", "paper_waiver")
# Whoever typed the batch that was entered typed it.
TELLER_FROZEN = (
    "NEW.ballot_id <> OLD.ballot_id OR NEW.party_id <> OLD.party_id"
    " OR (OLD.is_appointed AND NOT NEW.is_appointed)"
    " OR EXISTS (SELECT 1 FROM paper_batch b WHERE b.ballot_id = OLD.ballot_id)"
)
WAIVER_FROZEN = (
    "NEW.ballot_id <> OLD.ballot_id OR NEW.reason <> OLD.reason OR NEW.asked_by <> OLD.asked_by"
    " OR NEW.asked_at <> OLD.asked_at OR OLD.agreed_by IS NOT NULL"
)


def upgrade() -> None:
    _of_ballot(
        "ballot_teller",
        sa.Column("party_id", ID, nullable=False),
        sa.Column("is_appointed", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("is_ready", sa.Boolean(), nullable=False),
        sa.Column("signed", sa.String(length=64), nullable=False),
        sa.CheckConstraint("place IN (1, 2)", name=op.f("ck_ballot_teller_place")),
        sa.UniqueConstraint("ballot_id", "place", name=op.f("uq_ballot_teller_ballot_id_place")),
        parties=("party_id",),
        key=("ballot_id", "party_id"),
    )
    _of_ballot(
        "paper_batch",
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("envelopes", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("first_id", ID, nullable=False),
        sa.Column("second_id", ID, nullable=False),
        _at("entered_at"),
        sa.CheckConstraint(
            "papers >= 0 AND papers <= envelopes", name=op.f("ck_paper_batch_within_envelopes")
        ),
        sa.CheckConstraint("first_id <> second_id", name=op.f("ck_paper_batch_two_tellers")),
        parties=("first_id", "second_id"),
    )
    _of_ballot(
        "paper_waiver",
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        _at("asked_at"),
        sa.Column("agreed_by", ID, nullable=True),
        _at("agreed_at", nullable=True),
        sa.CheckConstraint(
            "(agreed_by IS NULL) = (agreed_at IS NULL)", name=op.f("ck_paper_waiver_agreed")
        ),
        sa.CheckConstraint("agreed_by <> asked_by", name=op.f("ck_paper_waiver_two_people")),
        parties=("asked_by", "agreed_by"),
    )
    _of_ballot(
        "ballot_opening",
        sa.Column("party_id", ID, nullable=False),
        _at("opened_at"),
        parties=("party_id",),
        key=("ballot_id", "party_id"),
    )
    _of_ballot(
        "ballot_certificate",
        sa.Column("party_id", ID, nullable=False),
        sa.Column("declaration_digest", sa.String(length=64), nullable=False),
        _at("certified_at"),
        parties=("party_id",),
        key=("ballot_id", "party_id"),
        of="declaration.ballot_id",
    )
    _of_ballot(
        "ballot_reminder",
        sa.Column("hours", sa.Integer(), nullable=False),
        _at("sent_at"),
        key=("ballot_id", "hours"),
    )
    for table in WRITTEN_ONCE:
        triggers.refuse(table, "update")
    triggers.refuse("ballot_teller", "update", TELLER_FROZEN)
    triggers.refuse("paper_waiver", "update", WAIVER_FROZEN)
    for table in NEVER_DELETED:
        triggers.refuse(table, "delete")
    triggers.refuse_to_empty(*NEVER_DELETED)


def downgrade() -> None:
    triggers.allow_to_empty(*NEVER_DELETED)
    for table in NEVER_DELETED:
        triggers.allow(table, "update")
        triggers.allow(table, "delete")
    for table in reversed(NEVER_DELETED):
        op.drop_table(table)


def upgrade_box() -> None:
    op.create_table(
        "typed_papers",
        sa.Column("ballot_id", ID, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("ballot_id", "place", name=op.f("pk_typed_papers")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entered_batch",
        sa.Column("ballot_id", ID, autoincrement=False, nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ballot_id", name=op.f("pk_entered_batch")),
    )


def downgrade_box() -> None:
    op.drop_table("entered_batch")
    op.drop_table("typed_papers")


def _of_ballot(
    name: str,
    *columns: sa.schema.SchemaItem,
    parties: tuple[str, ...] = (),
    key: tuple[str, ...] = ("ballot_id",),
    of: str = "ballot.id",
) -> None:
    """Make a table of ballots, whose columns of these names are parties."""
    named = [
        sa.ForeignKeyConstraint([column], ["party.id"], name=op.f(f"fk_{name}_{column}"))
        for column in parties
    ]
    op.create_table(
        name,
        sa.Column("ballot_id", ID, nullable=False),
        *columns,
        *named,
        sa.ForeignKeyConstraint(["ballot_id"], [of], name=op.f(f"fk_{name}_ballot_id")),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
    )


def _at(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
