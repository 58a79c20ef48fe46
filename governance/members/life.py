"""One party through time: the stretches of each kind as they stand, and the links they came by."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.members.claims import known_at
from governance.members.entries import Lines, continuity_of, words_on
from governance.members.models import Spell
from governance.members.timeline import Stretch, on_or_before
from governance.record.models import Link

MOST_LINKS = 100
# What the pages say of each time at work; another manager or number of the post is no other time.
TOLD_OF_WORK = ("post", "service", "town", "minutes_a_week")


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

    `elsewhere` is membership of other legal entities, whose book is the key. `main_post` is what
    the main assignment says on the day, else what it said last.
    """

    membership: list[Episode]
    employment: list[Episode]
    contact: list[Episode]
    restriction: list[Episode]
    office: list[Episode]
    elsewhere: list[Episode]
    main_post: dict[str, Any]

    @property
    def posts(self) -> list[Episode]:
        """The assignments that hold, by their number."""
        return sorted((e for e in self.employment if e.is_now), key=lambda each: each.key)

    @property
    def at_work(self) -> list[Episode]:
        """The time at work as it is told, latest first: one for as long as nothing told changes."""
        told: list[Episode] = []
        for later in sorted(self.employment, key=lambda each: each.first_day):
            earlier = next((each for each in told if _goes_on_as(each, later)), None)
            if earlier is None:
                told.append(later)
            else:
                told[told.index(earlier)] = _joined(earlier, later)
        return sorted(told, key=lambda each: each.first_day, reverse=True)

    @property
    def present_contact(self) -> dict[str, Any]:
        """What holds of name and addresses, else what held last, else what is to hold first."""
        begun = [episode for episode in self.contact if not episode.is_to_come]
        told = begun[:1] or self.contact[-1:]
        return told[0].data if told else {}

    @property
    def minutes_in_all(self) -> int | None:
        """The minutes a week of all posts that hold; None where they are not known of each."""
        told = [post.data.get("minutes_a_week") for post in self.posts]
        known = [minutes for minutes in told if minutes is not None]
        return sum(known) if len(known) == len(told) else None

    @property
    def continuous_since(self) -> date | None:
        """The day from which service counts: the one that the rule of joining goes by."""
        return continuity_of([post.data for post in self.posts] or [self.main_post])

    @property
    def manager_refs(self) -> set[str]:
        """The references of those whom the main post and the others that hold report to."""
        told = [self.main_post, *(post.data for post in self.posts)]
        return {post["manager_ref"] for post in told if post.get("manager_ref")}

    @property
    def begins(self) -> date | None:
        """The first day of anything that is recorded of them."""
        return min((each.first_day for each in self._all), default=None)

    @property
    def has_begun(self) -> bool:
        """Whether anything is recorded of them that is not all to come: so they are listed."""
        return any(not each.is_to_come for each in self._all)

    @property
    def has_times(self) -> bool:
        """Whether there is anything to tell through time; names and addresses are told apart."""
        return len(self._all) > len(self.contact)

    @property
    def _all(self) -> list[Episode]:
        joined, others = self.membership + self.elsewhere, self.restriction + self.office
        return [*joined, *self.employment, *self.contact, *others]


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
    spells = list(db.session.scalars(standing))
    episodes = [_episode(spell, today) for spell in spells]
    by_kind = {
        kind: [episode for episode in episodes if episode.kind == kind]
        for kind in ("membership", "employment", "contact", "restriction", "office")
    }
    joined = by_kind.pop("membership")
    ours, elsewhere = [e for e in joined if not e.key], [e for e in joined if e.key]
    main_post = words_on(_posts(spells), "employment", today, on_or_before)
    return Life(membership=ours, elsewhere=elsewhere, main_post=main_post, **by_kind)


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


def _goes_on_as(earlier: Episode, later: Episode) -> bool:
    if earlier.last_day is None or earlier.last_day + timedelta(days=1) != later.first_day:
        return False
    return all(earlier.data.get(name) == later.data.get(name) for name in TOLD_OF_WORK)


def _joined(earlier: Episode, later: Episode) -> Episode:
    return replace(earlier, last_day=later.last_day, is_now=earlier.is_now or later.is_now)


def _posts(latest_first: list[Spell]) -> Lines:
    lines: Lines = {}
    for spell in reversed(latest_first):
        if spell.kind == "employment":
            line = lines.setdefault((spell.kind, spell.key), [])
            line.append(Stretch(spell.valid_from, spell.valid_to, spell.data))
    return lines


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
