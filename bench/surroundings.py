"""What a bench stands on: a durable database of either kind, and how quiet the machine is."""

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import flask_migrate
from flask import Flask

import config
from governance.app import create_app
from tests.machinery.postgres import PostgreSQL, connect, copy_database, drop_database

KINDS = ("sqlite", "postgresql")
WRITES_TO_TIME = 300
HOST = "mutual.example.org"
PRODUCTION = {
    "FOLKMOOT_ENVIRONMENT": "production",
    "SECRET_KEY": "a key for benches, long enough to sign with",
    "PUBLIC_URL": f"https://{HOST}",
    "MAIL_FROM": "Tame Valley Care <no-reply@example.org>",
    "SMTP_URL": "smtp://localhost:2525",
}


@dataclass(frozen=True)
class Figure:
    """One thing measured: where, what it came to, and what was aimed at."""

    what: str
    where: str
    value: str
    aim: str = ""
    load: str = field(default_factory=lambda: f"{os.getloadavg()[0]:.1f}")


@dataclass(frozen=True)
class Databases:
    """An empty, migrated book and ballot box."""

    kind: str
    book_url: str
    box_url: str

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of a production server on these databases."""
        return PRODUCTION | {"DATABASE_URL": self.book_url, "BALLOT_BOX_URL": self.box_url}

    def application(self) -> Flask:
        """Return the application with the settings of production."""
        return create_app(config.from_environment(self.environment))


@contextmanager
def databases(kind: str) -> Iterator[Databases]:
    """Give an empty pair that keeps what it acknowledges, and remove it afterwards."""
    opened = _in_files() if kind == "sqlite" else _on_a_server()
    with opened as (book_url, box_url):
        pair = Databases(kind, book_url, box_url)
        with pair.application().app_context():
            flask_migrate.upgrade()
        yield pair


@contextmanager
def _in_files() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        yield f"sqlite:///{folder}/book.db", f"sqlite:///{folder}/box.db"


@contextmanager
def _on_a_server() -> Iterator[tuple[str, str]]:
    with PostgreSQL(durable=True) as server:
        with connect(server.socket) as connection:
            for name in ("book", "box"):
                drop_database(connection, name)
                copy_database(connection, "template0", name)
        yield server.url("book"), server.url("box")


def milliseconds_to_the_disk() -> float:
    """Return how long the disk takes to keep one page for good."""
    with tempfile.NamedTemporaryFile() as file:
        began = time.perf_counter()
        for _ in range(WRITES_TO_TIME):
            os.pwrite(file.fileno(), bytes(4096), 0)
            os.fdatasync(file.fileno())
        return (time.perf_counter() - began) * 1000 / WRITES_TO_TIME


def machine() -> str:
    """Return a line about this machine."""
    cores = os.cpu_count()
    models = [
        line.split(":")[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    loads = " ".join(f"{load:.2f}" for load in os.getloadavg())
    return (
        f"{cores} cores, {models[0] if models else 'unknown'}; one page to the disk "
        f"{milliseconds_to_the_disk():.2f} ms; load average {loads}"
    )


def show(figures: Sequence[Figure]) -> None:
    """Print figures as lines of one table."""
    for each in figures:
        print(
            f"{each.what:<42} {each.where:<11} {each.value:>16} {each.aim:>12} {each.load:>6}",
            flush=True,
        )
