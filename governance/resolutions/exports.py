"""The register of resolutions as a file for a spreadsheet."""

from collections.abc import Iterable, Iterator
from typing import Any

from governance.infrastructure import spreadsheets
from governance.resolutions.presentation.words import (
    decided_by_in_words,
    effect_in_words,
    reference_of,
    standing_in_words,
)
from governance.resolutions.queries import Entered

HEADINGS = (
    "Number",
    "Title",
    "Decided by",
    "Decided where",
    "Decided on",
    "Kind of resolution",
    "For",
    "Against",
    "Abstained",
    "Entitled",
    "What it does",
    "State",
    "Holds from",
    "Changed by",
    "Version of the rulebook",
    "Text",
    "Digest (SHA-256)",
)


def as_csv(found: Iterable[Entered]) -> Iterator[str]:
    """Yield the resolutions as lines of CSV."""
    return spreadsheets.lines(HEADINGS, map(_cells, found))


def _cells(found: Entered) -> list[Any]:
    resolution, figures = found.resolution, found.resolution.figures
    return [
        reference_of(resolution),
        resolution.title,
        decided_by_in_words(resolution.decided_by),
        resolution.decided_ref,
        resolution.decided_on,
        resolution.resolution_kind,
        figures.get("for"),
        figures.get("against"),
        figures.get("abstained"),
        figures.get("entitled"),
        effect_in_words(resolution.effect),
        standing_in_words(found.standing),
        found.holds_from,
        ", ".join(reference_of(each) for each in found.changed_by),
        resolution.rules_version,
        found.text,
        resolution.digest,
    ]
