"""The papers of open ballots, those alike added up: by heads, and by the votes that they have."""

from sqlalchemy import func, select

from governance.ballots.models import OpenPaper, RollEntry
from governance.ballots.queries import all_votes
from governance.infrastructure.database import db


def papers_of(ballot_id: int) -> dict[str, int]:
    """Return how many papers of an open ballot say the same, by their text."""
    counted = (
        select(OpenPaper.choice, func.count().label("papers"))
        .where(OpenPaper.ballot_id == ballot_id)
        .group_by(OpenPaper.choice)
    )
    return {row.choice: row.papers for row in db.session.execute(counted)}


def votes_of(ballot_id: int) -> dict[str, int]:
    """Return how many votes the papers that say the same have, which are what is counted."""
    if all_votes(ballot_id) is None:
        return papers_of(ballot_id)
    of_voter = (RollEntry.ballot_id == OpenPaper.ballot_id) & (
        RollEntry.party_id == OpenPaper.party_id
    )
    counted = (
        select(OpenPaper.choice, func.sum(RollEntry.weight).label("votes"))
        .join(RollEntry, of_voter)
        .where(OpenPaper.ballot_id == ballot_id)
        .group_by(OpenPaper.choice)
    )
    return {row.choice: int(row.votes) for row in db.session.execute(counted)}
