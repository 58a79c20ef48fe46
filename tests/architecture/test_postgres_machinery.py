"""The PostgreSQL of a run is private, and goes when the run goes, however it goes."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.machinery import postgres

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(postgres.programs() is None, reason="PostgreSQL is not on this machine"),
]

START_AND_WAIT = """
from tests.machinery.postgres import PostgreSQL
with PostgreSQL() as server:
    print(server.socket, flush=True)
    input()
"""


def test_it_listens_to_its_socket_alone_and_not_as_root() -> None:
    with postgres.PostgreSQL() as server, postgres.connect(server.socket) as connection:
        settings = {
            name: connection.execute(f"SHOW {name}").fetchone()
            for name in ("listen_addresses", "fsync")
        }
        owner = server.socket.stat().st_uid

    assert settings == {"listen_addresses": ("",), "fsync": ("off",)}
    assert owner != 0
    assert not server.socket.exists()


def test_for_benches_it_is_durable() -> None:
    with (
        postgres.PostgreSQL(durable=True) as server,
        postgres.connect(server.socket) as connection,
    ):
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_it_goes_when_the_tests_are_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as tests:
        assert tests.stdout is not None
        folder = Path(tests.stdout.readline().strip())
        assert (folder / "data" / "postmaster.pid").exists()

        tests.kill()

    assert vanishes(folder)


def vanishes(folder: Path) -> bool:
    """Wait for a folder to be removed by the guardian, which nobody waits for any more."""
    give_up = time.monotonic() + 30
    while folder.exists() and time.monotonic() < give_up:
        time.sleep(0.02)
    return not folder.exists()
