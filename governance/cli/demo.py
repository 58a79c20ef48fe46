"""`demo load`, `demo serve` and `demo staff-csv`: the demonstration society, to look around in."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from governance.demonstration import loading
from governance.demonstration.cast import PASSWORD, SIGN_INS
from governance.demonstration.loading import NotLoaded
from governance.demonstration.staff_shapes import SHAPES
from governance.infrastructure import clock
from governance.infrastructure.errors import Refused
from governance.web.transactions import unit_of_work

SECONDS_TO_START = 60
SECONDS_TO_STOP = 10
SECONDS_BETWEEN_LOOKS = 0.2
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ROUTINE = b'"level": "info"'
NO_TABLES = "The databases have no tables yet. First run: flask --app wsgi db upgrade"


@click.group("demo")
def demo() -> None:
    """Tame Valley Care, an invented mutual to look around in."""


@demo.command("load")
@click.option("--seed", default=7, show_default=True, help="Another seed makes another society.")
@click.option("--staff", default=483, show_default=True, help="How many members it has today.")
@click.option(
    "--as-of",
    callback=lambda _context, _option, text: _instant(text),
    help="The present of the demonstration, such as 2026-11-16T12:00+00:00 (default: now).",
)
@with_appcontext
def load(seed: int, staff: int, as_of: datetime | None) -> None:
    """Make the society and its past of eighteen months, by the services that members use."""
    if current_app.config["ENVIRONMENT"] == "production":
        raise click.ClickException("This is production: the demonstration is not for here.")
    present = as_of or clock.now()
    began = time.monotonic()
    with _plainly_refused():
        if loading.is_loaded():
            click.echo("Tame Valley Care is loaded already; nothing was changed.")
            click.echo(_how_to_begin_again())
            return
        loading.load(
            seed=seed,
            staff=staff,
            present=present,
            transaction=unit_of_work,
            told=_Told(is_shown=sys.stderr.isatty()),
        )
    seconds = time.monotonic() - began
    click.echo(f"Tame Valley Care is loaded: {staff:,} members, in {seconds:.0f} seconds.")


@demo.command("staff-csv")
@click.option("--with-mistakes", is_flag=True, help="With errors in it, to see what they say.")
@click.option(
    "--profile",
    type=click.Choice([name for name in SHAPES if name]),
    help="As that system writes it; iTrent and ESR have a line for each post.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file to write.")
@with_appcontext
def staff_csv(with_mistakes: bool, profile: str | None, output: Path | None) -> None:
    """Write next month's file of staff, to try the import with."""
    today = clock.day_of(clock.now())
    with _plainly_refused():
        content = loading.next_staff_file(
            with_mistakes=with_mistakes, on=today, shape=profile or ""
        )
    if output is None:
        sys.stdout.buffer.write(content)
        return
    output.write_bytes(content)
    click.echo(f"Written to {output}. Sign in as the secretary and import it under Office.")


@demo.command("serve")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@with_appcontext
def serve(port: int, host: str) -> None:
    """Run the server and the worker, and say how to sign in."""
    if current_app.config["ENVIRONMENT"] == "production":
        raise click.ClickException("This is production: see docs/operating.md for how to run it.")
    with _plainly_refused():
        if not loading.is_loaded():
            raise NotLoaded("Nothing is loaded yet. First run: flask --app wsgi demo load")
    _refuse_a_taken_port(host, port)
    address, ended = f"http://localhost:{port}", None
    with _children(_commands(host, port), _environment(address)) as children:
        _wait_for_an_answer(f"http://{_reached(host)}:{port}/health", children)
        click.echo(_how_to_sign_in(address))
        ended = _wait_until_one_ends(children)
    if ended is not None:
        raise click.ClickException(f"The {ended} stopped by itself; see what it said above.")
    click.echo("Stopped.")


class _Told:
    """Says how far the telling is, on a terminal, month by month."""

    def __init__(self, *, is_shown: bool) -> None:
        self._is_shown = is_shown
        self._month = ""

    def __call__(self, reached: datetime) -> None:
        month = f"{reached:%B %Y}"
        if self._is_shown and month != self._month:
            self._month = month
            click.echo(f"  {month}", err=True)


@contextmanager
def _plainly_refused() -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        raise click.ClickException(f"{refusal.message} {refusal.next_step}".strip()) from None
    except (OperationalError, ProgrammingError) as trouble:
        if "no such table" in str(trouble) or "UndefinedTable" in str(trouble):
            raise click.ClickException(NO_TABLES) from None
        raise


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("Write it as 2026-11-16T12:00+00:00.") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=clock.LONDON)


def _refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as trouble:
            raise click.ClickException(
                f"Port {port} cannot be used ({trouble.strerror}): something else is probably"
                f" running there. Choose another, for example: --port {port + 1}"
            ) from None


def _commands(host: str, port: int) -> dict[str, list[str]]:
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1"]
    server += ["--blocking-threads", "4", "--host", host, "--port", str(port)]
    server += ["--log-level", "warning", "--no-access-log", "wsgi:app"]
    return {
        "server": server,
        "worker": [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
    }


def _environment(address: str) -> dict[str, str]:
    """Return the children's environment: the same databases, and links that lead to this port."""
    return {
        **os.environ,
        "DATABASE_URL": current_app.config["SQLALCHEMY_DATABASE_URI"],
        "BALLOT_BOX_URL": current_app.config["BALLOT_BOX_URL"],
        "PUBLIC_URL": address,
        "FOLKMOOT_DEMONSTRATION": "1",
    }


@contextmanager
def _children(
    commands: Mapping[str, list[str]], environment: Mapping[str, str]
) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Run the commands until this ends, however it ends short of kill -9."""
    children: dict[str, subprocess.Popen[bytes]] = {}
    with _interrupted_by_signals():
        try:
            for name, command in commands.items():
                # Sessions of their own: Ctrl-C reaches us alone, and we end them in order.
                children[name] = subprocess.Popen(
                    command,
                    env=dict(environment),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
                Thread(target=_say_what_matters, args=(children[name],), daemon=True).start()
            yield children
        except KeyboardInterrupt:
            click.echo("")
        finally:
            _end(children)


@contextmanager
def _interrupted_by_signals() -> Iterator[None]:
    """Have Ctrl-C, a polite kill and a closed terminal end this alike."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {each: signal.signal(each, interrupt) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _say_what_matters(child: subprocess.Popen[bytes]) -> None:
    """Pass on what a child says, but for the worker's notes of every step it took."""
    assert child.stdout is not None
    for line in child.stdout:
        if ROUTINE not in line:
            sys.stderr.buffer.write(line)
            sys.stderr.buffer.flush()


def _end(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    for child in children.values():
        try:
            child.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_for_an_answer(url: str, children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    last = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < last:
        if (ended := _ended(children)) is not None:
            raise click.ClickException(f"The {ended} did not start; see what it said above.")
        try:
            with urlopen(url, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(SECONDS_BETWEEN_LOOKS)
    raise click.ClickException("The server did not answer within a minute.")


def _wait_until_one_ends(children: Mapping[str, subprocess.Popen[bytes]]) -> str | None:
    while (ended := _ended(children)) is None:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return ended


def _ended(children: Mapping[str, subprocess.Popen[bytes]]) -> str | None:
    return next((name for name, child in children.items() if child.poll() is not None), None)


def _reached(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host


def _how_to_sign_in(address: str) -> str:
    people = loading.sign_ins(SIGN_INS)
    widths = [max(len(person[column]) for person in people) for column in range(3)]
    lines = [
        "  " + "  ".join(word.ljust(width) for word, width in zip(person, widths, strict=True))
        for person in people
    ]
    return "\n".join(
        [
            "",
            f"Tame Valley Care is at {address}",
            "",
            f"Sign in there with one of these addresses and the password  {PASSWORD}",
            "",
            *lines,
            "",
            "Everybody else in the register who has an account has the same password.",
            "Mails are not sent: as the secretary, read them under Office, Mail.",
            *([_how_to_begin_again(), ""] if _is_out_of_date(len(people)) else []),
            "Ctrl-C stops it.",
            "",
        ]
    )


def _is_out_of_date(people: int) -> bool:
    """Say whether its ballot has closed since, or an earlier version made it."""
    return people < len(SIGN_INS) or not loading.has_an_open_ballot(clock.now())


def _how_to_begin_again() -> str:
    """Say how to have a fresh one, whose ballot is open again."""
    files = [
        f"{os.path.relpath(database)}*"  # the write-ahead log beside it too
        for url in ("SQLALCHEMY_DATABASE_URI", "BALLOT_BOX_URL")
        if (database := _file_of(current_app.config[url]))
    ]
    away = f"delete {' and '.join(files)}" if files else "name two new databases"
    return f"For a fresh one, with a ballot open now: {away}, then 'db upgrade' and 'demo load'."


def _file_of(url: str) -> str:
    parsed = make_url(url)
    return parsed.database or "" if parsed.get_backend_name() == "sqlite" else ""
