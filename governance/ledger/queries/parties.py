"""Parties by the number that people know them by."""

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.members.models import Party

MOST = 2**31 - 1


def party_of_member(member_number: int) -> int | None:
    """Return the party that has this member number."""
    if member_number > MOST:
        return None
    return db.session.scalar(select(Party.id).where(Party.member_number == member_number))


def is_party(party_id: int) -> bool:
    """Say whether there is a party of this number."""
    return party_id <= MOST and db.session.get(Party, party_id) is not None
