"""A pair of databases for a test, the book and the ballot box, put back as new in milliseconds.

A template is made once in a run: by the real migrations (`EMPTY`), or with the demonstration in
it. What a test stands on is a copy: a copied file on SQLite, `CREATE DATABASE … TEMPLATE` on
PostgreSQL.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tests.machinery import postgres
from tests.machinery.places import quick_place

EMPTY = "empty"
BOOK = "book"
BOX = "box"
PARTS = (BOOK, BOX)
PREFIX = "folkmoot-tests-"


class Pair(Protocol):
    """A book and a ballot box of one kind of database."""

    kind: str

    def url(self, part: str) -> str:
        """Return the address of the book or the box."""

    def put(self, part: str, template: str) -> None:
        """Replace one of the two with a fresh copy of the template's; nobody may be using it."""

    def keep(self, template: str) -> None:
        """Keep the two as they are now under this name; nobody may be using them."""

    def has(self, template: str) -> bool:
        """Say whether that template is kept."""


class SqlitePair:
    """Two files of one worker; templates are files that all workers share."""

    kind = "sqlite"

    def __init__(self, shared: Path, worker: str) -> None:
        self._templates = shared / "templates"
        self._templates.mkdir(exist_ok=True)
        self._own = shared / worker
        self._own.mkdir(exist_ok=True)

    def url(self, part: str) -> str:
        return f"sqlite:///{self._file(part)}"

    def put(self, part: str, template: str) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._file(part).with_name(f"{part}.db{suffix}").unlink(missing_ok=True)
        if template:
            shutil.copyfile(self._kept(part, template), self._file(part))

    def keep(self, template: str) -> None:
        for part in PARTS:
            beside = self._kept(part, template).with_suffix(".part")
            shutil.copyfile(self._file(part), beside)
            beside.rename(self._kept(part, template))

    def has(self, template: str) -> bool:
        return all(self._kept(part, template).exists() for part in PARTS)

    def _file(self, part: str) -> Path:
        return self._own / f"{part}.db"

    def _kept(self, part: str, template: str) -> Path:
        return self._templates / f"{template}-{part}.db"


class PostgresPair:
    """Two databases of one worker on the run's server."""

    kind = "postgresql"

    def __init__(self, socket: Path, worker: str) -> None:
        self._socket = socket
        self._worker = worker

    def url(self, part: str) -> str:
        return postgres.url_on(self._socket, self._name(part))

    def put(self, part: str, template: str) -> None:
        with postgres.connect(self._socket) as connection:
            kept = self._kept(part, template) if template else "template0"
            postgres.copy_database(connection, kept, self._name(part))

    def keep(self, template: str) -> None:
        with postgres.connect(self._socket) as connection:
            for part in PARTS:
                postgres.copy_database(connection, self._name(part), self._kept(part, template))

    def has(self, template: str) -> bool:
        with postgres.connect(self._socket) as connection:
            return all(
                postgres.database_exists(connection, self._kept(part, template)) for part in PARTS
            )

    def _name(self, part: str) -> str:
        return f"{self._worker}_{part}"

    def _kept(self, part: str, template: str) -> str:
        return f"template_{template}_{part}"


def make_once(pair: Pair, template: str, shared: Path, make: Callable[[], None]) -> None:
    """Have one worker make the template while the others wait for it."""
    with _lock(shared / f"{pair.kind}-{template}.lock"):
        if not pair.has(template):
            make()
            pair.keep(template)


def run_folder() -> Path:
    """Make the folder that one run's files share, in memory where the machine offers that."""
    parent = quick_place()
    _clear_up_after_the_killed(parent)
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parent))


def _clear_up_after_the_killed(parent: Path) -> None:
    for left in parent.glob(f"{PREFIX}*"):
        started_by = left.name.removeprefix(PREFIX).split("-")[0]
        if started_by.isdecimal() and not _is_running(int(started_by)):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
