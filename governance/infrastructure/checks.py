"""Other words for a check of a table that has rows: for migrations, in each database's form.

On SQLite the words are changed in the stored text of the table, which is what its manual says for a
change that leaves the rows as they are (lang_altertable, section 7): rows, triggers and references
from other tables stay where they stand.
"""

import sqlalchemy as sa
from alembic import op


def restate(table: str, name: str, old: str, new: str) -> None:
    """Have the check of that name, now `old`, be `new`; no row may break it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({new})")
        return
    bind, names = op.get_bind(), {"table": table}
    its_text = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table")
    before = bind.execute(its_text, names).scalar_one()
    assert before.count(f"({old})") == 1, f"{table} is not as the migrations before made it"
    version = bind.execute(sa.text("PRAGMA schema_version")).scalar_one()
    bind.execute(sa.text("PRAGMA writable_schema = ON"))
    bind.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table"),
        names | {"sql": before.replace(f"({old})", f"({new})")},
    )
    bind.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    bind.execute(sa.text("PRAGMA writable_schema = OFF"))
