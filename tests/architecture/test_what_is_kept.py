"""What is under version control names no machine and no shop: it installs and runs anywhere."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import kept_files, shown

# Written in pieces, so that this file does not name them either.
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry." + "npm" + "js",
    "artifact" + "ory",
)
MACHINES = ("/wo" + "rk/", "/ro" + "ot/", "/opt/" + "pypi", "/opt/" + "wheels", "/Us" + "ers/")
HOME = re.compile("/ho" + r"me/(?!\W)\w+")
BINARY = {".woff2", ".png", ".ico", ".pdf", ".gz", ".mo", ".db", ".jpg", ".webp"}
MEBIBYTE = 1024 * 1024
TEXTS = [path for path in kept_files() if path.suffix not in BINARY]


@pytest.mark.parametrize("words", [*REGISTRIES, *MACHINES])
def test_no_file_names_a_registry_or_a_machine(words: str) -> None:
    assert [shown(path) for path in TEXTS if words in text_of(path)] == []


def test_no_file_names_somebodys_home() -> None:
    assert [shown(path) for path in TEXTS if HOME.search(text_of(path))] == []


def test_no_file_is_larger_than_a_person_would_fetch() -> None:
    assert [shown(path) for path in kept_files() if path.stat().st_size > 2 * MEBIBYTE] == []


def test_the_lock_holds_a_hash_for_everything_and_no_address() -> None:
    lock = text_of(next(path for path in TEXTS if path.name == "requirements.lock"))
    entries = re.split(r"\n(?=\S)", lock.strip())

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in lock


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
