"""How many votes each member has, where by the rules they go by shares."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import book_of_key, holdings, share_classes
from governance.ledger.queries.ownership import votes_of
from governance.members.queries import entitled_at
from governance.reckoning.resolutions.meeting import Way
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.rulebook.queries import rules_on

SOCIETY = ""  # whose book has no key: its own shares carry the votes


def all_votes(day: date, way: Way) -> int | None:
    """Return all votes that could be given on a day; None where each member has one.

    On a show of hands everybody there has one, whatever their shares (2006 Act, section 284).
    """
    rules = rules_on(day).of(BallotRules)
    if way is not Way.POLL or not rules.goes_by_shares:
        return None
    shares = votes_of_shares(day)
    roll = entitled_at(day).order_by(None).subquery()
    members = db.session.scalars(select(roll.c.party_id))
    return sum(rules.votes_of(shares.get(each, 0)) for each in members)


def votes_of_shares(day: date, *, known_seq: int | None = None) -> Mapping[int, int]:
    """Return the votes that each holder's shares carry at the end of a day.

    As the books stood at the link `known_seq` of the record (as they stand now, without it).
    """
    book, at = book_of_key(SOCIETY), AsAt(day, known_seq)
    if book is None:
        return {}
    return votes_of(share_classes(book.id), holdings(book.id, at), at)
