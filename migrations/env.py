"""Runs each migration on both databases: `upgrade()` on the book, `upgrade_box()` on the ballot box.

Each database keeps its own version, so that one can be restored without the other.
"""

from types import ModuleType
from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext, RevisionStep
from flask import current_app
from sqlalchemy import Connection, Engine, MetaData

from governance.ballots import box
from governance.infrastructure.database import db, writing


def run(engine: Engine, metadata: MetaData, *, suffix: str) -> None:
    """Bring one database to the revision asked for."""
    with writing(), engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            compare_type=True,
            render_as_batch=False,
            transaction_per_migration=True,
            upgrade_token=f"upgrade{suffix}",
        )
        _for_this_database(context.get_context(), suffix)
        with context.begin_transaction():
            context.run_migrations()


def _for_this_database(migration_context: MigrationContext, suffix: str) -> None:
    """Have each step call `upgrade_box`/`downgrade_box` (where there is one) for the ballot box."""
    if not suffix:
        return
    chosen = migration_context._migrations_fn
    assert chosen is not None

    def steps(revision: Any, opened: MigrationContext) -> list[RevisionStep]:
        found = list(chosen(revision, opened))
        for step in found:
            module: ModuleType = step.revision.module
            name = step.migration_fn.__name__ + suffix
            step.migration_fn = getattr(module, name, _nothing)
        return found

    migration_context._migrations_fn = steps  # type: ignore[assignment]


def _nothing(**_arguments: Any) -> None:
    """This migration does not touch this database."""


def _main(_connection: Connection | None = None) -> None:
    run(db.engine, db.metadata, suffix="")
    with current_app.app_context():
        run(box.engine(), box.metadata, suffix="_box")


_main()
