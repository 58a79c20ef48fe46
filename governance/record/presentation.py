"""Links of the record in words."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import gettext

from governance.record import queries
from governance.record.models import Link
from governance.record.verify import Anchor

PER_PAGE = 50
SHA256_HEX = re.compile(r"[0-9a-f]{64}")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")
SHOWN_OF_A_HASH = 12
PEOPLE = frozenset({"party_id", "voter_id", "author_id", "mover_id"})

NamesOf = Callable[[Iterable[int]], Mapping[int, str]]


@dataclass(frozen=True)
class Line:
    """A link as a row of the page shows it."""

    seq: int
    kind: str
    at: datetime
    by: str
    details: tuple[str, ...]
    hash: str


@dataclass(frozen=True)
class RecordPage:
    """A page of the record, the newest links first."""

    lines: Sequence[Line]
    head: Anchor | None
    total: int
    page: int
    pages: int


def of_record(kind: str, *, page: int) -> RecordPage:
    """Return a page of links, perhaps of one kind only."""
    total = queries.count_of_links(kind)
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    links = queries.links(kind=kind, offset=(page - 1) * PER_PAGE, limit=PER_PAGE)
    return RecordPage(_lines(links), queries.head(), total, page, pages)


def in_words(kind: str) -> str:
    """Return a kind of link as a heading."""
    return kind[:1].upper() + kind[1:]


def _lines(links: Sequence[Link]) -> list[Line]:
    payloads = [json.loads(link.payload) for link in links]
    names = _names(links, payloads)
    return [
        Line(
            seq=link.seq,
            kind=in_words(link.kind),
            at=link.recorded_at,
            by=gettext("the platform") if link.by is None else names.get(link.by, str(link.by)),
            details=tuple(_details(payload, names)),
            hash=link.hash[:SHOWN_OF_A_HASH],
        )
        for link, payload in zip(links, payloads, strict=True)
    ]


def _names(links: Sequence[Link], payloads: Sequence[dict[str, Any]]) -> Mapping[int, str]:
    """Read the names of everyone these links speak of; the register stands above the record."""
    named = {payload[key] for payload in payloads for key in PEOPLE & payload.keys()}
    named |= {link.by for link in links}
    names_of: NamesOf = current_app.extensions["folkmoot_names_of"]
    return names_of(sorted(party_id for party_id in named if party_id is not None))


def _details(payload: dict[str, Any], names: Mapping[int, str]) -> Iterator[str]:
    for key, value in payload.items():
        if value in (None, "", []):
            continue
        if key in PEOPLE:
            yield names.get(value, f"{_field(key)} {value}")
        elif isinstance(value, dict):
            yield from _details(value, names)
        elif isinstance(value, list):
            yield f"{_field(key)}: {len(value)}"
        else:
            yield f"{_field(key)} {_shortened(value)}"


def _field(key: str) -> str:
    return key.removesuffix("_id").replace("_", " ")


def _shortened(value: Any) -> str:
    if isinstance(value, str) and SHA256_HEX.fullmatch(value):
        return f"{value[:SHOWN_OF_A_HASH]}…"
    if isinstance(value, str) and INSTANT.fullmatch(value):
        return f"{value[:10]} {value[11:16]} UTC"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
