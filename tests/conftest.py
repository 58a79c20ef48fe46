"""The fixtures all tests share. How to use them: tests/machinery/README.md."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.machinery import postgres
from tests.machinery.books import Books
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON, Clock
from tests.machinery.databases import PostgresPair, SqlitePair, run_folder
from tests.machinery.prepare import in_ci
from tests.machinery.smtp import SmtpServer
from tests.machinery.together import together as all_at_once

# Where the suite runs on both databases; the browser and the architecture do not depend on which.
ON_BOTH = ("services", "web", "journeys")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql", "both"),
        default="sqlite",
        help="which databases the tests that keep books run on",
    )


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """In the process that directs the run: make the run's folder and start its PostgreSQL."""
    if hasattr(config, "workerinput"):
        return
    config.shared_folder = run_folder()  # type: ignore[attr-defined]
    config.add_cleanup(lambda: shutil.rmtree(config.shared_folder, ignore_errors=True))  # type: ignore[attr-defined]
    config.postgres_socket = _start_postgres(config)  # type: ignore[attr-defined]


def pytest_configure_node(node: Any) -> None:
    """Tell each worker of xdist where they are."""
    node.workerinput["shared_folder"] = str(node.config.shared_folder)
    node.workerinput["postgres_socket"] = node.config.postgres_socket


def pytest_report_header(config: pytest.Config) -> list[str]:
    if hasattr(config, "workerinput") or config.getoption("--database") == "sqlite":
        return []
    socket = config.postgres_socket  # type: ignore[attr-defined]
    if socket:
        return ["databases: SQLite and PostgreSQL"]
    return ["databases: SQLite only; POSTGRESQL WAS NOT FOUND, its tests are skipped"]


def _start_postgres(config: pytest.Config) -> str:
    if config.getoption("--database") == "sqlite" or config.option.collectonly:
        return ""
    if running := os.environ.get("FOLKMOOT_POSTGRES_SOCKET"):
        return running
    server = postgres.PostgreSQL()
    try:
        server.__enter__()
    except postgres.NoPostgreSQL as reason:
        if in_ci() or config.getoption("--database") == "postgresql":
            raise pytest.UsageError(f"PostgreSQL is needed here: {reason}") from reason
        return ""
    config.add_cleanup(server.stop)
    return str(server.socket)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what keeps books on each database asked for."""
    if "database_kind" not in metafunc.fixturenames:
        return
    asked = metafunc.config.getoption("--database")
    marked = metafunc.definition.get_closest_marker("both_databases") is not None
    both = marked or bool(set(Path(metafunc.definition.path).parts) & set(ON_BOTH))
    kinds = ["sqlite", "postgresql"] if asked == "both" else [asked]
    if not both and asked == "both":
        kinds = ["sqlite"]
    metafunc.parametrize("database_kind", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def run_settings(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Where this run keeps its files, its PostgreSQL, and what this worker is called."""
    config = request.config
    given = getattr(config, "workerinput", None)
    if given is None:
        return {
            "shared": config.shared_folder,  # type: ignore[attr-defined]
            "socket": config.postgres_socket,  # type: ignore[attr-defined]
            "worker": "alone",
        }
    return {
        "shared": Path(given["shared_folder"]),
        "socket": given["postgres_socket"],
        "worker": given["workerid"],
    }


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def books(database_kind: str, run_settings: dict[str, Any]) -> Iterator[Books]:
    """The worker's application on that kind of database; a test asks for `app` instead."""
    shared, worker = run_settings["shared"], run_settings["worker"]
    if database_kind == "sqlite":
        found = Books(SqlitePair(shared, worker), shared)
    elif run_settings["socket"]:
        found = Books(PostgresPair(Path(run_settings["socket"]), worker), shared)
    else:
        pytest.skip("PostgreSQL is not on this machine and could not be installed")
    yield found
    found.close()


@pytest.fixture
def app(books: Books) -> Iterator[Flask]:
    """The application on an empty, migrated pair of databases, inside an application context."""
    with books.opened() as application:
        yield application


@pytest.fixture
def demonstration(books: Books) -> Iterator[Flask]:
    """Like `app`, with the demonstration society loaded."""
    with books.opened(books.load_demonstration()) as application:
        yield application


@pytest.fixture
def databases(books: Books) -> Books:
    """The two addresses (`book_url`, `box_url`), for a process of its own; commit first."""
    books.soil()
    return books


@pytest.fixture
def now() -> datetime:
    """The instant at which a test happens unless it says otherwise."""
    return NOON


@pytest.fixture
def clock(books: Books) -> Clock:
    """The application's clock, which stands still until it is moved."""
    return books.clock


@pytest.fixture
def client(app: Flask) -> StrictClient:
    """Somebody's browser, not signed in."""
    return _client_of(app)


@pytest.fixture
def new_client(app: Flask) -> Callable[[], StrictClient]:
    """Make more browsers, each with cookies of its own."""
    return lambda: _client_of(app)


def _client_of(application: Flask) -> StrictClient:
    made = application.test_client()
    assert isinstance(made, StrictClient)
    return made


@pytest.fixture
def together(app: Flask) -> Callable[..., list[Any]]:
    """Do several things at once: `together(first, second)`; see tests/machinery/together.py."""

    def run(*deeds: Callable[[], Any], one_transaction: bool = True) -> list[Any]:
        return all_at_once(app, *deeds, one_transaction=one_transaction)

    return run


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    """A real SMTP server on a free loopback port."""
    with SmtpServer() as server:
        yield server
