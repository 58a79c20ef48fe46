"""Which part of the membership may vote in a ballot, and with how many votes each.

A constituency has a ballot of its own, and so has each class where all classes must consent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from governance.ballots import classes
from governance.infrastructure.database import db
from governance.members.queries import at_work_on, entitled_at
from governance.motions.service.weighing import votes_of_shares


class Voter(NamedTuple):
    """Somebody who may vote: in which service, and with how many votes."""

    party_id: int
    service: str
    votes: int


@dataclass(frozen=True)
class Electorate:
    """All members, or those of some services, at work, or of a class; `title` is the part's name.

    `class_by` says what makes the classes, and `voting_class` is the one that votes. Ballots of the
    classes of one vote have the same `together`.
    """

    title: str = ""
    services: tuple[str, ...] = ()
    at_work: bool = False
    class_by: str = ""
    voting_class: str = ""
    together: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as the book keeps it; nothing is all members."""
        if self.voting_class:
            return {
                "title": self.title,
                "class_by": self.class_by,
                "class": self.voting_class,
                "together": self.together,
            }
        if self.at_work:
            return {"title": self.title, "at_work": True}
        return {"title": self.title, "services": list(self.services)} if self.services else {}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Electorate":
        """Return it from what the book keeps."""
        return cls(
            kept.get("title", ""),
            tuple(kept.get("services", ())),
            bool(kept.get("at_work")),
            kept.get("class_by", ""),
            kept.get("class", ""),
            kept.get("together", ""),
        )

    def of_class(self, voting_class: str, title: str) -> "Electorate":
        """Return the part of the membership that is of a class."""
        return replace(self, voting_class=voting_class, title=title)

    def entitled_at(self, day: date, *, known_seq: int | None = None) -> Select[int, str]:
        """Select (party_id, service) of those who may vote, as members' queries do of all."""
        all_entitled = entitled_at(day, known_seq=known_seq)
        if not (self.services or self.at_work):
            return all_entitled
        of_all = all_entitled.order_by(None).subquery("of_all")
        chosen = select(of_all.c.party_id, of_all.c.service).order_by(of_all.c.party_id)
        if self.at_work:
            return chosen.where(of_all.c.party_id.in_(at_work_on(day, known_seq=known_seq)))
        return chosen.where(of_all.c.service.in_(self.services))

    def is_counted_in_python(self, *, by_shares: bool) -> bool:
        """Say whether who may vote follows from the books, which no one query can tell."""
        return by_shares or bool(self.voting_class)


ALL_MEMBERS = Electorate()


def voters_at(
    electorate: Electorate, day: date, *, by_shares: bool, known_seq: int | None = None
) -> list[Voter]:
    """Return who may vote, in order of party; whoever has no vote is not among them.

    Where votes go by shares each has those that their shares carry, in a vote of one class of
    shares one for each share of that class.
    """
    found = db.session.execute(electorate.entitled_at(day, known_seq=known_seq)).all()
    votes = _votes(electorate, day, by_shares=by_shares, known_seq=known_seq)
    if votes is None:
        return [Voter(party_id, service, 1) for party_id, service in found]
    return [
        Voter(party_id, service, votes[party_id])
        for party_id, service in found
        if votes.get(party_id)
    ]


def number_entitled(
    record_date: date, electorate: Electorate | None = None, *, by_shares: bool = False
) -> int:
    """Return how many would be on the roll for this record date, as now recorded."""
    part = electorate or Electorate()
    if part.is_counted_in_python(by_shares=by_shares):
        return len(voters_at(part, record_date, by_shares=by_shares))
    roll = part.entitled_at(record_date).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(roll)) or 0


def is_entitled(
    record_date: date, party_id: int | None, electorate: Electorate, *, by_shares: bool = False
) -> bool:
    """Say whether the person would be on the roll for this record date, as now recorded."""
    if party_id is None:
        return False
    if electorate.is_counted_in_python(by_shares=by_shares):
        voters = voters_at(electorate, record_date, by_shares=by_shares)
        return any(each.party_id == party_id for each in voters)
    roll = electorate.entitled_at(record_date).order_by(None).subquery()
    query = select(roll.c.party_id).where(roll.c.party_id == party_id)
    return db.session.scalar(query) is not None


def _votes(
    electorate: Electorate, day: date, *, by_shares: bool, known_seq: int | None
) -> Mapping[int, int] | None:
    """Return the votes of each who has any; None where each who is entitled has one."""
    if not electorate.voting_class:
        return votes_of_shares(day, known_seq=known_seq) if by_shares else None
    of_class = classes.votes_of_class(
        electorate.class_by, electorate.voting_class, day, known_seq=known_seq
    )
    if not by_shares:
        return dict.fromkeys(of_class, 1)
    if electorate.class_by == classes.BY_SHARES:
        return of_class
    votes = votes_of_shares(day, known_seq=known_seq)
    return {party_id: votes.get(party_id, 0) for party_id in of_class}
