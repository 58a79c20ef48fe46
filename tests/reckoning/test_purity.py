"""Reckoning is pencil and paper: it works in a bare Python, without any library."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]

IMPORT_EVERYTHING = """
import pkgutil, sys
sys.path.insert(0, sys.argv[1])
import governance.reckoning as reckoning
found = [m.name for m in pkgutil.walk_packages(reckoning.__path__, "governance.reckoning.")]
for name in found:
    __import__(name)
ours = {name for name in sys.modules if name.startswith("governance.")}
print(*sorted(name for name in ours if not name.startswith("governance.reckoning")))
print(*sorted({name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)))
print(len(found))
"""


def test_reckoning_imports_in_a_bare_python() -> None:
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", IMPORT_EVERYTHING, str(PROJECT)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    rooms_above, packages, number = run.stdout.splitlines()
    assert rooms_above == ""
    assert set(packages.split()) <= {"__main__", "governance"}
    assert int(number) > 20
