"""Who owns how much of a legal entity at the end of a day, and through time; with votes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger.models import Account, ShareClass
from governance.ledger.queries.balances import AsAt, added_up
from governance.ledger.queries.holdings import Holding, holdings, share_classes, terms_of
from governance.ledger.queries.movements import changes_by_kind, kinds_ever
from governance.ledger.units import SHARES, shares_of
from governance.members.models import Party
from governance.reckoning import ownership as reckoning
from governance.reckoning.ownership import VotingRights, shown_as_percentages

PERSON = "person"
ACCOUNTS: Any = Account.__table__
MOST_ALIKE = 2  # fewer kinds than this are all alike


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
class ClassTotal:
    """A class as a whole: its shares, their holders, and its votes in a vote of the class alone."""

    share_class: ShareClass
    units: int
    holders: int
    votes: int


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


_Named = tuple[str, int | None, _Sum]


def ownership(book_id: int, at: AsAt, *, by_holder: bool = True) -> Ownership:
    """Return who owns how much: the largest first, kind by kind, and holder by holder if asked."""
    classes = share_classes(book_id)
    owners = _holders(book_id, classes, at) if by_holder else []
    return Ownership(at, classes, _owners(owners), _owners(_kinds(book_id, classes, at)))


def class_totals(book_id: int, at: AsAt) -> list[ClassTotal]:
    """Return each class of a book as a whole; a class that nobody holds has nought."""
    classes = share_classes(book_id)
    rights, added = _rights(classes, at), added_up(book_id, at).subquery()
    rows = db.session.execute(
        select(ACCOUNTS.c.unit, func.count().label("holders"), func.sum(added.c.balance))
        .join(ACCOUNTS, ACCOUNTS.c.id == added.c.account_id)
        .where(ACCOUNTS.c.book_id == book_id, ACCOUNTS.c.code == charts.HELD, added.c.balance != 0)
        .group_by(ACCOUNTS.c.unit)
    )
    found = {unit: (holders, int(units)) for unit, holders, units in rows}
    totals = []
    for each in classes:
        holders, units = found.get(shares_of(each.id), (0, 0))
        right = rights[each.code]
        by_rule = {
            reckoning.VoteRule.PER_SHARE: units * right.votes_each,
            reckoning.VoteRule.PER_MEMBER: holders,
            reckoning.VoteRule.NONE: 0,
        }
        totals.append(ClassTotal(each, units, holders, by_rule[right.vote_rule]))
    return totals


def votes_of(classes: Sequence[ShareClass], held: Sequence[Holding], at: AsAt) -> Mapping[int, int]:
    """Return the votes of each holder in a vote of all classes together."""
    codes, rights = {each.id: each.code for each in classes}, _rights(classes, at)
    counted = [
        reckoning.Holding(str(each.party_id), codes[each.share_class_id], each.units)
        for each in held
        if each.share_class_id in codes
    ]
    votes = reckoning.votes_by_holder(counted, rights)
    return {int(holder): number for holder, number in votes.items()}


def changes(book_id: int, at: AsAt) -> list[tuple[date, Mapping[str, int]]]:
    """Return, for each day on which ownership changed, the shares of each kind of holder then.

    None where all who ever held shares are of one kind: then nothing can change between kinds.
    """
    if len(kinds_ever(book_id)) < MOST_ALIKE:
        return []
    held: dict[str, int] = defaultdict(int)
    found: dict[date, Mapping[str, int]] = {}
    for day, kind, change in changes_by_kind(book_id, at):
        held[kind] += change
        found[day] = {kind: units for kind, units in held.items() if units}
    steps: list[tuple[date, Mapping[str, int]]] = []
    for day, shares in found.items():
        if not steps or steps[-1][1] != shares:
            steps.append((day, shares))
    return steps


def kinds_of(party_ids: Iterable[int]) -> dict[int, str]:
    """Return the kind of each of these parties; nearly all are people, so the others are read."""
    others = select(Party.id, Party.kind).where(Party.kind != PERSON)
    kinds = {row.id: row.kind for row in db.session.execute(others)}
    return {party_id: kinds.get(party_id, PERSON) for party_id in party_ids}


def _holders(book_id: int, classes: Sequence[ShareClass], at: AsAt) -> list[_Named]:
    held = holdings(book_id, at)
    kinds, votes = kinds_of(each.party_id for each in held), votes_of(classes, held, at)
    holders: dict[int, _Sum] = defaultdict(_Sum)
    for each in held:
        holders[each.party_id].units[each.share_class_id] += each.units
    for party_id, one in holders.items():
        one.votes, one.holders = votes[party_id], 1
    return [(kinds[party_id], party_id, one) for party_id, one in holders.items()]


def _kinds(book_id: int, classes: Sequence[ShareClass], at: AsAt) -> list[_Named]:
    """Add up by kind in the database: the same as all holders together, in a fraction of time."""
    rights = _rights(classes, at)
    by_member = [
        shares_of(each.id)
        for each in classes
        if rights[each.code].vote_rule == reckoning.VoteRule.PER_MEMBER
    ]
    added = added_up(book_id, at).subquery()
    of_kind = (
        select(Party.kind, func.count(ACCOUNTS.c.party_id.distinct()).label("number"))
        .select_from(added)
        .join(ACCOUNTS, ACCOUNTS.c.id == added.c.account_id)
        .join(Party, Party.id == ACCOUNTS.c.party_id)
        .where(ACCOUNTS.c.book_id == book_id, ACCOUNTS.c.code == charts.HELD, added.c.balance != 0)
        .group_by(Party.kind)
    )
    found: dict[str, _Sum] = defaultdict(_Sum)
    for row in db.session.execute(of_kind.where(ACCOUNTS.c.unit.like(f"{SHARES}%"))):
        found[row.kind].holders = row.number
    for row in db.session.execute(of_kind.where(ACCOUNTS.c.unit.in_(by_member))):
        found[row.kind].votes += row.number  # one each, in however many such classes
    codes = {shares_of(each.id): each for each in classes}
    by_class = of_kind.add_columns(ACCOUNTS.c.unit, func.sum(added.c.balance).label("units"))
    in_classes = ACCOUNTS.c.unit.in_(list(codes))
    for row in db.session.execute(by_class.where(in_classes).group_by(ACCOUNTS.c.unit)):
        share_class, units = codes[row.unit], int(row.units)
        right = rights[share_class.code]
        found[row.kind].units[share_class.id] = units
        if right.vote_rule == reckoning.VoteRule.PER_SHARE:
            found[row.kind].votes += units * right.votes_each
    return [(kind, None, one) for kind, one in found.items()]


def _rights(classes: Sequence[ShareClass], at: AsAt) -> dict[str, VotingRights]:
    rights = {}
    for each in classes:
        terms = terms_of(each.id, at.on, known=_terms_known(each, at))
        rule = reckoning.VoteRule(str(terms.vote_rule))
        rights[each.code] = VotingRights(rule, terms.votes_each)
    return rights


def _owners(found: Sequence[_Named]) -> list[Owner]:
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
