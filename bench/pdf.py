"""How long PDFs take: a certificate, a statement, and the whole register in its two renderings.

Run by hand: `python -m bench.pdf [MEMBERS]`.
"""

import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from bench.surroundings import Figure, show
from governance.infrastructure.pdf import Letterhead
from governance.ledger.documents import (
    Anchor,
    Certificate,
    Line,
    Part,
    Statement,
    certificate_pdf,
    statement_pdf,
)
from governance.members.documents import Cover, Rendering, Row, register_volumes

MEMBERS = 80_000
TRIES = 5
LINES = 120
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = date(2026, 3, 31)
SOCIETY = Letterhead("Tame Valley Care")
ANCHOR = Anchor(1490, "70571cba" * 8)


def bench(members: int = MEMBERS) -> list[Figure]:
    """Make each kind of document."""
    return [
        _best("PDF: certificate", lambda: certificate_pdf(_certificate())),
        _best("PDF: statement of 120 lines", lambda: statement_pdf(_statement()), "1 s"),
        _register(members, is_full=False),
        _register(members, is_full=True),
    ]


def _best(what: str, make: Callable[[], bytes], aim: str = "") -> Figure:
    took = []
    for _ in range(TRIES):
        began = time.perf_counter()
        make()
        took.append(time.perf_counter() - began)
    return Figure(what, "-", f"{min(took) * 1000:.0f} ms", aim)


def _certificate() -> Certificate:
    return Certificate(
        SOCIETY, SOCIETY.society, "8472", "1/1490", "Ordinary", 25, 100, "Ada Lovelace", DAY,
        ANCHOR, NOON,
    )  # fmt: skip


def _statement() -> Statement:
    lines = [Line(DAY, "Issue of shares", n, 1, n) for n in range(1, LINES + 1)]
    part = Part("Ordinary shares", False, 0, LINES, lines)
    return Statement(
        SOCIETY, "Ada Lovelace", "17", date(2025, 4, 1), DAY, [part], ANCHOR, NOON
    )  # fmt: skip


def _register(members: int, *, is_full: bool) -> Figure:
    rendering = Rendering.FULL if is_full else Rendering.OPEN
    cover = Cover(SOCIETY, DAY, ANCHOR.seq, ANCHOR.hash, rendering, members, NOON)
    rows = (_row(n) for n in range(1, members + 1))
    began = time.perf_counter()
    size = sum(len(volume.content) for volume in register_volumes(cover, rows))
    took = time.perf_counter() - began
    peaks = [
        resource.getrusage(who).ru_maxrss // 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    what = f"PDF: register of {members:,}, {'full' if is_full else 'open'}"
    return Figure(
        what, "-", f"{took:.0f} s, {size / 1e6:.0f} MB; peak {peaks[0]} MB + {peaks[1]} MB"
    )


def _row(number: int) -> Row:
    return Row(
        number, f"Forename{number} Surname", "Day centres", date(2019, 5, 4),
        address="12 High Street, Tamworth, B79 7AA", email=f"person{number}@example.org",
        holdings="25 Ordinary",
    )  # fmt: skip


if __name__ == "__main__":
    show(bench(*map(int, sys.argv[1:])))
