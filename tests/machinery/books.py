"""The application under test and its pair of databases, as new for each test that soiled them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import flask_migrate
from flask import Flask
from sqlalchemy import Connection, Engine, event

import config
from governance.app import create_app
from governance.infrastructure.database import db, writing
from tests.machinery.client import StrictClient, watch_for_unfinished_changes
from tests.machinery.clock import Clock
from tests.machinery.databases import BOOK, BOX, EMPTY, PARTS, Pair, make_once

DEMONSTRATION = "demonstration"


class Books:
    """One application for all tests of a worker on one kind of database.

    A test that commits nothing leaves its database fit for the next; one that commits has it
    replaced by a fresh copy, which takes about 3 ms on SQLite and 30 ms on PostgreSQL.
    """

    def __init__(self, pair: Pair, shared: Path) -> None:
        self.pair = pair
        self._shared = shared
        self._stands_on: dict[str, str] = {}
        for part in PARTS:
            pair.put(part, "")
        self.clock = Clock()
        self.app = create_app(
            config.testing(pair.url(BOOK), pair.url(BOX), CLOCK=self.clock),
        )
        self.app.test_client_class = StrictClient
        with self.app.app_context():
            self._engines: dict[str, Engine] = {
                BOOK: db.engine,
                BOX: self.app.extensions["folkmoot_ballot_box"],
            }
        for part, engine in self._engines.items():
            self._watch_commits(part, engine)
        watch_for_unfinished_changes(self.app, self._engines[BOOK])
        make_once(pair, EMPTY, shared, self._migrate)

    @property
    def book_url(self) -> str:
        """Return the address of the book, for another process."""
        return self.pair.url(BOOK)

    @property
    def box_url(self) -> str:
        """Return the address of the ballot box, for another process."""
        return self.pair.url(BOX)

    def soil(self) -> None:
        """Say that somebody else may write: the next test gets fresh copies."""
        self._stands_on.clear()

    def start_from(self, template: str) -> None:
        """Have both databases equal the template, copying only what has changed."""
        for part in PARTS:
            if self._stands_on.get(part) != template:
                self._engines[part].dispose()
                self.pair.put(part, template)
                self._stands_on[part] = template

    def load_demonstration(self) -> str:
        """Have the demonstration society as a template and return its name."""
        self.make_template(DEMONSTRATION, _load_demonstration)
        return DEMONSTRATION

    def make_template(self, template: str, fill: Callable[[Flask], None]) -> None:
        """Have one worker fill an empty pair and keep it under this name."""

        def make() -> None:
            self.soil()
            self.start_from(EMPTY)
            with self.app.app_context():
                fill(self.app)
            self._let_go()

        make_once(self.pair, template, self._shared, make)

    @contextmanager
    def opened(self, template: str = EMPTY, *, reads_only: bool = False) -> Iterator[Flask]:
        """Give the application on that template, within a context whose session may write.

        What a test sets in its configuration is set back. One that mostly looks on while others
        write (`reads_only`) must not hold SQLite's lock.
        """
        self.clock.reset()
        self.start_from(template)
        self.app.extensions["left_uncommitted"].clear()
        settings = dict(self.app.config)
        with nullcontext() if reads_only else writing(), self.app.app_context():
            try:
                yield self.app
            finally:
                db.session.rollback()
                db.session.remove()
                self.app.config.clear()
                self.app.config.update(settings)

    def close(self) -> None:
        """Let go of all connections."""
        self._let_go()

    def _migrate(self) -> None:
        with self.app.app_context():
            flask_migrate.upgrade()
        self._let_go()

    def _let_go(self) -> None:
        for engine in self._engines.values():
            engine.dispose()
        self.soil()

    def _watch_commits(self, part: str, engine: Engine) -> None:
        @event.listens_for(engine, "commit")
        def soiled(_connection: Connection) -> None:
            self._stands_on.pop(part, None)


def _load_demonstration(application: Flask) -> None:
    result = application.test_cli_runner().invoke(args=["demo", "load"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
