"""Parties by their number."""

from governance.infrastructure.database import db
from governance.members.models import Party

MOST = 2**31 - 1


def is_party(party_id: int) -> bool:
    """Say whether there is a party of this number."""
    return party_id <= MOST and db.session.get(Party, party_id) is not None
