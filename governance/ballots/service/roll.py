"""The roll of a ballot: who may vote, with what weight, frozen when it opens."""

import hashlib
from typing import Any

from sqlalchemy import func, insert, literal, select

from governance.ballots.electorate import Electorate, voters_at
from governance.ballots.models import Ballot, RollEntry
from governance.infrastructure.database import db


def freeze_roll(ballot: Ballot, known_seq: int, *, by_shares: bool) -> tuple[int, str]:
    """Write the roll as it stands at the record date; return its size and hash.

    Whoever has no vote is not on it.
    """
    electorate = Electorate.from_json(ballot.electorate)
    if electorate.is_counted_in_python(by_shares=by_shares):
        _write_with_votes(ballot, electorate, known_seq, by_shares=by_shares)
    else:
        _write(ballot, electorate, known_seq)
    on_roll = select(func.count()).select_from(RollEntry).where(RollEntry.ballot_id == ballot.id)
    return db.session.scalar(on_roll) or 0, roll_hash_of(ballot.id)


def roll_hash_of(ballot_id: int) -> str:
    """Return SHA-256 of the roll: the entitled parties' ids in order, a line each.

    Where a vote has a weight or is of a class, these follow on the line.
    """
    entries = select(RollEntry.party_id, RollEntry.weight, RollEntry.voting_class).where(
        RollEntry.ballot_id == ballot_id
    )
    covered = hashlib.sha256()
    for party_id, weight, voting_class in db.session.execute(entries.order_by(RollEntry.party_id)):
        plain = weight == 1 and not voting_class
        line = f"{party_id}" if plain else f"{party_id} {weight} {voting_class}"
        covered.update(f"{line}\n".encode())
    return covered.hexdigest()


def _write(ballot: Ballot, electorate: Electorate, known_seq: int) -> None:
    entitled = electorate.entitled_at(ballot.record_date, known_seq=known_seq).subquery()
    chosen = select(literal(ballot.id), entitled.c.party_id, entitled.c.service)
    table: Any = RollEntry.__table__
    columns = ["ballot_id", "party_id", "service"]
    db.session.execute(insert(table).from_select(columns, chosen))


def _write_with_votes(
    ballot: Ballot, electorate: Electorate, known_seq: int, *, by_shares: bool
) -> None:
    voters = voters_at(electorate, ballot.record_date, by_shares=by_shares, known_seq=known_seq)
    rows = [
        {
            "ballot_id": ballot.id,
            "party_id": each.party_id,
            "service": each.service,
            "voting_class": electorate.voting_class,
            "weight": each.votes,
        }
        for each in voters
    ]
    if rows:
        db.session.execute(insert(RollEntry), rows)
