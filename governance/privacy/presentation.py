"""What is held on somebody, in words: days as we write them, money in pounds, no names of columns.

The file for another program has the same rows as they are stored.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask_babel import gettext

from governance.infrastructure.held import Held
from governance.ledger.queries.holdings import entity_names
from governance.members.held import SPELLS
from governance.notifications.presentation import template_in_words
from governance.reckoning.money import pounds
from governance.reckoning.sentence import translatable
from governance.reckoning.working_time import fte_written
from governance.web.templating import date_only, hours, moment

NOTHING = "–"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")
# What another field says in a sentence.
FOR_PROGRAMS = ("elements",)
# Fields whose names say little to whom they are about.
HEADINGS = {
    "id": translatable("Our number for it"),
    "key": translatable("Which"),
    "book key": translatable("Legal entity"),
    "valid from": translatable("From"),
    "valid to": translatable("No longer from"),
    "data": translatable("What"),
    "recorded seq": translatable("Link of the record"),
    "superseded seq": translatable("Put right by link"),
    "digest": translatable("Digest in the record"),
    "at": translatable("When"),
    "by id": translatable("By (number)"),
    "effective on": translatable("Day"),
    "pence": translatable("Amount"),
    "how it adds up": translatable("How it adds up"),
    "words": translatable("What was said"),
    "told": translatable("How it stood then"),
    "seq": translatable("Link of the record"),
    "entity": translatable("Legal entity"),
    "case id": translatable("Case (our number)"),
    "motion id": translatable("Motion (our number)"),
    "taken on": translatable("Day"),
    "effect on": translatable("Takes effect on"),
    "units": translatable("Shares"),
    "pence due": translatable("Due"),
    "revoked on": translatable("Taken back on"),
    "template": translatable("About"),
    "context": translatable("Of which"),
    "created at": translatable("Written"),
}

# Those inside a cell, likewise: what a post or a name says.
INNER = {
    "employee ref": translatable("employee reference"),
    "manager ref": translatable("manager's reference"),
    "minutes a week": translatable("contract a week"),
    "fte ppm": translatable("FTE"),
    "continuity from": translatable("continuous service since"),
    "probation until": translatable("probation over on"),
    "anew on": translatable("began anew on"),
    "born": translatable("date of birth"),
    "effect on": translatable("takes effect on"),
    "units": translatable("shares"),
    "units done": translatable("shares done"),
    "pence due": translatable("due"),
    "pence paid": translatable("paid"),
    "share percent": translatable("part in per cent"),
    "is colleague": translatable("works here"),
}
COUNTED: dict[str, Callable[[int], str]] = {"minutes a week": hours, "fte ppm": fte_written}


@dataclass(frozen=True)
class Shown:
    """Things of one sort as a person reads them: a heading for each cell of a row."""

    title: str
    why: str
    kept: str
    headings: list[str]
    rows: list[list[str]]


def shown(held: Sequence[Held]) -> list[Shown]:
    """Return what is held as tables of words, without the fields that hold nothing."""
    entities = entity_names()
    return [_shown(_naming_entities(each, entities)) for each in held]


def _naming_entities(held: Held, entities: Mapping[str, str]) -> Held:
    """Return the same with the names of legal entities where the keys of their books are stored."""
    field = "key" if held.title == SPELLS["membership"] else "book key"
    if not entities or field not in held.rows[0]:
        return held
    rows = ({**row, field: entities.get(row[field], row[field])} for row in held.rows)
    return replace(held, rows=tuple(rows))


def _shown(held: Held) -> Shown:
    names = [name for name in held.rows[0] if name not in FOR_PROGRAMS]
    names = [name for name in names if any(_cell(row, name) != NOTHING for row in held.rows)]
    return Shown(
        held.title,
        held.why,
        held.kept,
        headings=[heading(name) for name in names],
        rows=[[_cell(row, name) for name in names] for row in held.rows],
    )


def heading(name: str) -> str:
    """Return what a field is called."""
    said = HEADINGS.get(name)
    return gettext(said) if said else name.replace("_", " ").capitalize()


def _cell(row: Mapping[str, Any], name: str) -> str:
    cell = row[name]
    if name == "amount" and row.get("unit") == "GBP" and isinstance(cell, int):
        return pounds(cell)
    if name == "unit" and isinstance(cell, str):
        return _unit(cell)
    if name == "template" and isinstance(cell, str):
        return template_in_words(cell)
    return _said(name, cell)


def _unit(code: str) -> str:
    if code.startswith("SHR:"):
        return gettext("shares")
    return gettext("pounds") if code == "GBP" else code


def _said(name: str, value: Any) -> str:
    """Return a value in words, whatever is in it."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int):
        if name in COUNTED:
            return COUNTED[name](value)
        return pounds(value) if "pence" in name.split() else str(value)
    if isinstance(value, Mapping):
        names = ((key.replace("_", " "), inner) for key, inner in value.items())
        told = ((_inner(key), _said(key, inner)) for key, inner in names)
        return "; ".join(f"{key}: {said}" for key, said in told if said != NOTHING)
    if isinstance(value, list | tuple):
        return ", ".join(_said(name, inner) for inner in value)
    return _written(str(value))


def _inner(name: str) -> str:
    said = INNER.get(name)
    return gettext(said) if said else name


def _written(text: str) -> str:
    """Return a day or an instant as we write it, a code in words; other words as they are."""
    if DAY.fullmatch(text):
        return date_only(date.fromisoformat(text))
    if INSTANT.fullmatch(text):
        return moment(datetime.fromisoformat(text))
    return text.replace("_", " ") if CODE.fullmatch(text) else text
