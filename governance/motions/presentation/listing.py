"""What the list of motions shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from governance.motions import queries
from governance.motions.presentation.words import pages_of
from governance.motions.queries import Listed

MOTIONS_ON_A_PAGE = 25


@dataclass(frozen=True)
class ListPage:
    """A page of the list of motions."""

    motions: list[Listed]
    total: int
    page: int
    pages: int
    today: date


def of_list(
    states: Sequence[str], title: str, category: str, *, page: int, today: date
) -> ListPage:
    """Return a page of the motions in these states, of a category, with words in their titles."""
    total = queries.count_of_motions(states=states, title=title, category=category, today=today)
    pages = pages_of(total, MOTIONS_ON_A_PAGE)
    shown = min(max(page, 1), pages)
    found = queries.motions_found(
        states=states,
        title=title,
        category=category,
        today=today,
        limit=MOTIONS_ON_A_PAGE,
        offset=(shown - 1) * MOTIONS_ON_A_PAGE,
    )
    return ListPage(motions=found, total=total, page=shown, pages=pages, today=today)
