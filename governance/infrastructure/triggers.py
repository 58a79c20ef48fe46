"""Triggers that refuse what may not happen to a table: one condition, in each database's form.

For migrations: autogenerate does not see triggers. A migration once released has its triggers by
these words, so what is here is added to and not changed.
"""

from alembic import op


def refuse(table: str, operation: str, condition: str = "") -> None:
    """Refuse an update, insert or delete of a row; only where the condition holds, if there is one.

    The condition is SQL that both databases read alike, over OLD and NEW.
    """
    name = _name(table, operation)
    if not _on_postgresql():
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


def allow(table: str, operation: str) -> None:
    """Take back what `refuse` made."""
    on_table = f" ON {table}" if _on_postgresql() else ""
    op.execute(f"DROP TRIGGER {_name(table, operation)}{on_table}")
    if _on_postgresql():
        op.execute(f"DROP FUNCTION {_name(table, operation)}()")


def refuse_to_empty(*tables: str) -> None:
    """Refuse TRUNCATE, which PostgreSQL alone has; its function is made in migration 0002."""
    for table in tables if _on_postgresql() else ():
        op.execute(
            f"CREATE TRIGGER {_name(table, 'truncate')} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION truncate_refused()"
        )


def allow_to_empty(*tables: str) -> None:
    """Take back what `refuse_to_empty` made."""
    for table in tables if _on_postgresql() else ():
        op.execute(f"DROP TRIGGER {_name(table, 'truncate')} ON {table}")


def _name(table: str, operation: str) -> str:
    return f"{table}_{operation}_refused"


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
