"""Sees to it that this machine has PostgreSQL, Chromium and hledger, before the tests run.

What is there is used. What is missing is installed from the system's packages when we may,
Chromium else from Playwright. Where neither can be had the tests that need it are skipped,
loudly; in CI that is a failure.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from tests.machinery import chromium, hledger, postgres


def main() -> int:
    """Find or install each, say what was found, and return the exit status."""
    missing = [
        name
        for name, found, ways in (
            ("PostgreSQL", postgres.programs, [_apt("postgresql")]),
            ("Chromium", chromium.program, [_apt("chromium"), _playwright]),
            ("hledger", hledger.program, [_apt("hledger")]),
        )
        if not _made_available(name, found, ways)
    ]
    for name in missing:
        _say(f"WARNING: {name} can be neither found nor installed: its tests will be SKIPPED.")
    if missing and in_ci():
        _say("In CI these tests must run, so this is a failure.")
        return 1
    return 0


def in_ci() -> bool:
    """Say whether this is a run of continuous integration, which may skip nothing."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def _made_available(
    name: str, found: Callable[[], object], ways: list[Callable[[], object]]
) -> bool:
    where = found()
    for install in ways:
        if where is not None:
            break
        _say(f"{name} is not on this machine; trying to install it.")
        install()
        where = found()
    if where is not None:
        _say(f"{name}: {where}")
    return where is not None


def _apt(package: str) -> Callable[[], object]:
    def install() -> None:
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            return
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
        for step in (["apt-get", "update", "-qq"], command):
            subprocess.run(step, env=quietly, stdin=subprocess.DEVNULL, stdout=sys.stderr)

    return install


def _playwright() -> object:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def _say(sentence: str) -> None:
    print(f"machinery: {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
