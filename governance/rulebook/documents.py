"""The rulebook on paper: a tagged PDF with contents, digest, and the link that it is checked by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext

from governance.infrastructure.clock import day_of
from governance.infrastructure.pdf import Column, Letterhead, drawn
from governance.record.verify import Anchor
from governance.rulebook.as_at import RulesAsAt
from governance.rulebook.presentation import words
from governance.rulebook.presentation.clauses import Clause, Section, sections
from governance.web.templating import date_only

GROUP = 8  # characters of a hash between two spaces, so that it can be read out
COLUMNS = (Column("Link", 0, True), Column("By what", 4), Column("From", 0), Column("State", 2))
DIGEST_TOLD = (
    "This is the SHA-256 of all these rules as data. The same rules as JSON, from the page of the "
    "rulebook, say how it is made, so that anyone can compute it again."
)
LINK_TOLD = (
    "Link {seq} of the society's record has this hash. Anyone who has the record can check it: ask "
    "the secretary for a copy, and give “record verify” the number of the link and the hash, "
    "without its spaces, as an anchor."
)


@dataclass(frozen=True)
class Printing:
    """Whose paper it is, up to which link of the record it tells, and when it is made."""

    letterhead: Letterhead
    anchor: Anchor
    made_at: datetime


def rulebook_pdf(rules: RulesAsAt, printing: Printing) -> bytes:
    """Return the rulebook of the moment as PDF; there must be one on that day."""
    version, day = rules.version, date_only(rules.at.on)
    assert version is not None, "before the first there is nothing to print"
    told: dict[str, Any] = {
        "form": words.form_in_words(rules.legal_form),
        "version": gettext(
            "Version %(number)s, %(span)s", number=version.number, span=words.span_of(version)
        ),
        "facts": [
            ("As it stands on", day),
            ("As known at link", f"{printing.anchor.seq} of the record"),
            ("Made on", date_only(day_of(printing.made_at))),
        ],
        "sections": [_section(section) for section in sections(rules)],
        "columns": [vars(column) for column in COLUMNS],
        "decisions": list(_decisions(rules)),
        "checks": _checks(rules, printing.anchor),
    }
    return drawn(
        "rulebook",
        told,
        title="Rulebook",
        letterhead=printing.letterhead,
        made_at=printing.made_at,
        footer=f"{printing.letterhead.society}: rulebook, version {version.number}, as on {day}",
    )


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": str(section.number),
        "title": section.title,
        "about": section.about,
        "clauses": [_clause(each) for each in section.clauses],
    }


def _clause(each: Clause) -> dict[str, Any]:
    said = gettext("As is usual.")
    if each.since:
        said = gettext("Since %(day)s: %(by)s.", day=each.begins, by=each.by)
    return {
        "number": each.number,
        "label": each.label,
        "text": each.text,
        "ahead": [f"{ahead.when}: {ahead.text}" for ahead in each.ahead],
        "origin": " ".join(
            [said, each.kind_of_change, gettext("Source: %(source)s.", source=each.source)]
        ),
    }


def _decisions(rules: RulesAsAt) -> Iterator[Sequence[str]]:
    for each in rules.adopted:
        name, title = words.name_of(each.row), each.row.title
        yield [
            str(each.row.recorded_seq),
            name if title in ("", name) else f"{name}: {title}",
            date_only(each.reckoned.holds_from or each.row.from_day),
            words.state_of(each, rules)[0],
        ]


def _checks(rules: RulesAsAt, anchor: Anchor) -> list[tuple[str, str, str]]:
    return [
        ("Digest of the rules", _grouped(rules.rulebook.digest), DIGEST_TOLD),
        (
            f"Link {anchor.seq} of the record",
            _grouped(anchor.hash),
            LINK_TOLD.format(seq=anchor.seq),
        ),
    ]


def _grouped(hash: str) -> str:
    return " ".join(hash[at : at + GROUP] for at in range(0, len(hash), GROUP))
