"""The register as a file for a spreadsheet, made piece by piece as it is sent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from governance.infrastructure.database import db
from governance.infrastructure.spreadsheets import BYTE_ORDER_MARK, written
from governance.members import queries
from governance.members.as_at import AsAt, EntryThen, entries_at, main_posts_at
from governance.members.holdings import holdings_at
from governance.members.register_search import ROWS_AT_ONCE, Listed, RegisterSearch, contacts_of
from governance.members.reporting import managers_at
from governance.members.standing import IN_WORDS, standings_of
from governance.reckoning.working_time import fte_written

OPEN_HEADINGS = ("Member number", "Name", "Service", "Member since")
FULL_HEADINGS = (
    "Member number", "Name", "E-mail address", "Employee reference", "Post", "Service", "Town",
    "Member since", "Member until", "Standing", "Employed since", "Last day of employment",
    "Address", "Postcode", "Shares and amount paid", "Manager's reference", "Manager", "FTE",
)  # fmt: skip

ROLL_HEADINGS = ("Party", "Member number", "Name", "Service")
INSPECTION_HEADINGS = (
    "Member number", "Name", "Address", "Postcode", "E-mail address", "Member since",
    "Last day of membership",
)  # fmt: skip


def register(search: RegisterSearch) -> Iterator[str]:
    """Yield the lines of the register in the rendering of the search."""
    yield BYTE_ORDER_MARK + written([FULL_HEADINGS if search.full else OPEN_HEADINGS])
    holdings = holdings_at(search.today, search.known) if search.full else {}
    for piece in search.in_pieces():
        yield written(_full(piece, search, holdings) if search.full else map(_open, piece))


def for_inspection(search: RegisterSearch) -> Iterator[str]:
    """Yield the lines of the register as it is open for inspection: no holdings, no employment."""
    yield BYTE_ORDER_MARK + written([INSPECTION_HEADINGS])
    for piece in search.in_pieces():
        yield written(_inspected(piece, search))


def roll(on: date, known: int | None) -> Iterator[str]:
    """Yield the lines of who could vote on that day, as known at the link: the roll of a ballot."""
    yield BYTE_ORDER_MARK + written([ROLL_HEADINGS])
    entitled = queries.entitled_at(on, known_seq=known)
    people = [(row.party_id, row.service) for row in db.session.execute(entitled)]
    for start in range(0, len(people), ROWS_AT_ONCE):
        piece = people[start : start + ROWS_AT_ONCE]
        then = entries_at([party_id for party_id, _service in piece], AsAt(on, known))
        yield written(_voter(then[party_id], service) for party_id, service in piece)


def _voter(entry: EntryThen, service: str) -> list[Any]:
    return [entry.party_id, entry.member_number, entry.name, service]


def _open(entry: Listed) -> list[Any]:
    return [entry.member_number, entry.name, entry.service, entry.member_from]


def _inspected(piece: Sequence[Listed], search: RegisterSearch) -> Iterator[list[Any]]:
    contacts = contacts_of([entry.party_id for entry in piece], search.today, search.known)
    for entry in piece:
        contact = contacts.get(entry.party_id, {})
        address = ", ".join(contact.get("address") or [])
        days = (entry.member_from, _last_day(entry.member_to))
        where = (address, contact.get("postcode") or "", entry.email)
        yield [entry.member_number, entry.name, *where, *days]


def _full(
    piece: Sequence[Listed], search: RegisterSearch, holdings: Mapping[int, str]
) -> Iterator[list[Any]]:
    ids = [entry.party_id for entry in piece]
    contacts = contacts_of(ids, search.today, search.known)
    standings = standings_of(ids, search.today, search.known)
    reporting = _reporting(ids, AsAt(search.today, search.known))
    for entry in piece:
        contact = contacts.get(entry.party_id, {})
        yield [
            entry.member_number, entry.name, entry.email, entry.employee_ref, entry.post,
            entry.service, entry.town, entry.member_from, _last_day(entry.member_to),
            IN_WORDS[standings.get(entry.party_id)],
            entry.employed_from, _last_day(entry.employed_to),
            ", ".join(contact.get("address") or []), contact.get("postcode") or "",
            holdings.get(entry.party_id, ""), *reporting[entry.party_id],
        ]  # fmt: skip


def _reporting(ids: Sequence[int], at: AsAt) -> dict[int, list[str]]:
    """Return each party's manager, by reference and by name, and FTE, all of the main post."""
    posts = main_posts_at(ids, at)
    references = {party_id: posts.get(party_id, {}).get("manager_ref") or "" for party_id in ids}
    managers = managers_at({each: [told] for each, told in references.items() if told}, at)
    found = {}
    for party_id, reference in references.items():
        manager = managers.get(party_id, {}).get(reference)
        share = posts.get(party_id, {}).get("fte_ppm")
        fte = "" if share is None else fte_written(share)
        found[party_id] = [reference, manager.name if manager else "", fte]
    return found


def _last_day(end: date | None) -> date | None:
    return end - timedelta(days=1) if end else None
