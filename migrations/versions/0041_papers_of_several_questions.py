"""Ballot papers of several questions, each with its way of counting and its options.

What a ballot was on becomes its first question. On SQLite what stands in a table's own text (a
check, a reference, a type) is restated there, as SQLite's manual says for a change that leaves the
rows as they are (lang_altertable, section 7; see migration 0006).
"""

import sqlalchemy as sa
from alembic import op

from governance.infrastructure import triggers

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

OUTCOMES = "outcome IN ('carried', 'lost', 'inquorate')"
OUTCOMES_NOW = "outcome IN ('carried', 'lost', 'inquorate', 'declared')"
ON_A_MOTION = ", \n\tCONSTRAINT fk_ballot_motion_id FOREIGN KEY(motion_id) REFERENCES motion (id)"
CHOICE, CHOICE_NOW = "choice VARCHAR(12)", "choice TEXT"

# Marked once, for ever; whoever asked for a paper cannot take that back, nor anybody for them.
ROLL_FROZEN = (
    "NEW.ballot_id <> OLD.ballot_id OR NEW.party_id <> OLD.party_id"
    " OR NEW.service <> OLD.service OR OLD.mark IS NOT NULL"
)
ROLL_FROZEN_NOW = (
    f"{ROLL_FROZEN} OR NEW.weight <> OLD.weight OR NEW.voting_class <> OLD.voting_class"
    " OR (OLD.channel IS NOT NULL AND NEW.channel IS DISTINCT FROM OLD.channel)"
)
FROZEN = (
    "{changed}OLD.state <> 'planned' AND (NEW.question <> OLD.question"
    "{asked} OR NEW.secrecy <> OLD.secrecy"
    " OR NEW.record_date <> OLD.record_date OR NEW.closes_at <> OLD.closes_at"
    " OR NEW.opens_at <> OLD.opens_at OR NEW.known_seq IS DISTINCT FROM OLD.known_seq"
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
ASKED = (
    " OR NEW.if_carried <> OLD.if_carried OR NEW.motion_id <> OLD.motion_id"
    " OR NEW.resolution_kind <> OLD.resolution_kind"
    " OR CAST(NEW.quorum AS TEXT) <> CAST(OLD.quorum AS TEXT)"
)
# What stands on the paper is written when the ballot is set, and never again.
PAPER = (
    "NEW.lot_number <> OLD.lot_number"
    " OR NEW.count_opens <> OLD.count_opens"
    " OR CAST(NEW.electorate AS TEXT) <> CAST(OLD.electorate AS TEXT)"
    " OR (OLD.paper_form <> '' AND NEW.paper_form <> OLD.paper_form) OR "
)
# An option may be struck, with its reason, until the papers are counted; nothing else changes.
STRUCK_ONLY = (
    "NEW.ballot_id <> OLD.ballot_id OR NEW.question <> OLD.question OR NEW.number <> OLD.number"
    " OR NEW.title <> OLD.title OR NEW.statement <> OLD.statement OR NEW.picture <> OLD.picture"
    " OR NEW.kind <> OLD.kind OR OLD.struck <> ''"
    " OR EXISTS (SELECT 1 FROM ballot b WHERE b.id = OLD.ballot_id AND b.state = 'declared')"
)


def upgrade() -> None:
    op.create_table(
        "ballot_question",
        sa.Column("ballot_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("explanation", sa.Text(), server_default="", nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("order", sa.String(length=12), nullable=False),
        sa.Column("motion_id", ID, nullable=True),
        sa.Column("amendment_id", ID, nullable=True),
        sa.Column("motion_version", sa.Integer(), nullable=True),
        sa.Column("if_carried", sa.Text(), nullable=False),
        sa.Column("resolution_kind", sa.String(length=40), nullable=False),
        sa.Column("quorum", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "\"order\" IN ('fixed', 'alphabetical', 'drawn')", name=op.f("ck_ballot_question_order")
        ),
        sa.CheckConstraint(
            "number >= 1 AND seats >= 0 AND most >= 1", name=op.f("ck_ballot_question_numbers")
        ),
        sa.CheckConstraint(
            "(motion_id IS NULL) = (resolution_kind = '')",
            name=op.f("ck_ballot_question_kind_of_resolution"),
        ),
        sa.ForeignKeyConstraint(
            ["amendment_id"], ["amendment.id"], name=op.f("fk_ballot_question_amendment_id")
        ),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["ballot.id"], name=op.f("fk_ballot_question_ballot_id")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_ballot_question_motion_id")
        ),
        sa.PrimaryKeyConstraint("ballot_id", "number", name=op.f("pk_ballot_question")),
    )
    op.create_index(
        op.f("ix_ballot_question_motion_id"), "ballot_question", ["motion_id"], unique=False
    )
    op.create_index(
        op.f("ix_ballot_question_amendment_id"), "ballot_question", ["amendment_id"], unique=False
    )
    op.create_table(
        "ballot_option",
        sa.Column("ballot_id", ID, nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("struck", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "kind IN ('option', 'candidate', 'reopen')", name=op.f("ck_ballot_option_kind")
        ),
        sa.ForeignKeyConstraint(
            ["ballot_id", "question"],
            ["ballot_question.ballot_id", "ballot_question.number"],
            name=op.f("fk_ballot_option_ballot_id_question"),
        ),
        sa.PrimaryKeyConstraint("ballot_id", "question", "number", name=op.f("pk_ballot_option")),
    )
    for column in (
        sa.Column("electorate", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("paper_form", sa.Text(), server_default="", nullable=False),
        sa.Column("count_opens", sa.String(length=12), server_default="at_close", nullable=False),
        sa.Column("lot_number", sa.String(length=64), server_default="", nullable=False),
    ):
        op.add_column("ballot", column)
    op.add_column(
        "roll_entry", sa.Column("weight", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column(
        "roll_entry",
        sa.Column("voting_class", sa.String(length=40), server_default="", nullable=False),
    )
    op.execute(
        'INSERT INTO ballot_question (ballot_id, number, text, explanation, method, seats, most, "order",'
        " motion_id, amendment_id, motion_version, if_carried, resolution_kind, quorum)"
        " SELECT id, 1, question, '', 'yes_no', 0, 1, 'fixed',"
        " motion_id, amendment_id, motion_version, if_carried, resolution_kind, quorum FROM ballot"
    )
    triggers.allow("ballot", "update")
    op.drop_index(op.f("ix_ballot_amendment_id"), table_name="ballot")
    op.drop_index(op.f("ix_ballot_motion_id"), table_name="ballot")
    if _on_sqlite() and ON_A_MOTION in _text_of("ballot"):
        _restate("ballot", ON_A_MOTION, "")
    for name in (
        *("motion_id", "amendment_id", "motion_version"),
        *("if_carried", "resolution_kind", "quorum"),
    ):
        op.drop_column("ballot", name)
    triggers.refuse("ballot", "update", FROZEN.format(changed=PAPER, asked=""))
    triggers.allow("roll_entry", "update")
    triggers.refuse("roll_entry", "update", ROLL_FROZEN_NOW)
    triggers.refuse("ballot_question", "update")
    triggers.refuse("ballot_question", "delete")
    triggers.refuse("ballot_option", "update", STRUCK_ONLY)
    triggers.refuse("ballot_option", "delete")
    triggers.refuse_to_empty("ballot_question", "ballot_option")
    _restate_checks(OUTCOMES, OUTCOMES_NOW, CHOICE, CHOICE_NOW)


def downgrade() -> None:
    _restate_checks(OUTCOMES_NOW, OUTCOMES, CHOICE_NOW, CHOICE)
    triggers.allow("roll_entry", "update")
    triggers.refuse("roll_entry", "update", ROLL_FROZEN)
    triggers.allow("ballot", "update")
    kind = "INTEGER" if _on_sqlite() else "BIGINT"
    for name, table in (("motion_id", "motion"), ("amendment_id", "amendment")):
        op.execute(
            f"ALTER TABLE ballot ADD COLUMN {name} {kind}"
            f" CONSTRAINT fk_ballot_{name} REFERENCES {table} (id)"
        )
        op.create_index(op.f(f"ix_ballot_{name}"), "ballot", [name], unique=False)
    for column in (
        sa.Column("motion_version", sa.Integer(), nullable=True),
        sa.Column("if_carried", sa.Text(), server_default="", nullable=False),
        sa.Column("resolution_kind", sa.String(length=40), server_default="", nullable=False),
        sa.Column("quorum", sa.JSON(), server_default="{}", nullable=False),
    ):
        op.add_column("ballot", column)
    for name in (
        *("motion_id", "amendment_id", "motion_version"),
        *("if_carried", "resolution_kind", "quorum"),
    ):
        op.execute(
            f"UPDATE ballot SET {name} = (SELECT q.{name} FROM ballot_question q"
            " WHERE q.ballot_id = ballot.id AND q.number = 1)"
        )
    triggers.refuse("ballot", "update", FROZEN.format(changed=SUBJECT, asked=ASKED))
    for name in ("electorate", "paper_form", "count_opens", "lot_number"):
        op.drop_column("ballot", name)
    for name in ("weight", "voting_class"):
        op.drop_column("roll_entry", name)
    for table in ("ballot_option", "ballot_question"):
        triggers.allow(table, "update")
        triggers.allow(table, "delete")
    triggers.allow_to_empty("ballot_question", "ballot_option")
    op.drop_table("ballot_option")
    op.drop_index(op.f("ix_ballot_question_amendment_id"), table_name="ballot_question")
    op.drop_index(op.f("ix_ballot_question_motion_id"), table_name="ballot_question")
    op.drop_table("ballot_question")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _restate_checks(outcomes: str, outcomes_now: str, choice: str, choice_now: str) -> None:
    if _on_sqlite():
        _restate("declaration", outcomes, outcomes_now)
        _restate("open_paper", choice, choice_now)
        return
    op.execute("ALTER TABLE declaration DROP CONSTRAINT ck_declaration_outcome")
    op.execute(
        f"ALTER TABLE declaration ADD CONSTRAINT ck_declaration_outcome CHECK ({outcomes_now})"
    )
    op.execute(f"ALTER TABLE open_paper ALTER {choice_now.replace(' ', ' TYPE ', 1)}")


def _text_of(table: str) -> str:
    its_text = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table")
    return str(op.get_bind().execute(its_text, {"table": table}).scalar_one())


def _restate(table: str, old: str, new: str) -> None:
    """Put other words in SQLite's own text of a table."""
    bind = op.get_bind()
    before = _text_of(table)
    assert before.count(old) == 1, f"{table} is not as earlier migrations made it"
    version = bind.execute(sa.text("PRAGMA schema_version")).scalar_one()
    bind.execute(sa.text("PRAGMA writable_schema = ON"))
    bind.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table"),
        {"sql": before.replace(old, new), "table": table},
    )
    bind.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    bind.execute(sa.text("PRAGMA writable_schema = OFF"))
