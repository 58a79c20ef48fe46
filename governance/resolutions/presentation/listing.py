"""What the list of resolutions shows."""

from dataclasses import dataclass

from governance.resolutions import queries
from governance.resolutions.queries import Asked, Entered, Reader

ON_A_PAGE = 25


@dataclass(frozen=True)
class ListPage:
    """A page of the list of resolutions, and what there is to filter by."""

    resolutions: list[Entered]
    total: int
    page: int
    pages: int


def of_list(asked: Asked, reader: Reader, *, page: int) -> ListPage:
    """Return a page of the resolutions asked for."""
    ids = queries.found(asked, reader)
    pages = max(1, -(-len(ids) // ON_A_PAGE))
    shown = min(max(page, 1), pages)
    part = ids[(shown - 1) * ON_A_PAGE : shown * ON_A_PAGE]
    return ListPage(queries.entered_all(part, reader), len(ids), shown, pages)
