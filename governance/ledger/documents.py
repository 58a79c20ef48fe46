"""What a holder is given on paper: the certificate of their shares, the statement of a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from governance.infrastructure.pdf import Column, Letterhead, drawn
from governance.reckoning.money import pounds
from governance.reckoning.words import number_in_words, pence_in_words

GROUP = 8  # characters of a hash between two spaces, so that it can be read out
CHECKING = (
    "Link {seq} of the society's record must have this hash. Anyone who has the record can check "
    "it: ask the secretary for a copy, and give “record verify” the number of the link and the "
    "hash, without its spaces, as an anchor."
)


@dataclass(frozen=True)
class Anchor:
    """A link of the record and its hash."""

    seq: int
    hash: str

    @property
    def in_groups(self) -> str:
        """The hash in groups, as it is printed."""
        groups = (self.hash[at : at + GROUP] for at in range(0, len(self.hash), GROUP))
        return " ".join(groups)

    @property
    def how_to_check(self) -> str:
        """Say how anyone can check what hangs on this link."""
        return CHECKING.format(seq=self.seq)


@dataclass(frozen=True)
class Certificate:
    """The shares that one transaction brought to a holder. `number` is book/seq."""

    letterhead: Letterhead
    entity: str
    registered_number: str
    number: str
    share_class: str
    units: int
    par_pence: int | None
    holder: str | None
    entered_on: date
    anchor: Anchor
    made_at: datetime
    holder_number: str = ""
    signatories: Sequence[str] = ("Director", "Secretary")
    note: str = ""


@dataclass(frozen=True)
class Line:
    """A movement: its day, what it was, its link, what it changed and what was there after it."""

    on: date
    what: str
    seq: int
    change: int
    balance: int


@dataclass(frozen=True)
class Part:
    """A share class or a money account; `is_money`: amounts are pence, otherwise units."""

    title: str
    is_money: bool
    opening: int
    closing: int
    lines: Sequence[Line] = ()


@dataclass(frozen=True)
class Statement:
    """A member's shares and money over a period, both days included."""

    letterhead: Letterhead
    holder: str | None
    holder_number: str
    begins_on: date
    ends_on: date
    parts: Sequence[Part]
    anchor: Anchor
    made_at: datetime
    summary: Sequence[tuple[str, str]] = ()
    note: str = ""


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return a share certificate on one page."""
    units = certificate.units
    shares = "share" if units == 1 else "shares"
    par = certificate.par_pence
    words = {
        "entity": certificate.entity,
        "registered_number": certificate.registered_number,
        "number": certificate.number,
        "holder": certificate.holder,
        "holder_number": certificate.holder_number,
        "shares": f"{units:,} {certificate.share_class} {shares}",
        "shares_in_words": number_in_words(units),
        "par": "none" if par is None else f"{pounds(par)} each ({pence_in_words(par)})",
        "amount": "–" if par is None else f"{pounds(units * par)} ({pence_in_words(units * par)})",
        "entered_on": _day(certificate.entered_on),
        "link": str(certificate.anchor.seq),
        "hash": certificate.anchor.in_groups,
        "how": certificate.anchor.how_to_check,
        "signatories": certificate.signatories,
        "note": certificate.note,
    }
    return drawn(
        "certificate",
        words,
        title=f"Share certificate {certificate.number}",
        letterhead=certificate.letterhead,
        made_at=certificate.made_at,
    )


def statement_pdf(statement: Statement) -> bytes:
    """Return a member's statement, with a table for each share class and money account."""
    period = f"{_day(statement.begins_on)} to {_day(statement.ends_on)}"
    who = "Member" if not statement.holder_number else f"Member {statement.holder_number}"
    words = {
        "period": period,
        "who": who,
        "holder": statement.holder,
        "overview": _overview(statement.parts),
        "parts": [_part(part) for part in statement.parts],
        "summary": statement.summary,
        "link": str(statement.anchor.seq),
        "hash": statement.anchor.in_groups,
        "how": statement.anchor.how_to_check,
        "note": statement.note,
    }
    return drawn(
        "statement",
        words,
        title="Statement of shares and money",
        letterhead=statement.letterhead,
        made_at=statement.made_at,
        footer=f"{statement.letterhead.society}: statement, {period}",
    )


def _overview(parts: Sequence[Part]) -> dict[str, object]:
    columns = (Column("What", 3), Column("At the start", 1, True), Column("At the end", 1, True))
    rows = [
        [part.title, _amount(part, part.opening), _amount(part, part.closing)] for part in parts
    ]
    return {"columns": [vars(column) for column in columns], "rows": rows}


def _part(part: Part) -> dict[str, object]:
    unit = "£" if part.is_money else "shares"
    columns = (
        Column("Date", 0),
        Column("What", 3),
        Column("Link", 0, True),
        Column(f"Change ({unit})", 0, True),
        Column(f"Balance ({unit})", 0, True),
    )
    opening = ["", "At the start", "", "", _amount(part, part.opening)]
    closing = ["", "At the end", "", "", _amount(part, part.closing)]
    moves = [
        [
            _day(line.on),
            line.what,
            str(line.seq),
            ("+" if line.change > 0 else "") + _amount(part, line.change),
            _amount(part, line.balance),
        ]
        for line in part.lines
    ]
    rows = [opening, *moves, closing]
    return {
        "title": part.title,
        "columns": [vars(column) for column in columns],
        "rows": rows,
        "emphasised": [0, len(rows) - 1],
    }


def _amount(part: Part, amount: int) -> str:
    return pounds(amount) if part.is_money else f"{amount:,}".replace("-", "−")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
