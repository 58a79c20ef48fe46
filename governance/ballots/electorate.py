"""Which part of the membership may vote in a ballot: a constituency has a ballot of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from governance.infrastructure.database import db
from governance.members.queries import at_work_on, entitled_at


@dataclass(frozen=True)
class Electorate:
    """All members, those of some services, or those at work; `title` is what they are called."""

    title: str = ""
    services: tuple[str, ...] = ()
    at_work: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as the book keeps it; nothing is all members."""
        if self.at_work:
            return {"title": self.title, "at_work": True}
        return {"title": self.title, "services": list(self.services)} if self.services else {}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Electorate":
        """Return it from what the book keeps."""
        services = tuple(kept.get("services", ()))
        return cls(kept.get("title", ""), services, bool(kept.get("at_work")))

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


def number_entitled(record_date: date, electorate: Electorate | None = None) -> int:
    """Return how many would be on the roll for this record date, as now recorded."""
    roll = (electorate or Electorate()).entitled_at(record_date).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(roll)) or 0


def is_entitled(record_date: date, party_id: int | None, electorate: Electorate) -> bool:
    """Say whether the person would be on the roll for this record date, as now recorded."""
    if party_id is None:
        return False
    roll = electorate.entitled_at(record_date).order_by(None).subquery()
    query = select(roll.c.party_id).where(roll.c.party_id == party_id)
    return db.session.scalar(query) is not None
