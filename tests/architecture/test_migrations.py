"""The migrations make the tables that the models describe, on both databases, and go both ways."""

from datetime import timedelta
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import CheckConstraint, Engine, MetaData, bindparam, inspect, select, text
from sqlalchemy.exc import IntegrityError

from governance.ballots import box
from governance.infrastructure.database import UTCDateTime, db, writing
from governance.members.models import ImportBatch, ImportMapping, ImportRow
from governance.motions.models import MotionVersion
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.record import queries as record
from governance.record.verify import faults_of, verified_chain
from governance.resolutions import seals as resolutions
from governance.resolutions.models import Resolution
from governance.rulebook import queries
from tests.factories.members import make_member, make_society
from tests.factories.motions import make_motion
from tests.factories.rules import adopt_rules
from tests.machinery.books import Books
from tests.machinery.clock import NOON

pytestmark = pytest.mark.both_databases

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT DISTINCT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def test_the_book_is_as_its_models_say(app: Flask) -> None:
    assert differences(db.engine, db.metadata) == []


def test_the_ballot_box_is_as_its_tables_say(app: Flask) -> None:
    assert differences(box.engine(), box.metadata) == []


def test_the_checks_are_as_the_models_say(app: Flask) -> None:
    """Autogenerate does not compare check constraints, so their names are compared here."""
    for engine, metadata in ((db.engine, db.metadata), (box.engine(), box.metadata)):
        described = {
            (table.name, str(constraint.name))
            for table in metadata.tables.values()
            for constraint in table.constraints
            if isinstance(constraint, CheckConstraint)
        }
        assert made_checks(engine) == described


def test_the_migrations_go_down_and_up_again(app: Flask, books: Books) -> None:
    before = shape_of_both()

    flask_migrate.downgrade(revision="base")
    assert tables_of_both() == {"alembic_version"}

    flask_migrate.upgrade()
    assert shape_of_both() == before


def test_the_register_keeps_its_rows_and_rules_when_its_checks_change(
    app: Flask, books: Books
) -> None:
    make_member("Ada Lovelace")
    db.session.commit()
    before = rows_of("party"), rows_of("spell"), rows_of("roll_entry")

    flask_migrate.downgrade(revision="0005")
    assert (rows_of("party"), rows_of("spell")) == before[:2]
    with pytest.raises(IntegrityError):
        write("UPDATE spell SET kind = 'office'")

    flask_migrate.upgrade()
    assert (rows_of("party"), rows_of("spell"), rows_of("roll_entry")) == before
    for refused in (
        "UPDATE party SET kind = 'dog'",
        "INSERT INTO party (kind, source) VALUES ('dog', 'staff')",
        "UPDATE spell SET valid_from = '2001-01-01'",
        "DELETE FROM party",
    ):
        with pytest.raises(IntegrityError):
            write(refused)


def test_imports_and_their_lines_outlive_the_settings_beside_them(app: Flask, books: Books) -> None:
    batch = ImportBatch(
        source="staff", file_name="staff.csv", sha256="0" * 64, encoding="utf-8", created_at=NOON
    )
    db.session.add(batch)
    db.session.flush()
    db.session.add(ImportRow(batch_id=batch.id, line=2, verdict="new"))
    db.session.add(ImportMapping(source="staff", headings={"started": "Start"}, changed_at=NOON))
    db.session.commit()

    flask_migrate.downgrade(revision="0007")
    flask_migrate.upgrade()

    assert db.session.scalars(select(ImportRow.line)).all() == [2]
    assert db.session.scalars(select(ImportBatch.settings)).all() == [{}]
    assert db.session.scalars(select(ImportMapping.settings)).all() == [{}]


def test_what_was_proposed_before_there_were_versions_is_the_first(
    app: Flask, books: Books
) -> None:
    motion = make_motion(text="We buy two vans.")
    db.session.commit()
    kept = rows_of("motion_version")

    flask_migrate.downgrade(revision="0020")
    flask_migrate.upgrade()

    assert rows_of("motion_version") == kept
    assert db.session.get_one(MotionVersion, (motion.id, 1)).changes == []


def test_what_was_carried_before_there_was_a_register_is_entered_in_it(
    app: Flask, books: Books
) -> None:
    for title in ("Open a respite house", "Buy two electric vans"):
        motion_id = make_motion(title=title, state="balloted").id
        db.session.execute(
            text("UPDATE motion SET state = 'carried', closed_at = :at WHERE id = :id").bindparams(
                bindparam("at", NOON, UTCDateTime())
            ),
            {"id": motion_id},
        )
    db.session.commit()

    flask_migrate.downgrade(revision="0021")
    flask_migrate.upgrade()

    found = db.session.scalars(select(Resolution).order_by(Resolution.id)).all()
    assert [(each.reference, each.title) for each in found] == [
        ("Resolution 2026/1", "Open a respite house"),
        ("Resolution 2026/2", "Buy two electric vans"),
    ]
    assert verified_chain().faults == []
    assert [
        str(fault) for seal in resolutions.SEALS for fault in faults_of(seal, up_to=10**6)
    ] == []


def test_a_society_of_before_has_its_seconders_in_its_first_rulebook(
    app: Flask, books: Books
) -> None:
    make_society()
    make_member("Ada Lovelace")
    db.session.commit()
    flask_migrate.downgrade(revision="0016")
    write("UPDATE society SET seconders_needed = 5")

    flask_migrate.upgrade()

    (carried,) = queries.adopted()
    head = record.head()
    assert head is not None
    assert (carried.row.how, carried.row.recorded_seq) == ("carried_over", head.seq)
    assert queries.rules_on(carried.row.from_day).of(MotionRules).seconders == 5
    assert verified(app).startswith("The record holds.")
    later = adopt_rules({"motions.seconders": 6}, from_day=carried.row.from_day + timedelta(days=9))
    assert (later.id, later.recorded_seq) == (carried.row.id + 1, head.seq + 1)
    assert verified(app).startswith("The record holds.")


def test_a_platform_without_a_society_gets_no_rulebook(app: Flask, books: Books) -> None:
    flask_migrate.downgrade(revision="0016")
    flask_migrate.upgrade()

    assert not queries.is_founded()
    assert record.head() is None


def test_what_may_not_be_changed_is_guarded_by_triggers(app: Flask) -> None:
    assert triggers(db.engine)


def verified(app: Flask) -> str:
    """Return the last line of `record verify`, which must not fail."""
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["record", "verify"])
    assert result.exit_code == 0, result.output
    return str(result.output.strip().splitlines()[-1])


def differences(engine: Engine, metadata: MetaData) -> list[Any]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def made_checks(engine: Engine) -> set[tuple[str, str]]:
    found = inspect(engine)
    return {
        (table, str(check["name"]))
        for table in found.get_table_names()
        for check in found.get_check_constraints(table)
    }


def shape_of_both() -> list[Any]:
    return [shape_of(engine) for engine in (db.engine, box.engine())]


def shape_of(engine: Engine) -> dict[str, Any]:
    found = inspect(engine)
    columns = {
        table: sorted((column["name"], str(column["type"])) for column in found.get_columns(table))
        for table in found.get_table_names()
    }
    return {"columns": columns, "triggers": triggers(engine), "checks": made_checks(engine)}


def tables_of_both() -> set[str]:
    return {
        name for engine in (db.engine, box.engine()) for name in inspect(engine).get_table_names()
    }


def rows_of(table: str) -> list[Any]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1"))]


def write(statement: str) -> None:
    with writing(), db.engine.begin() as connection:
        connection.execute(text(statement))


def triggers(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(text(TRIGGERS[engine.dialect.name])))
