"""Where real elections lie beside the project; not copied into it, for licence and size."""

import json
from pathlib import Path
from typing import Any

import pytest

from governance.reckoning.counting.blt import BltFile, read_blt
from tests.machinery.prepare import in_ci

PROJECT = Path(__file__).parents[3]
CASES = PROJECT / "tests" / "cases"
SHARED = PROJECT.parent / "shared" / "data" / "counting"


def shared_files(folder: str, pattern: str) -> list[Any]:
    """Return a test parameter for each file, or one that skips and says why."""
    found = sorted((SHARED / folder).glob(pattern))
    if found:
        return [pytest.param(path, id=path.name.split(".")[0]) for path in found]
    reason = f"the elections of {folder} do not lie beside the project"
    if in_ci() and SHARED.parent.exists():
        raise pytest.UsageError(f"No test may be skipped here, but {reason}.")
    return [pytest.param(None, id=folder, marks=pytest.mark.skip(reason=reason))]


def election_beside(path: Path) -> BltFile:
    """Return the election whose outcome stands in the JSON file at `path`."""
    return read_blt((path.parent / f"{path.name.split('.')[0]}.blt").read_bytes())


def read_json(path: Path) -> Any:
    """Return what a JSON file says."""
    return json.loads(path.read_text(encoding="utf-8"))
