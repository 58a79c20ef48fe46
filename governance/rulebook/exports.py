"""The rulebook as files: CSV for a spreadsheet, JSON for whoever computes its digest again."""

from collections.abc import Iterator
from typing import Any

from governance.infrastructure.spreadsheets import lines
from governance.reckoning.rules.registry import setting_of
from governance.reckoning.rules.rulebook import as_json
from governance.record.verify import Anchor
from governance.rulebook.as_at import RulesAsAt
from governance.rulebook.presentation.clauses import Clause, sections

HEADINGS = (
    "Key", "Clause", "Part", "Rule", "Value", "Unit", "In words", "What it says", "Since", "By",
    "Link",
)  # fmt: skip
HOW = (
    "digest is the SHA-256, in hexadecimal, of the canonical JSON of [“v1”, {key: value}] with "
    "every setting here: UTF-8, keys in order, no spaces. docs/rulebook.md has a program that "
    "computes it again, and the values themselves from the record."
)


def as_csv(rules: RulesAsAt) -> Iterator[str]:
    """Yield every setting of the moment as lines of CSV."""
    yield from lines(
        HEADINGS,
        (
            _row(rules, section.title, clause)
            for section in sections(rules)
            for clause in section.clauses
        ),
    )


def as_data(rules: RulesAsAt, anchor: Anchor) -> dict[str, Any]:
    """Return every setting of the moment with the digest of all, as plain data."""
    version, form = rules.version, rules.legal_form
    return {
        "about": HOW,
        "on": rules.at.on.isoformat(),
        "known_at_link": {"seq": anchor.seq, "hash": anchor.hash},
        "legal_form": form.value if form else None,
        "version": version.number if version else None,
        "digest": rules.rulebook.digest,
        "settings": [
            _setting(rules, clause) for section in sections(rules) for clause in section.clauses
        ],
    }


def _row(rules: RulesAsAt, part: str, clause: Clause) -> list[Any]:
    return [
        clause.key, clause.number, part, clause.label, _cell(clause), _unit(clause.key),
        clause.written, clause.text, clause.since, clause.by, _link(rules, clause.key),
    ]  # fmt: skip


def _setting(rules: RulesAsAt, clause: Clause) -> dict[str, Any]:
    return {
        "key": clause.key,
        "value": as_json(clause.value),
        "unit": _unit(clause.key) or None,
        "clause": clause.text,
        "since": clause.since.isoformat() if clause.since else None,
        "by": clause.by or None,
        "link": _link(rules, clause.key),
    }


def _cell(clause: Clause) -> Any:
    value = clause.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, tuple) else value


def _unit(key: str) -> str:
    unit = setting_of(key).unit
    return "" if unit is None else unit.value


def _link(rules: RulesAsAt, key: str) -> int | None:
    said = rules.said_by.get(key)
    return said.row.recorded_seq if said else None
