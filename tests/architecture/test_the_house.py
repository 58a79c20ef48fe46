"""Each thing is in its room: who imports whom, who commits, who reads a clock, names."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Blueprint, Flask

from governance.web import access
from tests.architecture.source import PACKAGE, PROJECT, calls_in, kept_files, modules, shown

COMMITTERS = {"governance/web/transactions.py"}
# The ballot box is another database: see its docstring and docs/decisions/0004.
BEGINNERS = {"governance/ballots/box.py"}
CLOCK_READERS = {"governance/infrastructure/clock.py"}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "manager", "managers"}
LONGEST_FILE = 350
# A file may be longer for a reason that is written here.
LONGER = {
    "governance/demonstration/story.py": "the demonstration's own words: text, not logic",
    "governance/demonstration/history.py": "one past, told in the order in which it happened",
}


def test_the_import_contracts_are_kept() -> None:
    command = Path(sys.executable).with_name("lint-imports")

    asked = subprocess.run([command], cwd=PROJECT, capture_output=True, text=True)

    assert asked.returncode == 0, asked.stdout


def test_one_place_commits() -> None:
    assert callers_of("commit") == COMMITTERS


def test_only_the_ballot_box_begins_transactions_of_its_own() -> None:
    assert callers_of("begin", bare=True) <= BEGINNERS


def test_only_the_clock_reads_the_time() -> None:
    now = {"now", "utcnow", "today", "time"}

    def reads_the_time(call: ast.Call) -> bool:
        function = call.func
        return (
            isinstance(function, ast.Attribute)
            and function.attr in now
            and isinstance(function.value, ast.Name)
            and function.value.id in {"datetime", "date", "time", "func"}
        )

    readers = {shown(module) for module in modules() if any(map(reads_the_time, calls_in(module)))}
    assert readers <= CLOCK_READERS


def test_a_view_that_does_not_say_who_may_open_it_stops_the_application() -> None:
    app = Flask("silent")
    silent = Blueprint("silent", __name__)
    silent.get("/")(lambda: "hello")
    app.register_blueprint(silent)

    with pytest.raises(access.AudienceMissing, match="silent"):
        access.guard_views(app)


def test_every_view_says_who_may_open_it(app: Flask) -> None:
    silent = [
        name
        for name, view in app.view_functions.items()
        if name != "static" and not hasattr(view, "audience")
    ]

    assert silent == []


def test_every_file_is_short_enough_to_read() -> None:
    lengths = {
        shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()
    }
    long = {name: length for name, length in lengths.items() if length > LONGEST_FILE}

    assert {name: length for name, length in long.items() if name not in LONGER} == {}


def test_nothing_is_called_by_a_name_that_says_nothing() -> None:
    named = {part for path in kept_files() for part in (path.stem, path.parent.name)}

    assert named.isdisjoint(BANNED_NAMES)


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        shown(path) for path in modules() if not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_the_package_itself_loads_nothing() -> None:
    command = "import sys, governance; sys.exit('flask' in sys.modules)"

    asked = subprocess.run([sys.executable, "-I", "-c", command], cwd=PACKAGE.parent)

    assert asked.returncode == 0


def callers_of(method: str, *, bare: bool = False) -> set[str]:
    """Return the modules that call a method of this name; `bare`: with nothing given to it."""
    return {
        shown(module)
        for module in modules()
        for call in calls_in(module)
        if isinstance(call.func, ast.Attribute) and call.func.attr == method
        if not (bare and (call.args or call.keywords))
    }
