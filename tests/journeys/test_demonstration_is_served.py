"""`demo serve` as a person runs it: the address, who to sign in as, and a clean end."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from flask import Flask

from governance.demonstration import loading
from tests.machinery.books import Books
from tests.machinery.clock import Clock
from tests.machinery.server import HOST, PROJECT, settings_for

LAST_LINE = "Ctrl-C stops it."
SECONDS_TO_END = 30


@contextmanager
def served(databases: Books, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run it until it has said how to sign in; give the process and what it said."""
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "demo", "serve", "--port", str(port)],
        cwd=PROJECT,
        env={"PATH": "/usr/bin:/bin", **settings_for(databases.book_url, databases.box_url)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if LAST_LINE in line:
                break
        yield process, "".join(said)
    finally:
        process.terminate()
        process.wait(SECONDS_TO_END)
        process.stdout.close()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGHUP])
def test_it_says_how_to_sign_in_and_ends_its_children(
    demonstration: Flask, databases: Books, port: int, ending: signal.Signals
) -> None:
    with served(databases, port) as (process, said):
        assert f"Tame Valley Care is at http://localhost:{port}" in said
        for who in ("a member", "the secretary", "a manager", "the finance officer"):
            assert who in said
        with urlopen(f"http://{HOST}:{port}/sign-in") as answer:
            assert "are invented" in answer.read().decode()
        process.send_signal(ending)
        process.wait(SECONDS_TO_END)

    assert process.returncode == 0
    with pytest.raises(URLError):
        urlopen(f"http://{HOST}:{port}/health", timeout=2)


def test_a_taken_port_is_refused_with_another_to_try(demonstration: Flask) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        number = taken.getsockname()[1]
        result = demonstration.test_cli_runner().invoke(
            args=["demo", "serve", "--port", str(number)]
        )

    assert result.exit_code == 1
    assert f"Port {number} cannot be used" in result.output
    assert f"--port {number + 1}" in result.output


def test_once_its_ballot_has_closed_it_says_how_to_begin_again(
    demonstration: Flask, clock: Clock
) -> None:
    clock.advance(days=60)

    result = demonstration.test_cli_runner().invoke(args=["demo", "load"])

    assert not loading.has_an_open_ballot(clock.now)
    assert "For a fresh one, with a ballot open now:" in result.output


def test_nothing_is_served_before_it_is_loaded(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["demo", "serve"])

    assert result.exit_code == 1
    assert "First run: flask --app wsgi demo load" in result.output


@pytest.mark.parametrize("command", ["load", "serve"])
def test_it_is_not_for_production(app: Flask, command: str) -> None:
    app.config["ENVIRONMENT"] = "production"
    try:
        result = app.test_cli_runner().invoke(args=["demo", command])
    finally:
        app.config["ENVIRONMENT"] = "testing"

    assert result.exit_code == 1
    assert "This is production" in result.output
