"""Who owns how much of a legal entity at the end of a day, and through time; with votes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.ledger.models import ShareClass
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import Holding, holdings, share_classes, terms_of
from governance.ledger.queries.movements import movements
from governance.members.models import Party
from governance.reckoning import ownership as reckoning
from governance.reckoning.ownership import VotingRights, shown_as_percentages

PARTIES_AT_ONCE = 5_000


@dataclass(frozen=True)
class Owner:
    """A holder, or a kind of holder: shares by class, of all classes, votes, and percentages.

    The percentages of all owners of a table add up to 100.0, of shares as of votes.
    """

    kind: str
    party_id: int | None
    units: Mapping[int, int]
    total: int
    votes: int
    holders: int
    percentage: str
    votes_percentage: str


@dataclass(frozen=True)
class Ownership:
    """Who owns how much at the end of a day, as known at a link."""

    at: AsAt
    classes: Sequence[ShareClass]
    owners: Sequence[Owner]
    kinds: Sequence[Owner]

    @property
    def total(self) -> int:
        return sum(owner.total for owner in self.kinds)

    @property
    def votes(self) -> int:
        return sum(owner.votes for owner in self.kinds)


@dataclass
class _Sum:
    units: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    votes: int = 0
    holders: int = 0

    @property
    def total(self) -> int:
        return sum(self.units.values())


def ownership(book_id: int, at: AsAt) -> Ownership:
    """Return who owns how much: the largest first, holder by holder and kind by kind."""
    classes, held = share_classes(book_id), holdings(book_id, at)
    kinds = kinds_of(each.party_id for each in held)
    votes = votes_of(classes, held, at)
    by_holder: dict[int, _Sum] = defaultdict(_Sum)
    by_kind: dict[str, _Sum] = defaultdict(_Sum)
    for each in held:
        by_holder[each.party_id].units[each.share_class_id] += each.units
        by_kind[kinds[each.party_id]].units[each.share_class_id] += each.units
    for party_id, one in by_holder.items():
        one.votes, one.holders = votes[party_id], 1
        by_kind[kinds[party_id]].votes += one.votes
        by_kind[kinds[party_id]].holders += 1
    return Ownership(
        at,
        classes,
        _owners([(kinds[party], party, one) for party, one in by_holder.items()]),
        _owners([(kind, None, one) for kind, one in by_kind.items()]),
    )


def votes_of(classes: Sequence[ShareClass], held: Sequence[Holding], at: AsAt) -> Mapping[int, int]:
    """Return the votes of each holder in a vote of all classes together."""
    codes = {each.id: each.code for each in classes}
    rights = {}
    for each in classes:
        terms = terms_of(each.id, at.on, known=_terms_known(each, at))
        rule = reckoning.VoteRule(str(terms.vote_rule))
        rights[each.code] = VotingRights(rule, terms.votes_each)
    counted = [
        reckoning.Holding(str(each.party_id), codes[each.share_class_id], each.units)
        for each in held
        if each.share_class_id in codes
    ]
    votes = reckoning.votes_by_holder(counted, rights)
    return {int(holder): number for holder, number in votes.items()}


def changes(book_id: int, at: AsAt) -> list[tuple[date, Mapping[str, int]]]:
    """Return, for each day on which ownership changed, the shares of each kind of holder then."""
    moved = movements(at, book_id=book_id)
    kinds = kinds_of(each.party_id for each in moved)
    held: dict[str, int] = defaultdict(int)
    found: dict[date, Mapping[str, int]] = {}
    for each in moved:
        held[kinds[each.party_id]] += each.change
        found[each.on] = {kind: units for kind, units in held.items() if units}
    steps: list[tuple[date, Mapping[str, int]]] = []
    for day, shares in found.items():
        if not steps or steps[-1][1] != shares:
            steps.append((day, shares))
    return steps


def kinds_of(party_ids: Iterable[int]) -> dict[int, str]:
    """Return the kind of each of these parties."""
    wanted, found = sorted(set(party_ids)), dict[int, str]()
    for start in range(0, len(wanted), PARTIES_AT_ONCE):
        chunk = wanted[start : start + PARTIES_AT_ONCE]
        rows = db.session.execute(select(Party.id, Party.kind).where(Party.id.in_(chunk)))
        found.update((row.id, row.kind) for row in rows)
    return found


def _owners(found: Sequence[tuple[str, int | None, _Sum]]) -> list[Owner]:
    in_order = sorted(found, key=lambda each: (-each[2].total, each[0], each[1] or 0))
    shares = shown_as_percentages([one.total for *_, one in in_order])
    votes = [one.votes for *_, one in in_order]
    shown_votes = shown_as_percentages(votes) if any(votes) else ("0.0",) * len(votes)
    return [
        Owner(
            kind,
            party_id,
            dict(one.units),
            one.total,
            one.votes,
            one.holders,
            share,
            of_votes,
        )
        for (kind, party_id, one), share, of_votes in zip(
            in_order, shares, shown_votes, strict=True
        )
    ]


def _terms_known(share_class: ShareClass, at: AsAt) -> int | None:
    """Return the link by which terms are known: a class's first terms come just after its own."""
    return None if at.known is None else max(at.known, share_class.opened_seq + 1)
