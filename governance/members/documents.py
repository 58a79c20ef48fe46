"""The register on paper, in its renderings: volumes of a cover and entries, bound from parts.

The one for inspection is what s.103 of the Act of 2014 opens where there is no duplicate register:
names and addresses, neither shares nor other property, s.30(2)(c) and (d). The members' own list
has no addresses.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import islice

from governance.infrastructure.pdf import Column, Letterhead, drawn, drawn_apart
from governance.infrastructure.pdf_binding import Binder

# A thousand entries take the compiler about 130 MB; a bound volume keeps its tags in memory.
ROWS_A_PART = 1_000
ROWS_A_VOLUME = 5_000
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
TITLE = "Register of members"


class Rendering(StrEnum):
    """What is told of each member."""

    OPEN = "open"
    INSPECTION = "inspection"
    FULL = "full"


OPEN_COLUMNS = (
    Column("Number", 0, True),
    Column("Name", 4),
    Column("Service", 4),
    Column("Member since", 0),
)
INSPECTION_COLUMNS = (
    Column("Number", 0, True),
    Column("Name", 3),
    Column("Address", 5),
    Column("E-mail address", 4),
    Column("Entered", 0),
    Column("Ceased", 0),
)
FULL_COLUMNS = (
    Column("Number", 0, True),
    Column("Name", 3),
    Column("Address", 5),
    Column("E-mail address", 4),
    Column("Service", 2),
    Column("Standing", 2),
    Column("Entered", 0),
    Column("Ceased", 0),
    Column("Shares and amount paid", 3),
)
COLUMNS = {
    Rendering.OPEN: OPEN_COLUMNS,
    Rendering.INSPECTION: INSPECTION_COLUMNS,
    Rendering.FULL: FULL_COLUMNS,
}
OFFICER_COLUMNS = (Column("Office", 2), Column("Name", 3), Column("From", 0), Column("Until", 0))
RENDERINGS = {
    Rendering.OPEN: "For members: who they are, where they work, and since when",
    Rendering.INSPECTION: "Open for inspection: without shares and other property",
    Rendering.FULL: "Full: with addresses and holdings, for those who keep the register",
}
HOW = (
    "This is link {seq} of the society's record and its hash. Whoever has the record can check "
    "that it is the same: ask the secretary for a copy."
)


@dataclass(frozen=True)
class Row:
    """An entry; which of its fields are printed is the rendering's to say."""

    number: int | None
    name: str | None
    service: str
    entered_on: date | None
    ceased_on: date | None = None
    address: str = ""
    email: str = ""
    holdings: str = ""
    standing: str = ""


@dataclass(frozen=True)
class OfficerRow:
    """An office, who holds it, and from when until when."""

    office: str
    name: str | None
    begins_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Cover:
    """What the register is of: the day, the link as at which it is known, how many are in it."""

    letterhead: Letterhead
    on: date
    known_seq: int
    known_hash: str
    rendering: Rendering
    count: int
    made_at: datetime
    officers: Sequence[OfficerRow] = ()
    narrowed: str = ""


@dataclass(frozen=True)
class Volume:
    """A file of the register: which of how many, and its entries."""

    number: int
    first: int
    last: int
    content: bytes

    @property
    def file_name(self) -> str:
        """What the file is called among the others."""
        return f"register-{self.number:03d}-entries-{self.first}-to-{self.last}.pdf"


def register_volumes(cover: Cover, rows: Iterable[Row]) -> Iterator[Volume]:
    """Yield the register a volume at a time, each a tagged PDF that can be read by itself."""
    entries = iter(rows)
    first = number = 1
    while piece := list(islice(entries, ROWS_A_VOLUME)):
        printed = PrintedRegister(cover, first=first)
        for start in range(0, len(piece), ROWS_A_PART):
            printed.add(piece[start : start + ROWS_A_PART])
        last = first + len(piece) - 1
        yield Volume(number, first, last, printed.content())
        first, number = last + 1, number + 1
    if first == 1:
        yield Volume(1, 0, 0, PrintedRegister(cover).content())


def in_one_file(volumes: Sequence[Volume]) -> tuple[str, bytes]:
    """Return the kind of file and its bytes: the PDF where there is one, else a zip of all."""
    if len(volumes) == 1:
        return "application/pdf", volumes[0].content
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for volume in volumes:
            # A day of its own for each run would give other bytes for the same register.
            archive.writestr(zipfile.ZipInfo(volume.file_name, FIRST_DAY_OF_ZIP), volume.content)
    return "application/zip", file.getvalue()


class PrintedRegister:
    """One volume, made part by part: a cover at first, then `add` for each part."""

    def __init__(self, cover: Cover, *, first: int = 1) -> None:
        self.cover = cover
        self._next = first
        self._binder = Binder()
        self._binder.add(_cover(cover))

    def add(self, rows: Sequence[Row]) -> None:
        """Print these entries behind the others; at most `ROWS_A_PART` of them at a time."""
        assert 0 < len(rows) <= ROWS_A_PART
        first, self._next = self._next, self._next + len(rows)
        columns = COLUMNS[self.cover.rendering]
        words = {
            "heading": f"Entries {first:,} to {self._next - 1:,} of {self.cover.count:,}",
            "columns": [vars(column) for column in columns],
            "rows": [_cells(row, self.cover.rendering) for row in rows],
            "is_landscape": self.cover.rendering is not Rendering.OPEN,
        }
        first_page = self._binder.page_count + 1
        self._binder.add(_drawn("register_rows", words, self.cover, first_page=first_page))

    def content(self) -> bytes:
        """Return the file."""
        return self._binder.content()


def _cover(cover: Cover) -> bytes:
    facts = [
        ("As it stood on", _day(cover.on)),
        ("As known at link", f"{cover.known_seq} of the record"),
        ("Entries", f"{cover.count:,}"),
        ("Made on", _day(cover.made_at.date())),
    ]
    if cover.narrowed:
        facts.append(("Only", cover.narrowed))
    groups = range(0, len(cover.known_hash), 8)
    words = {
        "rendering": RENDERINGS[cover.rendering],
        "facts": facts,
        "officer_columns": [vars(column) for column in OFFICER_COLUMNS],
        "officers": [
            [each.office, each.name, _day(each.begins_on), _day(each.ends_on)]
            for each in cover.officers
        ],
        "hash": " ".join(cover.known_hash[at : at + 8] for at in groups),
        "how": HOW.format(seq=cover.known_seq),
        "is_landscape": cover.rendering is not Rendering.OPEN,
    }
    return _drawn("register_cover", words, cover)


def _drawn(template: str, words: dict[str, object], cover: Cover, *, first_page: int = 1) -> bytes:
    # The cover is small, and not worth a process of its own.
    draw = drawn_apart if "rows" in words else drawn
    return draw(
        template,
        words,
        title=TITLE,
        letterhead=cover.letterhead,
        made_at=cover.made_at,
        footer=f"{cover.letterhead.society}: register of members on {_day(cover.on)}",
        first_page=first_page,
    )


def _cells(row: Row, rendering: Rendering) -> list[str | None]:
    number = "–" if row.number is None else str(row.number)
    if rendering is Rendering.OPEN:
        return [number, row.name, row.service, _day(row.entered_on)]
    if rendering is Rendering.INSPECTION:
        days = (_day(row.entered_on), _day(row.ceased_on))
        return [number, row.name, row.address, row.email, *days]
    return [
        number, row.name, row.address, row.email, row.service, row.standing,
        _day(row.entered_on), _day(row.ceased_on), row.holdings,
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""
