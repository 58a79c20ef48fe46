"""What docs/rulebook.md gives people to check the rules with, run as it stands there."""

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.registry import settings
from governance.record import queries as record
from governance.rulebook import exports, service
from governance.rulebook.as_at import AsAt, RulesAsAt
from tests.architecture.source import PROJECT
from tests.factories.rules import FOUNDER, adopt_rules, found_rules
from tests.machinery.clock import NOON

TODAY = day_of(NOON)


@pytest.fixture
def files(app: Flask, tmp_path: Path) -> tuple[Path, Path]:
    """The rules of today as JSON, and the record; a change registered, one waiting, one to come."""
    found_rules(LegalForm.COMMUNITY_BENEFIT_SOCIETY, from_day=TODAY - timedelta(days=90))
    adopt_rules({"motions.seconders": 4})
    registered = adopt_rules({"motions.seconders": 6, "majorities.entrenched": ["quorum"]})
    adopt_rules({"motions.appeal_days": 21})
    adopt_rules({"motions.appeal_days": 30}, from_day=TODAY + timedelta(days=30))
    service.record_registration(
        registered.id, outcome="registered", on_day=TODAY, reference="", actor=FOUNDER, now=NOON
    )
    head = record.head()
    assert head is not None
    told = exports.as_data(RulesAsAt(AsAt(TODAY)), head)
    db.session.commit()
    exported = app.test_cli_runner().invoke(args=["record", "export"]).output
    rules, links = tmp_path / "rulebook.json", tmp_path / "record.jsonl"
    rules.write_text(json.dumps(told), encoding="utf-8")
    links.write_text(exported, encoding="utf-8")
    return rules, links


def test_the_rules_are_made_anew_from_the_record(files: tuple[Path, Path]) -> None:
    checked = run(*files)

    assert checked.returncode == 0, checked.stderr
    assert (
        checked.stdout == f"{len(settings())} settings, {len(settings())} of them by the record.\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"value": 6, "unit": "members"', '"value": 4, "unit": "members"', "The digest is not"),
        ('"hash": "', '"hash": "0', "The record does not have the link"),
    ],
)
def test_rules_told_otherwise_are_found(
    files: tuple[Path, Path], old: str, new: str, sentence: str
) -> None:
    rules, links = files
    told = rules.read_text(encoding="utf-8")
    assert old in told
    rules.write_text(told.replace(old, new, 1), encoding="utf-8")

    checked = run(rules, links)

    assert checked.returncode == 1
    assert sentence in checked.stderr


def test_a_record_that_says_otherwise_is_found(files: tuple[Path, Path]) -> None:
    rules, links = files
    told = links.read_text(encoding="utf-8")
    said = '\\"motions.seconders\\":6'
    assert said in told
    links.write_text(told.replace(said, said[:-1] + "5"), encoding="utf-8")

    checked = run(rules, links)

    assert "motions.seconders is not as the record has it." in checked.stderr


def run(*files: Path) -> subprocess.CompletedProcess[str]:
    page = (PROJECT / "docs" / "rulebook.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert found is not None
    program = files[0].parent / "check_rules.py"
    program.write_text(found[1], encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", program, *files], capture_output=True, text=True, timeout=60
    )
