"""Tables as CSV for a spreadsheet, which takes no cell of them for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

BYTE_ORDER_MARK = "\ufeff"  # so that Excel reads UTF-8 as UTF-8
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def lines(headings: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Yield a table as lines of CSV, its headings first."""
    yield BYTE_ORDER_MARK + written([headings])
    for row in rows:
        yield written([row])


def written(rows: Iterable[Iterable[Any]]) -> str:
    """Return rows as CSV; days as 2026-03-01, and nothing where there is nothing."""
    file = io.StringIO()
    csv.writer(file).writerows([harmless(_text(cell)) for cell in row] for row in rows)
    return file.getvalue()


def harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet takes somebody's words for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)
