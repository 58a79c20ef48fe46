"""Drafts of motions, and triggers: a motion's words, once proposed, stay as they were proposed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

REFUSED_UPDATES = {
    # What members seconded is what is balloted; a motion that is closed stays as it ended.
    "motion": (
        "NEW.id <> OLD.id OR NEW.year <> OLD.year OR NEW.number <> OLD.number"
        " OR NEW.title <> OLD.title OR NEW.text <> OLD.text OR NEW.reason <> OLD.reason"
        " OR NEW.cost <> OLD.cost OR NEW.mover_id <> OLD.mover_id OR NEW.digest <> OLD.digest"
        " OR NEW.seconders_needed <> OLD.seconders_needed OR NEW.proposed_at <> OLD.proposed_at"
        " OR OLD.state IN ('carried', 'lost', 'inquorate', 'withdrawn')"
    ),
    # A comment may be removed, once: its place and who wrote it stay. Words may go, never change.
    "comment": (
        "NEW.id <> OLD.id OR NEW.motion_id <> OLD.motion_id OR NEW.author_id <> OLD.author_id"
        " OR NEW.at <> OLD.at OR (NEW.text <> OLD.text AND NEW.text <> '')"
        " OR (NEW.text <> OLD.text AND NEW.removed_at IS NULL)"
        " OR (OLD.removed_at IS NOT NULL AND (NEW.removed_at IS DISTINCT FROM OLD.removed_at"
        " OR NEW.removed_reason <> OLD.removed_reason"
        " OR NEW.removed_by IS DISTINCT FROM OLD.removed_by))"
    ),
}


def upgrade() -> None:
    op.create_table(
        "motion_draft",
        sa.Column("id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cost", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("motion_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["party.id"], name=op.f("fk_motion_draft_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_draft_motion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_draft")),
        sa.UniqueConstraint("motion_id", name=op.f("uq_motion_draft_motion_id")),
    )
    op.create_index(op.f("ix_motion_draft_author_id"), "motion_draft", ["author_id"], unique=False)
    for table, condition in REFUSED_UPDATES.items():
        _refuse(table, "update", condition)
        _refuse(table, "delete", "")


def _refuse(table: str, operation: str, condition: str) -> None:
    name = f"{table}_{operation}_refused"
    if op.get_bind().dialect.name == "sqlite":
        when = f"WHEN {condition} " if condition else ""
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {operation.upper()} ON {table} FOR EACH ROW {when}"
            f"BEGIN SELECT RAISE(ABORT, '{table} refuses this {operation}'); END"
        )
        return
    kept = "OLD" if operation == "delete" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition or 'true'} THEN RAISE EXCEPTION '{table} refuses this {operation}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {kept}; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {operation.upper()} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def downgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in REFUSED_UPDATES:
        for operation in ("update", "delete"):
            name = f"{table}_{operation}_refused"
            op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if on_postgresql else ""))
            if on_postgresql:
                op.execute(f"DROP FUNCTION {name}()")
    op.drop_index(op.f("ix_motion_draft_author_id"), table_name="motion_draft")
    op.drop_table("motion_draft")
