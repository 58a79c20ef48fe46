"""What the office's page of reported comments shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from governance.infrastructure.actor import Actor
from governance.motions import queries
from governance.motions.presentation.words import pages_of
from governance.motions.queries import Reported

ANSWERED_ON_A_PAGE = 25


@dataclass(frozen=True)
class Waiting:
    """A comment whose reports wait; its own author may take it back, and not answer them."""

    reported: Reported
    may_answer: bool


@dataclass(frozen=True)
class ReportsPage:
    """The reports that wait, and a page of those that were answered."""

    waiting: Sequence[Waiting]
    answered: Sequence[Reported]
    total: int
    page: int
    pages: int


def of_reports(actor: Actor, *, page: int) -> ReportsPage:
    """Return every report that waits, and a page of the others."""
    total = queries.count_of_answered()
    pages = pages_of(total, ANSWERED_ON_A_PAGE)
    shown = min(max(page, 1), pages)
    waiting = [
        Waiting(reported, may_answer=reported.comment.author_id != actor.party_id)
        for reported in queries.reports_waiting()
    ]
    answered = queries.reports_answered(
        limit=ANSWERED_ON_A_PAGE, offset=(shown - 1) * ANSWERED_ON_A_PAGE
    )
    return ReportsPage(waiting, answered, total, shown, pages)


def outcome_in_words(outcome: str) -> str:
    """Return what came of a report."""
    words = {
        "removed": gettext("Removed"),
        "taken_back": gettext("Taken back by its author"),
        "dismissed": gettext("Stands"),
    }
    return words[outcome]
