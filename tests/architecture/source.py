"""The project's own files, as the architecture tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
PACKAGE = PROJECT / "governance"
TEMPLATES = PROJECT / "templates"


def modules() -> list[Path]:
    """Return every Python file of the package."""
    return sorted(PACKAGE.rglob("*.py"))


@cache
def tree_of(module: Path) -> ast.Module:
    """Return a module, parsed."""
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def calls_in(module: Path) -> Iterator[ast.Call]:
    """Return every call that a module makes."""
    return (node for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call))


def templates() -> list[Path]:
    """Return every template of ours."""
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def shown(path: Path) -> str:
    """Return a file's name as seen from the project's folder."""
    return path.relative_to(PROJECT).as_posix()


@cache
def kept_files() -> tuple[Path, ...]:
    """Return the files under version control, or that would be at the next commit."""
    asked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [name for name in asked.stdout.split("\0") if name]
    return tuple(path for name in names if (path := PROJECT / name).is_file())
