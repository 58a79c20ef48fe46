"""One party through time: the stretches of each kind as they stand, and the links they came by."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.members.claims import known_at
from governance.members.models import Spell
from governance.record.models import Link

MOST_LINKS = 100


@dataclass(frozen=True)
class Episode:
    """A stretch as a page tells it; `last_day` is in it."""

    kind: str
    key: str
    first_day: date
    last_day: date | None
    data: dict[str, Any]
    is_now: bool
    is_to_come: bool


@dataclass(frozen=True)
class Life:
    """A party's stretches by kind, latest first.

    `elsewhere` is membership of other legal entities, whose book is the key.
    """

    membership: list[Episode]
    employment: list[Episode]
    contact: list[Episode]
    restriction: list[Episode]
    office: list[Episode]
    elsewhere: list[Episode]

    @property
    def posts(self) -> list[Episode]:
        """The assignments that hold, by their number."""
        return sorted((e for e in self.employment if e.is_now), key=lambda each: each.key)

    @property
    def present_contact(self) -> dict[str, Any]:
        now = [episode for episode in self.contact if episode.is_now] or self.contact
        return now[0].data if now else {}

    @property
    def present_employment(self) -> dict[str, Any]:
        now = [episode for episode in self.employment if episode.is_now] or self.employment
        return now[0].data if now else {}

    @property
    def continuous_since(self) -> date | None:
        told = self.present_employment.get("continuity_from")
        return date.fromisoformat(told) if told else None


@dataclass(frozen=True)
class Step:
    """A link of the record about the party, and which kinds of spell it recorded."""

    link: Link
    kinds: list[str]


def of(party_id: int, *, today: date, known: int | None = None) -> Life:
    """Return a party's life as it stands in the register, or as it was known at a link."""
    standing = (
        select(Spell)
        .where(Spell.party_id == party_id, known_at(known))
        .order_by(Spell.valid_from.desc())
    )
    episodes = [_episode(spell, today) for spell in db.session.scalars(standing)]
    by_kind = {
        kind: [episode for episode in episodes if episode.kind == kind]
        for kind in ("membership", "employment", "contact", "restriction", "office")
    }
    joined = by_kind.pop("membership")
    ours, elsewhere = [e for e in joined if not e.key], [e for e in joined if e.key]
    return Life(membership=ours, elsewhere=elsewhere, **by_kind)


def links_of(party_id: int, known: int | None = None) -> list[Step]:
    """Return the latest links of the record about the party, newest first, up to one."""
    of_party = Spell.party_id == party_id
    seqs = set(db.session.scalars(select(Spell.recorded_seq).where(of_party)))
    gone = select(Spell.superseded_seq).where(of_party, Spell.superseded_seq.is_not(None))
    seqs.update(seq for seq in db.session.scalars(gone) if seq is not None)
    told = {seq for seq in seqs if known is None or seq <= known}
    newest = sorted(told, reverse=True)[:MOST_LINKS]
    links = select(Link).where(Link.seq.in_(newest)).order_by(Link.seq.desc())
    return [Step(link, _kinds(link)) for link in db.session.scalars(links)]


def authors_of(party_id: int) -> Iterable[int]:
    """Return who recorded the party's links."""
    return {step.link.by for step in links_of(party_id) if step.link.by is not None}


def _kinds(link: Link) -> list[str]:
    payload = json.loads(link.payload)
    told = [*payload.get("recorded", []), *payload.get("superseded", [])]
    return sorted({item[0] for item in told})


def _episode(spell: Spell, today: date) -> Episode:
    ends = spell.valid_to
    return Episode(
        kind=spell.kind,
        key=spell.key,
        first_day=spell.valid_from,
        last_day=ends - timedelta(days=1) if ends else None,
        data=spell.data or {},
        is_now=spell.valid_from <= today and (ends is None or today < ends),
        is_to_come=spell.valid_from > today,
    )
