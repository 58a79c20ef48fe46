"""What the page of the search shows: what was found, and where in it the words stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from governance.reckoning.finding import Piece, excerpt, marked
from governance.search.contributor import OWN_WORDS, Shown
from governance.search.queries import PAGE_LENGTH, Found, Search

MOST_PARTS = 3


# Behind any page there is, and a number that each database takes.
LAST_PAGE = 1_000_000


@dataclass(frozen=True)
class Excerpt:
    """Where words were found in a subject, and around them what stands there."""

    where: str
    href: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Result:
    """A subject that was found, as it is shown; `further` is in how many more parts it was."""

    kind: str
    shown: Shown
    title: list[Piece]
    excerpts: list[Excerpt]
    further: int


@dataclass(frozen=True)
class ResultPage:
    """A page of what was found."""

    results: list[Result]
    total: int
    page: int
    pages: int


def of_search(search: Search, *, page: int) -> ResultPage:
    """Return a page of what was found."""
    shown = min(max(page, 1), LAST_PAGE)
    found, total = search.page(shown)
    if not found and shown > 1:
        shown = max(1, -(-search.count() // PAGE_LENGTH))
        found, total = search.page(shown)
    told = _told(search, found)
    own = {each: [OWN_WORDS] for each in found}
    parts = search.parts_of(found) if search.terms else own
    results = [_result(search, each, told[each], parts[each]) for each in found if each in told]
    return ResultPage(results, total, shown, max(1, -(-total // PAGE_LENGTH)))


def _told(search: Search, found: list[Found]) -> Mapping[Found, Shown]:
    """Return how each is shown, asking each contributor once."""
    told: dict[Found, Shown] = {}
    for kind in {each.kind for each in found}:
        ids = [each.subject_id for each in found if each.kind == kind]
        shown = search.contributors[kind].shown(ids, today=search.today)
        told |= {Found(kind, subject_id): each for subject_id, each in shown.items()}
    return told


def _result(search: Search, found: Found, shown: Shown, parts: list[str]) -> Result:
    contributor = search.contributors[found.kind]
    chosen = parts[:MOST_PARTS]
    passages = contributor.passages(found.subject_id, chosen)
    excerpts = [
        Excerpt(passage.where, passage.href, excerpt(passage.text, search.terms))
        for part in chosen
        if (passage := passages.get(part)) is not None
    ]
    title = marked(shown.title, search.terms)
    return Result(contributor.title(), shown, title, excerpts, len(parts) - len(chosen))
