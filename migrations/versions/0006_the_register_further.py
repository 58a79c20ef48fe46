"""The register further: offices, other parties, bank holidays, inspections, who looked.

On SQLite the two new checks are written into the stored text of the tables, which is what SQLite's
manual says for a change that leaves the rows as they are (lang_altertable, section 7): rows,
triggers and references to `party` from every other table stay where they stand.
"""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

PARTY_KIND = (
    "CONSTRAINT ck_party_kind CHECK (kind IN ('person', 'trust', 'government', 'partner', 'body'))"
)
PARTY_KEY = "CONSTRAINT pk_party PRIMARY KEY (id)"
SPELL_KINDS = "kind IN ('membership', 'employment', 'contact', 'restriction')"
SPELL_KINDS_NOW = "kind IN ('membership', 'employment', 'contact', 'restriction', 'office')"
WORDS_CHANGE = (
    "NEW.digest <> OLD.digest"
    " OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt)"
    " OR (NEW.words IS NOT NULL"
    " AND (OLD.words IS NULL OR CAST(NEW.words AS TEXT) <> CAST(OLD.words AS TEXT)))"
)
REFUSED_UPDATES = {
    # Words may go (with their salt, to null), never change; all else stays.
    "inspection_request": (
        "NEW.id <> OLD.id OR NEW.party_id IS DISTINCT FROM OLD.party_id"
        " OR NEW.received_on <> OLD.received_on OR NEW.due_on <> OLD.due_on"
        " OR NEW.fee_pence <> OLD.fee_pence OR NEW.recorded_seq <> OLD.recorded_seq"
        f" OR {WORDS_CHANGE}"
    ),
    "inspection_answer": (
        "NEW.id <> OLD.id OR NEW.request_id <> OLD.request_id OR NEW.state <> OLD.state"
        " OR NEW.answered_on <> OLD.answered_on OR NEW.recorded_seq <> OLD.recorded_seq"
        f" OR {WORDS_CHANGE}"
    ),
    "register_access": "1 = 1",
}

# One who has been shown the register, or refused, is not answered again.
ANSWERED_ALREADY = (
    "EXISTS (SELECT 1 FROM inspection_answer a WHERE a.request_id = NEW.request_id"
    " AND (a.state <> 'court' OR NEW.state = 'court'))"
)


def upgrade() -> None:
    op.add_column(
        "register_entry",
        sa.Column("kind", sa.String(length=20), nullable=False, server_default="person"),
    )
    _check_kinds()
    op.create_table(
        "bank_holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_bank_holiday")),
    )
    op.create_table(
        "inspection_request",
        sa.Column("id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("fee_pence", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.CheckConstraint("fee_pence >= 0", name=op.f("ck_inspection_request_fee")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_inspection_request_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_request")),
    )
    op.create_table(
        "inspection_answer",
        sa.Column("id", ID, nullable=False),
        sa.Column("request_id", ID, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("recorded_seq", ID, nullable=False),
        sa.CheckConstraint(
            "state IN ('court', 'complied', 'refused')", name=op.f("ck_inspection_answer_state")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["inspection_request.id"], name=op.f("fk_inspection_answer_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_answer")),
    )
    op.create_index(
        op.f("ix_inspection_answer_request_id"), "inspection_answer", ["request_id"], unique=False
    )
    op.create_index(
        "uq_inspection_answer_final",
        "inspection_answer",
        ["request_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'court'"),
        postgresql_where=sa.text("state <> 'court'"),
    )
    op.create_table(
        "register_access",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", ID, nullable=True),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("subject_id", ID, nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("known_seq", ID, nullable=True),
        sa.CheckConstraint(
            "what IN ('person', 'list', 'file', 'print', 'document')",
            name=op.f("ck_register_access_what"),
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["party.id"], name=op.f("fk_register_access_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_access")),
    )
    op.create_index(
        op.f("ix_register_access_subject_id"), "register_access", ["subject_id"], unique=False
    )
    for table, condition in REFUSED_UPDATES.items():
        triggers.refuse(table, "update", condition)
        triggers.refuse(table, "delete")
    triggers.refuse("inspection_answer", "insert", ANSWERED_ALREADY)


def _check_kinds() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE party ADD {PARTY_KIND}")
        op.execute("ALTER TABLE spell DROP CONSTRAINT ck_spell_kind")
        op.execute(f"ALTER TABLE spell ADD CONSTRAINT ck_spell_kind CHECK ({SPELL_KINDS_NOW})")
        return
    _restate("party", PARTY_KEY, f"{PARTY_KIND}, \n\t{PARTY_KEY}")
    _restate("spell", SPELL_KINDS, SPELL_KINDS_NOW)


def _uncheck_kinds() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE party DROP CONSTRAINT ck_party_kind")
        op.execute("ALTER TABLE spell DROP CONSTRAINT ck_spell_kind")
        op.execute(f"ALTER TABLE spell ADD CONSTRAINT ck_spell_kind CHECK ({SPELL_KINDS})")
        return
    _restate("party", f"{PARTY_KIND}, \n\t{PARTY_KEY}", PARTY_KEY)
    _restate("spell", SPELL_KINDS_NOW, SPELL_KINDS)


def _restate(table: str, old: str, new: str) -> None:
    """Put other words of a check in SQLite's own text of a table."""
    bind = op.get_bind()
    names = {"table": table}
    its_text = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table")
    before = bind.execute(its_text, names).scalar_one()
    assert before.count(old) == 1, f"{table} is not as migration 0001 made it"
    version = bind.execute(sa.text("PRAGMA schema_version")).scalar_one()
    bind.execute(sa.text("PRAGMA writable_schema = ON"))
    bind.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table"),
        names | {"sql": before.replace(old, new)},
    )
    bind.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    bind.execute(sa.text("PRAGMA writable_schema = OFF"))


def downgrade() -> None:
    rules = [(table, rule) for table in REFUSED_UPDATES for rule in ("update", "delete")]
    for table, operation in [*rules, ("inspection_answer", "insert")]:
        triggers.allow(table, operation)
    op.drop_index(op.f("ix_register_access_subject_id"), table_name="register_access")
    op.drop_table("register_access")
    op.drop_index("uq_inspection_answer_final", table_name="inspection_answer")
    op.drop_index(op.f("ix_inspection_answer_request_id"), table_name="inspection_answer")
    op.drop_table("inspection_answer")
    op.drop_table("inspection_request")
    op.drop_table("bank_holiday")
    _uncheck_kinds()
    op.drop_column("register_entry", "kind")
