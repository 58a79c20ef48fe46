"""The real server and the real worker, as processes that a test can stop politely or cut off.

    with Server(databases.book_url, databases.box_url) as server:
        urlopen(server.url)
        server.cut_off()

Each runs in a process group of its own, under a small shell that ends it should the tests die.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Self
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PROJECT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20
# Ends the program when the pipe to its standard input closes, as it does when the tests die.
GUARDIAN = """
"$@" </dev/null &
program=$!
(read -r _ || :; kill -TERM "$program" 2>/dev/null) <&3 &
wait "$program"
"""


class DidNotStart(Exception):
    """The program ended, or did not answer in time; the message holds what it said."""


class Program:
    """A process that belongs to a test."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.command = command
        self.environment = {**_own_environment(), **environment}
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def is_running(self) -> bool:
        """Say whether it has been started and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def output(self) -> str:
        """Return all it has printed."""
        if self._log is None:
            return ""
        return Path(self._log.name).read_text(errors="replace")

    def start(self) -> None:
        """Start it, also again after it was cut off."""
        if self._log is None:
            self._log = tempfile.NamedTemporaryFile(prefix="folkmoot-log-")  # noqa: SIM115  (closed by stop)
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", f"exec 3<&0\n{GUARDIAN}", "guardian", *self.command],
            cwd=PROJECT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def ask_to_stop(self) -> None:
        """Ask it to stop, and do not wait."""
        self._close_pipe()

    def stop(self) -> None:
        """Ask it to stop and wait until it has."""
        if self._process is not None:
            self._close_pipe()
            try:
                self._process.wait(timeout=SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self.cut_off()
        if self._log is not None:
            self._log.close()
            self._log = None

    def cut_off(self) -> None:
        """Kill it and all it has started, with no warning: what a power cut does to a process."""
        if self._process is None:
            return
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._close_pipe()
        self._process = None

    def _close_pipe(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()


class Server(Program):
    """The production server on a free port of the loopback address."""

    def __init__(
        self,
        book_url: str,
        box_url: str,
        *,
        workers: int = 1,
        threads: int = 2,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.port = _free_port()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST]
        command += ["--port", str(self.port), "--workers", str(workers)]
        command += ["--blocking-threads", str(threads), "--no-ws", "wsgi:app"]
        super().__init__(command, settings_for(book_url, box_url) | (environment or {}))

    @property
    def url(self) -> str:
        """Return the address to ask."""
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        super().start()
        give_up = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if not self.is_running or time.monotonic() > give_up:
                said = self.output
                self.cut_off()
                raise DidNotStart(said)
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with urlopen(Request(f"{self.url}/static/css/brand.css", method="HEAD"), timeout=5):
                return True
        except HTTPError:
            return True
        except OSError:
            return False


class Worker(Program):
    """The worker, which opens and closes ballots and sends mail until it is stopped."""

    def __init__(
        self, book_url: str, box_url: str, *, environment: dict[str, str] | None = None
    ) -> None:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
        super().__init__(command, settings_for(book_url, box_url) | (environment or {}))


def run_command(
    *arguments: str, book_url: str, box_url: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `flask --app wsgi …` to its end and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
        cwd=PROJECT,
        env=_own_environment() | settings_for(book_url, box_url) | (environment or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )


def settings_for(book_url: str, box_url: str) -> dict[str, str]:
    """Return the environment of a test's own installation."""
    return {
        "FOLKMOOT_ENVIRONMENT": "testing",
        "SECRET_KEY": "a key for tests, long enough to sign with",
        "DATABASE_URL": book_url,
        "BALLOT_BOX_URL": box_url,
    }


def _own_environment() -> dict[str, str]:
    # The machine's own settings of Flask or of the society must not reach the test.
    ours = ("FOLKMOOT_", "FLASK_", "DATABASE_URL", "BALLOT_BOX_URL", "SMTP_URL", "PUBLIC_URL")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
