"""Triggers: the record is append-only; what was recorded, counted or declared stays as it was.

Autogenerate does not see triggers: a change here is a migration written by hand, for both databases.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Table, and whether an update may happen at all: None = never, else the condition that refuses it.
APPEND_ONLY = ("link", "declaration", "open_paper", "secondment")
REFUSED_UPDATES = {
    # A spell may be superseded once, and its words erased (data and salt to null); nothing else.
    "spell": (
        "NEW.id <> OLD.id OR NEW.party_id <> OLD.party_id OR NEW.kind <> OLD.kind"
        " OR NEW.key <> OLD.key OR NEW.valid_from <> OLD.valid_from"
        " OR NEW.valid_to IS DISTINCT FROM OLD.valid_to OR NEW.recorded_seq <> OLD.recorded_seq"
        " OR NEW.digest <> OLD.digest"
        " OR (OLD.superseded_seq IS NOT NULL"
        " AND NEW.superseded_seq IS DISTINCT FROM OLD.superseded_seq)"
        " OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt)"
    ),
    "role_grant": (
        "NEW.party_id <> OLD.party_id OR NEW.role <> OLD.role OR NEW.given_at <> OLD.given_at"
        " OR OLD.withdrawn_at IS NOT NULL"
    ),
    # Marked once, for ever: taking a mark away would let a person vote twice.
    "roll_entry": (
        "NEW.ballot_id <> OLD.ballot_id OR NEW.party_id <> OLD.party_id"
        " OR NEW.service <> OLD.service OR OLD.mark IS NOT NULL"
    ),
    # Once open, what is asked, of whom and until when is fixed.
    "ballot": (
        "OLD.state <> 'planned' AND (NEW.question <> OLD.question"
        " OR NEW.if_carried <> OLD.if_carried OR NEW.motion_id <> OLD.motion_id"
        " OR NEW.resolution_kind <> OLD.resolution_kind OR NEW.secrecy <> OLD.secrecy"
        " OR NEW.record_date <> OLD.record_date OR NEW.closes_at <> OLD.closes_at"
        " OR NEW.opens_at <> OLD.opens_at OR NEW.known_seq IS DISTINCT FROM OLD.known_seq"
        " OR CAST(NEW.quorum AS TEXT) <> CAST(OLD.quorum AS TEXT)"
        " OR NEW.definition <> OLD.definition OR NEW.definition_hash <> OLD.definition_hash"
        " OR NEW.roll_hash <> OLD.roll_hash OR NEW.roll_size <> OLD.roll_size"
        " OR NEW.state = 'planned' OR OLD.state IN ('declared', 'called_off')"
        " OR (OLD.state = 'closed' AND NEW.state NOT IN ('closed', 'declared', 'called_off')))"
    ),
}
LINK_OUT_OF_PLACE = (
    "NEW.seq <> COALESCE((SELECT max(seq) FROM link), 0) + 1"
    " OR NEW.prev_hash <> COALESCE((SELECT hash FROM link WHERE seq = NEW.seq - 1),"
    " '0000000000000000000000000000000000000000000000000000000000000000')"
)
SPELLS_OVERLAP = (
    "EXISTS (SELECT 1 FROM spell s WHERE s.party_id = NEW.party_id AND s.kind = NEW.kind"
    " AND s.key = NEW.key AND s.superseded_seq IS NULL AND s.id <> NEW.id"
    " AND (NEW.valid_to IS NULL OR s.valid_from < NEW.valid_to)"
    " AND (s.valid_to IS NULL OR s.valid_to > NEW.valid_from))"
)
REFUSED_INSERTS = {"link": LINK_OUT_OF_PLACE, "spell": SPELLS_OVERLAP}
NEVER_DELETED = (*APPEND_ONLY, *REFUSED_UPDATES, "party")


def _rules() -> list[tuple[str, str, str]]:
    """Return (table, operation, condition that refuses it)."""
    rules = [(table, "UPDATE", "") for table in APPEND_ONLY]
    rules += [(table, "UPDATE", condition) for table, condition in REFUSED_UPDATES.items()]
    rules += [(table, "DELETE", "") for table in NEVER_DELETED]
    rules += [(table, "INSERT", condition) for table, condition in REFUSED_INSERTS.items()]
    return rules


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _upgrade_sqlite()
    else:
        _upgrade_postgresql()


def _upgrade_sqlite() -> None:
    for table, operation, condition in _rules():
        when = f"WHEN {condition} " if condition else ""
        op.execute(
            f"CREATE TRIGGER {table}_{operation.lower()}_refused BEFORE {operation} ON {table} "
            f"FOR EACH ROW {when}"
            f"BEGIN SELECT RAISE(ABORT, '{table} refuses this {operation.lower()}'); END"
        )


def _upgrade_postgresql() -> None:
    for table, operation, condition in _rules():
        name = f"{table}_{operation.lower()}_refused"
        test = condition or "true"
        kept = "OLD" if operation == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {test} THEN RAISE EXCEPTION '{table} refuses this {operation.lower()}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {kept}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {operation} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    op.execute(
        "CREATE FUNCTION truncate_refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'the book refuses to be emptied' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in NEVER_DELETED:
        op.execute(
            f"CREATE TRIGGER {table}_truncate_refused BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION truncate_refused()"
        )


def downgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table, operation, _condition in _rules():
        name = f"{table}_{operation.lower()}_refused"
        on_table = f" ON {table}" if on_postgresql else ""
        op.execute(f"DROP TRIGGER {name}{on_table}")
        if on_postgresql:
            op.execute(f"DROP FUNCTION {name}()")
    if on_postgresql:
        for table in NEVER_DELETED:
            op.execute(f"DROP TRIGGER {table}_truncate_refused ON {table}")
        op.execute("DROP FUNCTION truncate_refused()")
