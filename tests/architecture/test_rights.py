"""The rights that the guide gives the platform in PostgreSQL are enough, and no more."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from governance.infrastructure.database import db
from governance.ledger.service import distributions
from governance.privacy import service as privacy
from tests.factories.distributions import approve, equal_bonus, make_cooperative, prepare
from tests.factories.ledger import FINANCE
from tests.factories.members import make_member
from tests.machinery.clock import NOON
from tests.services.test_privacy import BY, make_leaver

pytestmark = pytest.mark.both_databases

GUIDE = Path(__file__).parents[2] / "docs" / "operating.md"
ROLE = "folkmoot_app"
NEVER_CHANGED = (
    "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    " JOIN pg_proc ON pg_proc.oid = tgfoid"
    " WHERE NOT tgisinternal AND tgname = relname || '_{operation}_refused'"
    " AND prosrc ~ 'IF (true|1 = 1) THEN'"
)


@pytest.fixture
def rights(app: Flask, database_kind: str) -> Iterator[Connection]:
    """Yield a connection on which the guide's statements have just been run; they are undone."""
    if database_kind == "sqlite":
        pytest.skip("SQLite has no roles and no rights")
    connection = db.session.connection()
    there = text("SELECT 1 FROM pg_roles WHERE rolname = :role")
    if connection.scalar(there, {"role": ROLE}) is None:
        connection.execute(text(f"CREATE ROLE {ROLE}"))
    for statement in statements():
        connection.execute(text(statement))
    yield connection
    db.session.rollback()


def statements() -> list[str]:
    """Return the statements of the guide that give the platform its rights on the book."""
    blocks = re.findall(r"```sql\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (ours,) = [block for block in blocks if "GRANT USAGE ON SCHEMA" in block]
    bare = re.sub(r"--.*", "", ours)
    return [statement.strip() for statement in bare.split(";") if statement.strip()]


def tables_with(connection: Connection, question: str) -> set[str]:
    """Return the book's tables on which the question is answered with yes."""
    asked = text(f"SELECT {question}")
    tables = db.metadata.tables
    return {name for name in tables if connection.scalar(asked, {"role": ROLE, "table": name})}


def test_the_platform_cannot_change_what_is_append_only(rights: Connection) -> None:
    guarded = set(rights.scalars(text(NEVER_CHANGED.format(operation="update"))))

    changed = tables_with(rights, "has_any_column_privilege(:role, :table, 'UPDATE')")

    assert {"transfer", "book", "period", "interest_cap", "rule_adoption"} <= guarded
    assert changed & guarded == set()


def test_the_platform_cannot_delete_what_is_kept(rights: Connection) -> None:
    guarded = set(rights.scalars(text(NEVER_CHANGED.format(operation="delete"))))

    deleted = tables_with(rights, "has_table_privilege(:role, :table, 'DELETE')")

    assert {"transfer", "ledger_transaction", "case_step", "rule_registration"} <= guarded
    assert deleted & guarded == set()


def test_the_platform_can_empty_no_table(rights: Connection) -> None:
    assert tables_with(rights, "has_table_privilege(:role, :table, 'TRUNCATE')") == set()


def test_the_platform_can_erase_all_words_that_may_be_erased(rights: Connection) -> None:
    """A salt that may be null is erased with the words that it hides."""
    erasable = {
        name
        for name, table in db.metadata.tables.items()
        if "salt" in table.columns and table.columns["salt"].nullable
    }

    salts = {
        name
        for name in erasable
        if rights.scalar(
            text("SELECT has_column_privilege(:role, :table, 'salt', 'UPDATE')"),
            {"role": ROLE, "table": name},
        )
    }

    assert salts == erasable


def test_the_platform_can_erase_a_person_and_approve_a_bonus(rights: Connection) -> None:
    ben, book = make_leaver(), make_cooperative()
    make_member()
    rights.execute(text(f"SET LOCAL ROLE {ROLE}"))

    made = prepare(book, equal_bonus(10_00))
    distributions.prepare_again(made, actor=FINANCE, now=NOON)
    approve(made)

    assert privacy.erase(ben, **BY) > 0
    assert made.state == "approved"
