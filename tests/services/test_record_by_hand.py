"""What docs/record.md gives people to check with, run as it stands there on a record exported."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from governance.infrastructure.database import db
from governance.ledger import service
from governance.ledger.queries.balances import AsAt, balances
from governance.record import queries
from tests.architecture.source import PROJECT
from tests.factories.ledger import FINANCE, TODAY, issue, make_book, make_share_class, post_income
from tests.factories.members import make_member
from tests.machinery.clock import NOON


@pytest.fixture
def exported(app: Flask, tmp_path: Path) -> Path:
    """A record with shares issued, cancelled and reversed, income, and a closed year."""
    ada, ben = make_member(), make_member("Ben Boole")
    a_shares = make_share_class()
    book = make_book()
    issue(a_shares, 3, to=ada.party_id)
    wrong = issue(a_shares, 9, to=ben.party_id)
    service.reverse(wrong.seq, effective_on=TODAY, actor=FINANCE, now=NOON)
    service.cancel(a_shares, 1, party_id=ada.party_id, on=TODAY, actor=FINANCE, now=NOON)
    year_end = TODAY.replace(month=3, day=31)
    post_income(book, 1_234_56, on=year_end)
    service.close_period(book, year_end, actor=FINANCE, now=NOON)
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["record", "export"])
    file = tmp_path / "record.jsonl"
    file.write_text(result.output, encoding="utf-8")
    return file


def test_the_chain_is_checked_without_us(exported: Path, tmp_path: Path) -> None:
    head = str(queries.head())

    checked = run(program("Save this as `verify_record.py`"), tmp_path, str(exported), head)

    assert checked.returncode == 0
    assert head in checked.stdout


def test_a_changed_line_is_found_without_us(exported: Path, tmp_path: Path) -> None:
    lines = exported.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("Lovelace", "x").replace('"by": null', '"by": 1')
    exported.write_text("\n".join(lines) + "\n", encoding="utf-8")

    checked = run(program("Save this as `verify_record.py`"), tmp_path, str(exported))

    assert checked.returncode == 1
    assert "Link 4 is not as it was recorded" in checked.stderr


@pytest.mark.parametrize("day", [TODAY, TODAY.replace(month=3, day=31), TODAY.replace(year=2021)])
def test_every_balance_is_added_up_without_us(exported: Path, tmp_path: Path, day) -> None:  # type: ignore[no-untyped-def]
    added = run(program("add_up.py"), tmp_path, str(exported), day.isoformat())

    rows = balances(make_book().id, AsAt(day))
    ours = {
        f"{row.book_id},{row.unit},{row.code},{row.party_id or ''},{row.balance}" for row in rows
    }
    assert ours
    assert set(added.stdout.splitlines()) == ours


def program(named: str) -> str:
    """Return the program of the page that follows these words."""
    page = (PROJECT / "docs" / "record.md").read_text(encoding="utf-8")
    after = page[page.index(named) :]
    found = re.search(r"```python\n(.*?)```", after, re.DOTALL)
    assert found is not None
    return found[1]


def run(source: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    file = folder / "program.py"
    file.write_text(source, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", file, *arguments], capture_output=True, text=True, timeout=60
    )
