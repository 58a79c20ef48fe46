"""Joining, leaving, withdrawing: cases, their steps, withdrawals, nominations, and triggers."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN_ONLY = sa.text("closed_on IS NULL")

# The words may be erased (words and salt to null); nothing else.
WORDS = (
    " OR NEW.digest <> OLD.digest"
    " OR (NEW.words IS NOT NULL AND CAST(NEW.words AS TEXT) <> 'null'"
    " AND CAST(NEW.words AS TEXT) IS DISTINCT FROM CAST(OLD.words AS TEXT))"
    " OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt)"
)
REFUSED_UPDATES = {
    # One step at a time; what a closed case was about and how it ended stays.
    "case_of_party": (
        "NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.book_key <> OLD.book_key"
        " OR NEW.party_id <> OLD.party_id OR NEW.opened_on <> OLD.opened_on"
        " OR NEW.opened_seq <> OLD.opened_seq OR NEW.steps <> OLD.steps + 1"
        " OR NEW.units_done < OLD.units_done OR NEW.pence_paid < OLD.pence_paid"
        " OR (OLD.closed_on IS NOT NULL AND (NEW.closed_on IS DISTINCT FROM OLD.closed_on"
        " OR NEW.state <> OLD.state OR NEW.effect_on IS DISTINCT FROM OLD.effect_on"
        " OR NEW.share_class_id IS DISTINCT FROM OLD.share_class_id OR NEW.units <> OLD.units"
        " OR NEW.units_done <> OLD.units_done OR NEW.pence_due <> OLD.pence_due"
        " OR NEW.other_party_id IS DISTINCT FROM OLD.other_party_id))"
    ),
    "case_step": (
        "NEW.case_id <> OLD.case_id OR NEW.n <> OLD.n OR NEW.seq <> OLD.seq"
        " OR NEW.step <> OLD.step OR NEW.state <> OLD.state OR NEW.taken_on <> OLD.taken_on"
        " OR NEW.taken_by IS DISTINCT FROM OLD.taken_by"
        " OR CAST(NEW.told AS TEXT) <> CAST(OLD.told AS TEXT)" + WORDS
    ),
    "withdrawal_switch": (
        "NEW.seq <> OLD.seq OR NEW.book_id <> OLD.book_id OR NEW.switched_on <> OLD.switched_on"
        " OR NEW.is_suspended <> OLD.is_suspended" + WORDS
    ),
    "withdrawal_run": (
        "NEW.id <> OLD.id OR NEW.seq <> OLD.seq OR NEW.book_id <> OLD.book_id"
        " OR NEW.run_on <> OLD.run_on OR NEW.pence <> OLD.pence"
        " OR NEW.surplus_pence <> OLD.surplus_pence OR NEW.signed_on <> OLD.signed_on" + WORDS
    ),
    # Taken back once, for ever.
    "nomination": (
        "NEW.id <> OLD.id OR NEW.party_id <> OLD.party_id OR NEW.book_key <> OLD.book_key"
        " OR NEW.given_on <> OLD.given_on OR NEW.given_seq <> OLD.given_seq"
        " OR (OLD.revoked_seq IS NOT NULL AND (NEW.revoked_seq IS DISTINCT FROM OLD.revoked_seq"
        " OR NEW.revoked_on IS DISTINCT FROM OLD.revoked_on))" + WORDS
    ),
}


def upgrade() -> None:
    op.create_table(
        "case_of_party",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("book_key", sa.String(length=20), nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_seq", ID, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("effect_on", sa.Date(), nullable=True),
        sa.Column("share_class_id", ID, nullable=True),
        sa.Column("units", ID, nullable=False),
        sa.Column("units_done", ID, nullable=False),
        sa.Column("other_party_id", ID, nullable=True),
        sa.Column("pence_due", ID, nullable=False),
        sa.Column("pence_paid", ID, nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('join', 'leave', 'withdraw', 'transfer')",
            name=op.f("ck_case_of_party_kind"),
        ),
        sa.CheckConstraint(
            "0 <= units_done AND units_done <= units", name=op.f("ck_case_of_party_units")
        ),
        sa.CheckConstraint(
            "0 <= pence_paid AND pence_paid <= pence_due", name=op.f("ck_case_of_party_pence")
        ),
        sa.ForeignKeyConstraint(
            ["other_party_id"], ["party.id"], name=op.f("fk_case_of_party_other_party_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_case_of_party_party_id")),
        sa.ForeignKeyConstraint(
            ["share_class_id"], ["share_class.id"], name=op.f("fk_case_of_party_share_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_of_party")),
    )
    op.create_index("ix_case_of_party_party_id", "case_of_party", ["party_id"], unique=False)
    op.create_index(
        "ix_case_of_party_state", "case_of_party", ["kind", "state", "effect_on"], unique=False
    )
    op.create_index(
        "uq_case_of_party_open",
        "case_of_party",
        ["party_id", "book_key", "kind"],
        unique=True,
        sqlite_where=OPEN_ONLY,
        postgresql_where=OPEN_ONLY,
    )
    op.create_table(
        "case_step",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", ID, nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("taken_by", ID, nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        *_words(),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_of_party.id"], name=op.f("fk_case_step_case_id")
        ),
        sa.PrimaryKeyConstraint("case_id", "n", name=op.f("pk_case_step")),
        sa.UniqueConstraint("seq", name=op.f("uq_case_step_seq")),
    )
    op.create_table(
        "withdrawal_switch",
        sa.Column("seq", ID, autoincrement=False, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("switched_on", sa.Date(), nullable=False),
        sa.Column("is_suspended", sa.Boolean(), nullable=False),
        *_words(),
        sa.ForeignKeyConstraint(
            ["book_id"], ["book.id"], name=op.f("fk_withdrawal_switch_book_id")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_withdrawal_switch")),
    )
    op.create_index("ix_withdrawal_switch_book_id", "withdrawal_switch", ["book_id"], unique=False)
    op.create_table(
        "withdrawal_run",
        sa.Column("id", ID, nullable=False),
        sa.Column("seq", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("run_on", sa.Date(), nullable=False),
        sa.Column("pence", ID, nullable=False),
        sa.Column("surplus_pence", ID, nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        *_words(),
        sa.CheckConstraint(
            "0 < pence AND pence <= surplus_pence", name=op.f("ck_withdrawal_run_within_surplus")
        ),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_withdrawal_run_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal_run")),
        sa.UniqueConstraint("seq", name=op.f("uq_withdrawal_run_seq")),
    )
    op.create_index("ix_withdrawal_run_book_id", "withdrawal_run", ["book_id"], unique=False)
    op.create_table(
        "nomination",
        sa.Column("id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("book_key", sa.String(length=20), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_seq", ID, nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("revoked_seq", ID, nullable=True),
        *_words(),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_nomination_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
    )
    op.create_index("ix_nomination_party", "nomination", ["party_id", "book_key"], unique=False)
    for table, condition in REFUSED_UPDATES.items():
        triggers.refuse(table, "update", condition)
        triggers.refuse(table, "delete")
    triggers.refuse_to_empty(*REFUSED_UPDATES)


def _words() -> list[sa.Column]:
    return [
        sa.Column("words", sa.JSON(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
    ]


def downgrade() -> None:
    for table in REFUSED_UPDATES:
        for operation in ("update", "delete"):
            triggers.allow(table, operation)
    triggers.allow_to_empty(*REFUSED_UPDATES)
    op.drop_index("ix_nomination_party", table_name="nomination")
    op.drop_table("nomination")
    op.drop_index("ix_withdrawal_run_book_id", table_name="withdrawal_run")
    op.drop_table("withdrawal_run")
    op.drop_index("ix_withdrawal_switch_book_id", table_name="withdrawal_switch")
    op.drop_table("withdrawal_switch")
    op.drop_table("case_step")
    op.drop_index(
        "uq_case_of_party_open",
        table_name="case_of_party",
        sqlite_where=OPEN_ONLY,
        postgresql_where=OPEN_ONLY,
    )
    op.drop_index("ix_case_of_party_state", table_name="case_of_party")
    op.drop_index("ix_case_of_party_party_id", table_name="case_of_party")
    op.drop_table("case_of_party")
