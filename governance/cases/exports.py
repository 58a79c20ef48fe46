"""Cases and the nominations book as files for a spreadsheet."""

from collections.abc import Iterable, Iterator
from typing import Any

from governance.cases.queries.nominations import Entered
from governance.infrastructure.spreadsheets import lines
from governance.reckoning.money import pounds

CASE_HEADINGS = (
    "Case", "Kind", "Name", "State", "Opened", "Effect or last day", "Shares", "Money to be paid",
    "Legal entity",
)  # fmt: skip
NOMINATION_HEADINGS = (
    "Member number", "Member", "Nominee", "Relationship", "Address", "E-mail address", "Amount",
    "Part in per cent", "Given on", "Taken back on", "Link",
)  # fmt: skip


def cases(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the list of cases as lines of CSV."""
    yield from lines(CASE_HEADINGS, (_case(row) for row in rows))


def nominations(book: Iterable[Entered]) -> Iterator[str]:
    """Yield the nominations book as lines of CSV."""
    yield from lines(NOMINATION_HEADINGS, (_nomination(each) for each in book))


def _case(row: dict[str, Any]) -> list[Any]:
    case = row["case"]
    return [
        case.id, row["kind"], row["name"], row["state"][0], case.opened_on, row["day"],
        row["shares"], row["money"], row["entity"],
    ]  # fmt: skip


def _nomination(each: Entered) -> list[Any]:
    nomination, words = each.nomination, each.nomination.words or {}
    amount = words.get("amount_pence")
    return [
        each.number, each.member, words.get("name", "(erased)"), words.get("relationship"),
        words.get("address"), words.get("email"), pounds(amount) if amount else "",
        words.get("share_percent"), nomination.given_on, nomination.revoked_on,
        nomination.given_seq,
    ]  # fmt: skip
