"""A PostgreSQL server for one run of tests or benches: a temporary folder and a unix socket.

It runs as somebody other than root, under a small shell that ends it and removes its folder as soon
as this process is gone, however it went.
"""

import argparse
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.machinery.places import disk_place, quick_place

SUPERUSER = "folkmoot"
NEEDED = ("initdb", "postgres", "pg_ctl")
STANDARD_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
SECONDS_TO_START = 60
# What is thrown away in a moment need not survive a power cut, nor be tidied.
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
}
# Ends the server when the pipe to its standard input closes, which it does when the tests die, too.
GUARDIAN = """
folder=$1; shift
"$@" >"$folder/log" 2>&1 </dev/null &
server=$!
read -r _ || :
kill -INT "$server" 2>/dev/null
wait "$server"
cd / && rm -rf -- "$folder"
"""


class NoPostgreSQL(Exception):
    """The server's programs are not on this machine, or do not run."""


@dataclass(frozen=True)
class Account:
    """The user the server runs as: ourselves, or someone harmless when we are root."""

    name: str
    uid: int
    gid: int

    def keywords(self) -> dict[str, Any]:
        """Return what `subprocess` needs to run something as this user."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account() -> Account:
    """Return the user to run the server as; PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        entry = pwd.getpwuid(os.geteuid())
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def programs() -> Path | None:
    """Return a folder that holds all of the server's programs and where they run, or None."""
    return next((folder for folder in _candidates() if _usable(folder)), None)


def _candidates() -> Iterator[Path]:
    # What the path offers may be a link or a wrapper that stands alone: look where it leads, too.
    if on_path := shutil.which("pg_ctl"):
        yield Path(on_path).resolve().parent
        yield Path(on_path).parent
    if shutil.which("pg_config"):
        answer = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True)
        if answer.returncode == 0:
            yield Path(answer.stdout.strip())
    for pattern in STANDARD_PLACES:
        found = Path("/").glob(pattern.lstrip("/"))
        yield from sorted(found, key=_by_version, reverse=True)


def _by_version(folder: Path) -> tuple[int, ...]:
    digits = "".join(letter if letter.isdigit() else " " for letter in str(folder.parent))
    return tuple(int(number) for number in digits.split())


def _usable(folder: Path) -> bool:
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return False
    try:
        return all(
            subprocess.run(
                [folder / name, "--version"], capture_output=True, cwd="/", **account().keywords()
            ).returncode
            == 0
            for name in NEEDED
        )
    except OSError:
        return False


class PostgreSQL:
    """One server, for as long as the `with` block lasts.

    `durable` keeps fsync on: benches want the truth about the disk, tests want to be quick.
    """

    def __init__(self, *, durable: bool = False, settings: dict[str, str] | None = None) -> None:
        self.durable = durable
        self.settings = settings or {}
        self.socket = Path()
        self._guardian: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "PostgreSQL":
        folder = programs()
        if folder is None:
            raise NoPostgreSQL("No usable initdb, postgres and pg_ctl were found on this machine.")
        self.socket = _private_folder(account(), disk_place() if self.durable else quick_place())
        try:
            self._initialise(folder)
            self._start(folder)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def url(self, database: str) -> str:
        """Return the address of a database on this server, as SQLAlchemy reads it."""
        return url_on(self.socket, database)

    def stop(self) -> None:
        """Stop the server at once and remove all it wrote."""
        if self._guardian is not None:
            assert self._guardian.stdin is not None
            self._guardian.stdin.close()
            self._guardian.wait(timeout=60)
            self._guardian = None
        shutil.rmtree(self.socket, ignore_errors=True)

    def _initialise(self, folder: Path) -> None:
        command = [str(folder / "initdb"), "--pgdata", str(self.socket / "data")]
        command += ["--username", SUPERUSER]
        command += ["--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"]
        made = subprocess.run(
            command, capture_output=True, text=True, cwd=self.socket, **account().keywords()
        )
        if made.returncode != 0:
            raise NoPostgreSQL(f"initdb failed: {made.stderr or made.stdout}")

    def _start(self, folder: Path) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "max_connections": "120",
            "shared_buffers": "256MB" if self.durable else "64MB",
            "timezone": "UTC",
            **({} if self.durable else QUICK),
            **self.settings,
        }
        command = [str(folder / "postgres"), "-D", str(self.socket / "data")]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        self._guardian = subprocess.Popen(
            ["/bin/sh", "-c", GUARDIAN, "guardian", str(self.socket), *command],
            stdin=subprocess.PIPE,
            cwd=self.socket,
            # Ctrl-C is for the tests; they stop the server when they are done.
            start_new_session=True,
            **account().keywords(),
        )
        self._wait_until_it_answers()

    def _wait_until_it_answers(self) -> None:
        give_up = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                connect(self.socket).close()
            except psycopg.OperationalError as reason:
                if time.monotonic() > give_up:
                    log = (self.socket / "log").read_text(errors="replace")
                    raise NoPostgreSQL(f"PostgreSQL did not start: {reason}\n{log}") from reason
                time.sleep(0.05)
            else:
                return


def url_on(socket: Path, database: str) -> str:
    """Return the address of a database behind that socket."""
    return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={socket}"


def connect(socket: Path, database: str = "postgres") -> psycopg.Connection:
    """Open a bare connection on which every statement stands by itself."""
    return psycopg.connect(
        host=str(socket), user=SUPERUSER, dbname=database, autocommit=True, connect_timeout=5
    )


def copy_database(connection: psycopg.Connection, template: str, copy: str) -> None:
    """Put a fresh copy of the template in the place of whatever was there."""
    drop_database(connection, copy)
    command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    connection.execute(command.format(sql.Identifier(copy), sql.Identifier(template)))


def drop_database(connection: psycopg.Connection, name: str) -> None:
    """Remove a database and throw out whoever is in it."""
    command = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    connection.execute(command.format(sql.Identifier(name)))


def database_exists(connection: psycopg.Connection, name: str) -> bool:
    """Say whether there is a database of that name."""
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def _private_folder(owner: Account, parent: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-postgres-", dir=parent))
    if os.geteuid() == 0:
        os.chown(folder, owner.uid, owner.gid)
    return folder


@contextmanager
def server_for(command_environment: dict[str, str], *, durable: bool) -> Iterator[PostgreSQL]:
    """Run a server and name its socket in the environment of what is to be run."""
    with PostgreSQL(durable=durable) as server:
        command_environment["FOLKMOOT_POSTGRES_SOCKET"] = str(server.socket)
        yield server


def main() -> int:
    """`python -m tests.machinery.postgres [--durable] -- COMMAND`: run it beside a server."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--durable", action="store_true", help="keep fsync on")
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args()
    environment = dict(os.environ)
    with server_for(environment, durable=asked.durable):
        return subprocess.run(asked.command, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
