"""Whose the lists of a book are: who can be in the journal, among the owners, in a distribution.

A party can be in a list once it has an account of what the list is of. Whether it was on that page,
or held anything on that day, is not asked.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.ledger.distributing.models import DistributionLine
from governance.ledger.models import Account
from governance.ledger.queries.due import PAYABLE
from governance.ledger.units import class_of
from governance.members.access_log import Among
from governance.record.models import Link


def of_book(book_id: int) -> str:
    """Return among whom what was posted in a book is."""
    return f"book {book_id}"


def of_owners(book_id: int) -> str:
    """Return among whom the holders of any shares of an entity are."""
    return f"owners {book_id}"


def of_class(share_class_id: int) -> str:
    """Return among whom the holders of a class are."""
    return f"class {share_class_id}"


def of_due(book_id: int) -> str:
    """Return among whom those are to whom money is due."""
    return f"due {book_id}"


def of_account(account: Account) -> str:
    """Return among whom an account of the chart is: its parties', or all that the book has."""
    if not account.per_party:
        return of_book(account.book_id)
    return f"account {account.book_id} {account.unit} {account.code}"


def of_distribution(distribution_id: int) -> str:
    """Return among whom a distribution is shared."""
    return f"distribution {distribution_id}"


def lists_of(party_id: int) -> Iterator[Among]:
    """Yield the lists of the ledger that a party can be in, since its first account there."""
    opened = (
        select(Account, Link.recorded_at)
        .outerjoin(Link, Link.seq == Account.opened_seq)
        .where(Account.party_id == party_id)
        .order_by(Account.opened_seq.desc())
    )
    first: dict[str, tuple[datetime | None, int]] = {}
    for account, recorded_at in db.session.execute(opened):
        first |= dict.fromkeys(_keys(account), (recorded_at, account.opened_seq))
    for key, (since, since_seq) in first.items():
        yield Among(key, since, since_seq)
    lines = select(DistributionLine.distribution_id).where(DistributionLine.party_id == party_id)
    for distribution_id in db.session.scalars(lines):
        yield Among(of_distribution(distribution_id))


def _keys(account: Account) -> Iterator[str]:
    yield of_book(account.book_id)
    yield f"account {account.book_id} {account.unit} {account.code}"
    share_class_id = class_of(account.unit)
    if share_class_id is not None and account.kind == "holder":
        yield of_owners(account.book_id)
        yield of_class(share_class_id)
    if account.code in PAYABLE:
        yield of_due(account.book_id)
