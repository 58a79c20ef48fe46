"""Tagged PDFs from a template and plain data. Words are data to the template, never markup.

The templates are in `templates/pdf`, their typefaces in `static/fonts/print`. The same data gives
the same bytes: the time comes from the caller, and no typeface of the machine is used. The files
are tagged for screen readers; we do not claim that they conform to PDF/UA.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import typst

from governance.infrastructure.paths import PACKAGE, folder

ERASED = "(name erased)"
COLOURS = {"ink": "#12332b", "green": "#1d5c4a", "leaf": "#e8f1ec", "gold": "#f2b632"}
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# Control characters, and those that turn the direction of what follows, are not words.
UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
TAGGED = "ua-1"


@dataclass(frozen=True)
class Letterhead:
    """Whose document it is: the legal name, "Registered society no. 12345", and its colours."""

    society: str
    registered: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A column of a table; `width` is its share of the page (0: as wide as its words)."""

    title: str
    width: int = 1
    is_figure: bool = False


@dataclass(frozen=True)
class TableDocument:
    """A title, some facts, and a table of any length. `emphasised` are the rows of sums."""

    letterhead: Letterhead
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | None]]
    made_at: datetime
    subtitle: str = ""
    facts: Sequence[tuple[str, str]] = ()
    emphasised: Sequence[int] = ()
    check: str = ""
    footer: str = ""
    is_landscape: bool = False


def table_document(document: TableDocument) -> bytes:
    """Return the table as a PDF; its head is repeated on each page."""
    words = {
        "subtitle": document.subtitle,
        "facts": document.facts,
        "columns": [asdict(column) for column in document.columns],
        "rows": document.rows,
        "emphasised": document.emphasised,
        "check": document.check,
        "is_landscape": document.is_landscape,
    }
    return drawn(
        "table",
        words,
        title=document.title,
        letterhead=document.letterhead,
        made_at=document.made_at,
        footer=document.footer,
    )


def drawn(
    template: str,
    words: Mapping[str, Any],
    *,
    title: str,
    letterhead: Letterhead,
    made_at: datetime,
    footer: str = "",
    first_page: int = 1,
) -> bytes:
    """Return the PDF that a template makes of plain data; None in it is a name that was erased.

    An error in a template is ours, and so plain.
    """
    data = {
        **words,
        "title": title,
        "society": letterhead.society,
        "registered": letterhead.registered,
        "footer": footer or letterhead.society,
        "first_page": first_page,
    }
    source = json.dumps({**_printable(data), "colours": _colours(letterhead)})
    compiler = typst.Compiler(
        input=str(folder("templates") / "pdf" / f"{template}.typ"),
        root=str(folder("templates") / "pdf"),
        font_paths=_typefaces(),
        ignore_system_fonts=True,
        sys_inputs={"data": source},
    )
    try:
        return _compiled(compiler, made_at, standards=[TAGGED])
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        # A character that our typefaces lack is drawn as an empty box, and can still be read
        # aloud and searched for; what PDF/UA asks for beyond the tags is not met then.
        return _compiled(compiler, made_at, standards=[])


def drawn_apart(
    template: str,
    words: Mapping[str, Any],
    *,
    title: str,
    letterhead: Letterhead,
    made_at: datetime,
    footer: str = "",
    first_page: int = 1,
) -> bytes:
    """Return what `drawn` returns, made by a process of its own.

    The compiler keeps what it made, some hundred megabytes for thousands of rows; that process
    gives all of it back when it ends, and the worker stays small.
    """
    asked = {
        "template": template,
        "words": words,
        "title": title,
        "letterhead": asdict(letterhead),
        "made_at": made_at.isoformat(),
        "footer": footer,
        "first_page": first_page,
    }
    made = subprocess.run(
        [sys.executable, "-m", "governance.infrastructure.pdf"],
        input=json.dumps(asked).encode(),
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), *sys.path])},
        check=True,
        stdout=subprocess.PIPE,
    )
    return made.stdout


def _draw_what_is_asked() -> None:
    asked = json.load(sys.stdin)
    asked["letterhead"] = Letterhead(**asked["letterhead"])
    asked["made_at"] = datetime.fromisoformat(asked["made_at"])
    sys.stdout.buffer.write(drawn(**asked))


def _compiled(compiler: typst.Compiler, made_at: datetime, *, standards: list[Any]) -> bytes:
    second = made_at.astimezone(UTC).replace(microsecond=0)  # a PDF counts no finer
    made = compiler.compile(format="pdf", pdf_standards=standards, timestamp=second, pdf_tags=True)
    assert isinstance(made, bytes)
    return made


@cache
def _typefaces() -> typst.Fonts:
    ours = str(PACKAGE / "static" / "fonts" / "print")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[ours])


def _colours(letterhead: Letterhead) -> dict[str, str]:
    own = {name: value for name, value in letterhead.colours.items() if name in COLOURS}
    return COLOURS | {name: value for name, value in own.items() if COLOUR.fullmatch(value)}


def _printable(value: Any) -> Any:
    """Return plain data of the same shape with only what can be printed."""
    if value is None:
        return ERASED
    if isinstance(value, str):
        return UNPRINTED.sub("", value)
    if isinstance(value, Mapping):
        return {name: _printable(each) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [_printable(each) for each in value]
    return value


if __name__ == "__main__":
    _draw_what_is_asked()
