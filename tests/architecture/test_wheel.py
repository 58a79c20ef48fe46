"""The wheel holds all it needs: unpacked elsewhere, it migrates its databases and serves a page."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.architecture.source import PROJECT

SERVE_A_PAGE = """
import datetime, importlib.util, pathlib, sys
import flask_migrate
import governance
from governance.app import create_app
from governance.infrastructure import pdf
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.presets import presets

here = pathlib.Path(sys.argv[1])
assert pathlib.Path(governance.__file__).is_relative_to(here), governance.__file__
specification = importlib.util.spec_from_file_location("config", sys.argv[2])
config = importlib.util.module_from_spec(specification)
specification.loader.exec_module(config)
app = create_app(config.testing(f"sqlite:///{here}/book.db", f"sqlite:///{here}/box.db"))
with app.app_context():
    flask_migrate.upgrade()
answer = app.test_client().get("/sign-in")
assert answer.status_code == 200, answer.status
assert "brand.css" in answer.text
assert app.test_client().get("/static/css/brand.css").status_code == 200
noon = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
columns = [pdf.Column("Name")]
table = pdf.TableDocument(pdf.Letterhead("A society"), "A table", columns, [["Ada"]], noon)
assert b"AtkinsonHyperlegibleNext" in pdf.table_document(table)
assert [preset.form for preset in presets()] == list(LegalForm)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_serves_a_page(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)

    # -S leaves the editable installation of this checkout out, -E what the machine has set.
    libraries = f"import sys; sys.path[:0] = [{str(site)!r}, {sysconfig.get_path('purelib')!r}]\n"
    command = [sys.executable, "-S", "-E", "-c", libraries + SERVE_A_PAGE]
    asked = subprocess.run(
        [*command, str(site), str(PROJECT / "config.py")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert asked.returncode == 0, asked.stderr


def test_the_wheel_leaves_the_settings_and_the_tests_out(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        folders = {name.split("/")[0] for name in archive.namelist()}

    assert {name for name in folders if not name.endswith(".dist-info")} == {"governance"}
