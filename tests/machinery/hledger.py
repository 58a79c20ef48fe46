"""hledger, another program for plain-text accounting, which checks our books without us."""

import csv
import io
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

NAME = "hledger"


def program() -> str | None:
    """Return where this machine has hledger, or None."""
    return shutil.which(NAME)


def check(journal: Path, *checks: str) -> str:
    """Have it check the file strictly; return what it complains of, nothing if it is sound."""
    asked = _run("-f", str(journal), "check", "--strict", *checks)
    return asked.stderr if asked.returncode else ""


def balances(journal: Path, on: date) -> dict[tuple[str, str], str]:
    """Return its balances at the end of a day: (account, commodity) -> amount as it writes it."""
    before = (on + timedelta(days=1)).isoformat()
    asked = _run(
        "-f", str(journal), "balance", "--flat", "-N", "-e", before, "-O", "csv", "--layout=bare"
    )
    assert asked.returncode == 0, asked.stderr
    rows = csv.DictReader(io.StringIO(asked.stdout))
    return {(row["account"], row["commodity"]): row["balance"] for row in rows}


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    found = program()
    assert found is not None, "hledger is not on this machine"
    # It reads the file as UTF-8 only in a locale that says so.
    return subprocess.run(
        [found, *words], capture_output=True, encoding="utf-8", env={"LC_ALL": "C.UTF-8"}
    )
