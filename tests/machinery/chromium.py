"""Where this machine keeps Chromium, and how it is started."""

import os
import shutil
import subprocess
from collections.abc import Iterator

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
START_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The small shared memory of a container would otherwise end a page without a word.
    "--disable-dev-shm-usage",
)


def program() -> str | None:
    """Return the Chromium to use: CHROMIUM, one on the path, Playwright's own, or None."""
    return next((found for found in _candidates() if _runs(found)), None)


def _candidates() -> Iterator[str]:
    if named := os.environ.get("CHROMIUM"):
        yield named
    for name in NAMES:
        if on_path := shutil.which(name):
            yield on_path
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _runs(candidate: str) -> bool:
    # On Ubuntu the distribution's "chromium" may be a note that says to install a snap.
    try:
        asked = subprocess.run([candidate, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0 and "Chrom" in asked.stdout
