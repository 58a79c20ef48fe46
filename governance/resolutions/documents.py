"""A resolution on paper: a tagged PDF with its text, its figures, and how it is checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext

from governance.infrastructure.clock import day_of
from governance.infrastructure.pdf import Letterhead, drawn
from governance.resolutions.presentation.page import ResolutionPage
from governance.web.markdown import paragraphs
from governance.web.templating import date_only

GROUP = 8  # characters of a hash between two spaces, so that it can be read out


@dataclass(frozen=True)
class Printing:
    """Whose paper it is, and when it is made."""

    letterhead: Letterhead
    made_at: datetime


def resolution_pdf(page: ResolutionPage, printing: Printing) -> bytes:
    """Return a resolution as PDF, as it stands on the day on which it is made."""
    resolution, made_on = page.found.resolution, date_only(day_of(printing.made_at))
    told: dict[str, Any] = {
        "reference": page.reference,
        "sentence": f"{_decided_on(page)} {page.sentence}",
        "paragraphs": list(_text(page)),
        "changes_told": gettext("What it was told to change"),
        "changes": [_change(line.what, line.before, line.after, line.when) for line in page.lines],
        "arithmetic": page.arithmetic,
        "facts": [fact for fact in _facts(page) if fact[1]],
        "checks": list(_checks(page)),
        "certified": gettext(
            "A true copy of %(reference)s as the register of resolutions of %(society)s has it on "
            "%(day)s.",
            reference=page.reference,
            society=printing.letterhead.society,
            day=made_on,
        ),
        "signing": [gettext("Secretary"), gettext("Date")],
    }
    return drawn(
        "resolution",
        told,
        title=resolution.title,
        letterhead=printing.letterhead,
        made_at=printing.made_at,
        footer=f"{printing.letterhead.society}: {page.reference}, {made_on}",
    )


def _decided_on(page: ResolutionPage) -> str:
    return gettext("Decided on %(day)s.", day=date_only(page.found.resolution.decided_on))


def _text(page: ResolutionPage) -> Iterator[tuple[str, str]]:
    """Yield each paragraph with its mark in a list, if it has one."""
    board = page.found.board
    if page.found.is_hidden and board is not None:
        yield "", gettext("The board keeps its text confidential: %(reason)s", reason=board.reason)
        return
    yield from paragraphs(page.found.text)


def _change(what: str, before: str, after: str, when: str) -> tuple[str, str]:
    if before:
        return what, gettext(
            "%(after)s instead of %(before)s, %(when)s", after=after, before=before, when=when
        )
    return what, gettext("%(after)s, %(when)s", after=after, when=when)


def _facts(page: ResolutionPage) -> Iterator[tuple[str, str]]:
    resolution = page.found.resolution
    version = resolution.rules_version
    yield gettext("Decided by"), page.decided_by
    yield gettext("Where"), resolution.decided_ref
    yield gettext("Kind of resolution"), page.kind
    yield gettext("Rule"), page.source
    yield (
        gettext("Under"),
        gettext("version %(number)s of the rulebook", number=version) if version else "",
    )
    yield gettext("What it does"), page.effect
    yield gettext("State"), page.state
    yield (
        gettext("Changed since by"),
        ", ".join(later.reference for later in page.found.changed_by),
    )


def _checks(page: ResolutionPage) -> Iterator[tuple[str, str, str]]:
    if page.found.is_hidden:
        return
    yield (
        gettext("Digest of the resolution"),
        _grouped(page.found.resolution.digest),
        gettext("The SHA-256 of all that the register has of it, which the link below has too."),
    )
    for link in page.links[:1]:
        yield (
            gettext("Link %(number)s of the record", number=link.seq),
            _grouped(link.hash),
            gettext(
                "Anyone who has the record can check it: ask the secretary for a copy, and give "
                "“record verify” the number of the link and the hash, without its spaces, as an "
                "anchor."
            ),
        )


def _grouped(hash: str) -> str:
    return " ".join(hash[at : at + GROUP] for at in range(0, len(hash), GROUP))
