"""The ledger: legal entities, share classes, accounts, transactions and their triggers."""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

APPEND_ONLY = ("book", "share_class", "class_terms", "account_of_book", "transfer", "period")
REFUSED_UPDATES = {
    # The words of a transaction may be erased (memo and salt to null); nothing else.
    "ledger_transaction": (
        "NEW.seq <> OLD.seq OR NEW.book_id <> OLD.book_id OR NEW.kind <> OLD.kind"
        " OR NEW.effective_on <> OLD.effective_on OR NEW.key IS DISTINCT FROM OLD.key"
        " OR NEW.reverses_seq IS DISTINCT FROM OLD.reverses_seq"
        " OR NEW.transfers <> OLD.transfers OR NEW.content <> OLD.content"
        " OR NEW.memo_digest <> OLD.memo_digest"
        " OR (NEW.memo IS NOT NULL AND NEW.memo IS DISTINCT FROM OLD.memo)"
        " OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt)"
    ),
}
REFUSED_INSERTS = {
    # Both sides are of one unit and of the transfer's book; a header seals its transfers.
    "transfer": (
        "NOT EXISTS (SELECT 1 FROM account_of_book d JOIN account_of_book c ON d.unit = c.unit"
        " WHERE d.id = NEW.debit_id AND c.id = NEW.credit_id"
        " AND d.book_id = NEW.book_id AND c.book_id = NEW.book_id)"
        " OR EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.seq = NEW.seq)"
    ),
    # The header comes with the next link, after all its transfers, on a day that is not closed.
    "ledger_transaction": (
        "NEW.transfers < 1 OR NEW.seq <> COALESCE((SELECT max(seq) FROM link), 0) + 1"
        " OR NEW.transfers <> (SELECT count(*) FROM transfer t WHERE t.seq = NEW.seq)"
        " OR NEW.transfers <> (SELECT count(*) FROM transfer t WHERE t.seq = NEW.seq"
        " AND t.book_id = NEW.book_id AND t.effective_on = NEW.effective_on)"
        " OR EXISTS (SELECT 1 FROM period p WHERE p.book_id = NEW.book_id"
        " AND p.ends_on >= NEW.effective_on)"
    ),
    # Periods are closed one after another.
    "period": (
        "EXISTS (SELECT 1 FROM period p WHERE p.book_id = NEW.book_id AND p.ends_on >= NEW.ends_on)"
    ),
}
NEVER_DELETED = (*APPEND_ONLY, *REFUSED_UPDATES)


def _rules() -> list[tuple[str, str, str]]:
    """Return (table, operation, condition that refuses it)."""
    rules = [(table, "update", "") for table in APPEND_ONLY]
    rules += [(table, "update", condition) for table, condition in REFUSED_UPDATES.items()]
    rules += [(table, "delete", "") for table in NEVER_DELETED]
    rules += [(table, "insert", condition) for table, condition in REFUSED_INSERTS.items()]
    return rules


def upgrade() -> None:
    op.create_table(
        "book",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("legal_name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("registered_number", sa.String(length=30), nullable=False),
        sa.Column("year_ends", sa.String(length=5), nullable=False),
        sa.Column("party_id", ID, nullable=True),
        sa.Column("opened_seq", ID, nullable=False),
        sa.CheckConstraint(
            "kind IN ('society', 'cbs', 'cic_shares', 'cic_guarantee', 'charity', 'company', 'trust')",
            name=op.f("ck_book_kind"),
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_book_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book")),
        sa.UniqueConstraint("key", name=op.f("uq_book_key")),
    )
    op.create_table(
        "account_of_book",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("normal", sa.String(length=6), nullable=False),
        sa.Column("floored", sa.Boolean(), nullable=False),
        sa.Column("per_party", sa.Boolean(), nullable=False),
        sa.Column("party_id", ID, nullable=True),
        sa.Column("opened_seq", ID, nullable=False),
        sa.CheckConstraint(
            "kind IN ('asset', 'liability', 'equity', 'income', 'expense', 'holder', 'issue')",
            name=op.f("ck_account_of_book_kind"),
        ),
        sa.CheckConstraint("normal IN ('debit', 'credit')", name=op.f("ck_account_of_book_normal")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_account_of_book_book_id")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_account_of_book_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_of_book")),
    )
    op.create_index("ix_account_of_book_party_id", "account_of_book", ["party_id"], unique=False)
    op.create_index(
        "uq_account_of_book_chart",
        "account_of_book",
        ["book_id", "unit", "code"],
        unique=True,
        sqlite_where=sa.text("party_id IS NULL"),
        postgresql_where=sa.text("party_id IS NULL"),
    )
    op.create_index(
        "uq_account_of_book_party",
        "account_of_book",
        ["book_id", "unit", "code", "party_id"],
        unique=True,
        sqlite_where=sa.text("party_id IS NOT NULL"),
        postgresql_where=sa.text("party_id IS NOT NULL"),
    )
    op.create_table(
        "ledger_transaction",
        sa.Column("seq", ID, autoincrement=False, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("reverses_seq", ID, nullable=True),
        sa.Column("transfers", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("memo", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("memo_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["book.id"], name=op.f("fk_ledger_transaction_book_id")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ledger_transaction")),
        sa.UniqueConstraint("book_id", "key", name=op.f("uq_ledger_transaction_book_id_key")),
        sa.UniqueConstraint("reverses_seq", name=op.f("uq_ledger_transaction_reverses_seq")),
    )
    op.create_index(
        "ix_ledger_transaction_day",
        "ledger_transaction",
        ["book_id", "effective_on", "seq"],
        unique=False,
    )
    op.create_table(
        "period",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("through_seq", ID, nullable=False),
        sa.Column("head_hash", sa.String(length=64), nullable=False),
        sa.Column("closed_seq", ID, nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_period_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period")),
        sa.UniqueConstraint("book_id", "ends_on", name=op.f("uq_period_book_id_ends_on")),
    )
    op.create_table(
        "share_class",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("par_pence", ID, nullable=True),
        sa.Column("opened_seq", ID, nullable=False),
        sa.CheckConstraint("par_pence IS NULL OR par_pence > 0", name=op.f("ck_share_class_par")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_share_class_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_class")),
        sa.UniqueConstraint("book_id", "code", name=op.f("uq_share_class_book_id_code")),
    )
    op.create_table(
        "snapshot",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("through_seq", ID, nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_snapshot_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint(
            "book_id",
            "taken_on",
            "through_seq",
            name=op.f("uq_snapshot_book_id_taken_on_through_seq"),
        ),
    )
    op.create_table(
        "class_terms",
        sa.Column("id", ID, nullable=False),
        sa.Column("share_class_id", ID, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["share_class_id"], ["share_class.id"], name=op.f("fk_class_terms_share_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_terms")),
        sa.UniqueConstraint(
            "share_class_id",
            "recorded_seq",
            name=op.f("uq_class_terms_share_class_id_recorded_seq"),
        ),
    )
    op.create_table(
        "snapshot_balance",
        sa.Column("snapshot_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("balance", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account_of_book.id"], name=op.f("fk_snapshot_balance_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"],
            ["snapshot.id"],
            name=op.f("fk_snapshot_balance_snapshot_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("snapshot_id", "account_id", name=op.f("pk_snapshot_balance")),
    )
    op.create_table(
        "transfer",
        sa.Column("seq", ID, autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("debit_id", ID, nullable=False),
        sa.Column("credit_id", ID, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_transfer_amount")),
        sa.CheckConstraint("debit_id <> credit_id", name=op.f("ck_transfer_two_accounts")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_transfer_book_id")),
        sa.ForeignKeyConstraint(
            ["credit_id"], ["account_of_book.id"], name=op.f("fk_transfer_credit_id")
        ),
        sa.ForeignKeyConstraint(
            ["debit_id"], ["account_of_book.id"], name=op.f("fk_transfer_debit_id")
        ),
        sa.PrimaryKeyConstraint("seq", "n", name=op.f("pk_transfer")),
    )
    op.create_index(
        "ix_transfer_credit",
        "transfer",
        ["credit_id", "effective_on", "seq", "amount"],
        unique=False,
    )
    op.create_index(
        "ix_transfer_day",
        "transfer",
        ["book_id", "effective_on", "seq", "debit_id", "credit_id", "amount"],
        unique=False,
    )
    op.create_index(
        "ix_transfer_debit", "transfer", ["debit_id", "effective_on", "seq", "amount"], unique=False
    )
    for table, operation, condition in _rules():
        triggers.refuse(table, operation, condition)
    triggers.refuse_to_empty(*NEVER_DELETED)


def downgrade() -> None:
    for table, operation, _condition in _rules():
        triggers.allow(table, operation)
    triggers.allow_to_empty(*NEVER_DELETED)
    op.drop_index("ix_transfer_debit", table_name="transfer")
    op.drop_index("ix_transfer_day", table_name="transfer")
    op.drop_index("ix_transfer_credit", table_name="transfer")
    op.drop_table("transfer")
    op.drop_table("snapshot_balance")
    op.drop_table("class_terms")
    op.drop_table("snapshot")
    op.drop_table("share_class")
    op.drop_table("period")
    op.drop_index("ix_ledger_transaction_day", table_name="ledger_transaction")
    op.drop_table("ledger_transaction")
    op.drop_index(
        "uq_account_of_book_party",
        table_name="account_of_book",
        sqlite_where=sa.text("party_id IS NOT NULL"),
        postgresql_where=sa.text("party_id IS NOT NULL"),
    )
    op.drop_index(
        "uq_account_of_book_chart",
        table_name="account_of_book",
        sqlite_where=sa.text("party_id IS NULL"),
        postgresql_where=sa.text("party_id IS NULL"),
    )
    op.drop_index("ix_account_of_book_party_id", table_name="account_of_book")
    op.drop_table("account_of_book")
    op.drop_table("book")
