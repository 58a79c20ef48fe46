"""ERS97 once more, written from the booklet's text to be plain and slow.

Every paper is its own object, values are Fractions, sums are made anew each time they are asked
for. It shares nothing with the program but the meaning of the lot order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

HUNDREDTH = Fraction(1, 100)
Votes = list[Fraction]
Tie = tuple[int, str, tuple[int, ...], tuple[int, ...], int]


@dataclass
class Paper:
    preferences: tuple[int, ...]
    value: Fraction = Fraction(1)
    holder: int | None = None
    arrived: int = 0


@dataclass
class SlowERS97:
    candidates: int
    seats: int
    papers: dict[tuple[int, ...], int]
    lot_order: Sequence[int]
    elected: list[tuple[int, int]] = field(default_factory=list)
    stages: list[tuple[str, Votes, Fraction]] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.everyone = list(range(1, self.candidates + 1))
        self.table = [
            Paper(ranking) for ranking, n in self.papers.items() for _ in range(n) if ranking
        ]
        self.valid = Fraction(len(self.table))
        self.excluded: set[int] = set()
        self.reduced: dict[int, Fraction] = {}  # To the quota, once the surplus is gone.
        self.points: list[Votes] = []
        self.number = 1
        if self.candidates <= self.seats:
            self.elected = [(c, 1) for c in self.everyone]
        else:
            self.go()

    # What there is.

    def vote(self, candidate: int) -> Fraction:
        held = sum((p.value for p in self.table if p.holder == candidate), Fraction(0))
        return self.reduced.get(candidate, held)

    def votes(self) -> Votes:
        return [self.vote(c) for c in self.everyone]

    def is_elected(self, candidate: int) -> bool:
        return candidate in [c for c, _ in self.elected]

    def continuing(self) -> list[int]:
        return [c for c in self.everyone if not self.is_elected(c) and c not in self.excluded]

    def places(self) -> int:
        return self.seats - len(self.elected)

    def non_transferable(self) -> Fraction:
        return self.valid - sum(self.votes())

    def active(self) -> Fraction:  # 5.6.1
        credited = sum((min(self.vote(c), self.quota) for c, _ in self.elected), Fraction(0))
        return self.valid - self.non_transferable() - credited

    def next_for(self, paper: Paper) -> int | None:
        after = paper.preferences.index(paper.holder) + 1 if paper.holder else 0
        return next((c for c in paper.preferences[after:] if c in self.continuing()), None)

    def past(self, candidate: int) -> Votes:
        return [votes[candidate - 1] for votes in self.points]

    # What is done.

    def go(self) -> None:
        for paper in self.table:
            paper.holder = paper.preferences[0]
        self.set_quota()
        self.after_batch()
        self.close("first preferences")
        while self.places():
            surpluses = {
                c: self.vote(c) - self.quota for c, _ in self.elected if self.vote(c) > self.quota
            }
            together = self.together(sum(surpluses.values(), Fraction(0)))
            if surpluses and not together:  # 5.2.2: no reason to defer
                largest = max(surpluses.values())
                equal = sorted(c for c in surpluses if surpluses[c] == largest)
                self.pass_on_surplus(self.choose(equal, "surplus", best=max))
            else:
                going = together or [self.one_of_the_fewest(self.continuing())]
                rest = [c for c in self.continuing() if c not in going]
                nothing = together and not sum(map(self.vote, together)) and not surpluses
                if nothing and len(rest) > self.places():
                    # One of equals has no more than the next of them.
                    going = sorted([*going, self.one_of_the_fewest(rest)])
                self.exclude(going)

    def set_quota(self) -> None:  # 5.1.6, 5.4.8
        exact = (self.valid - (self.non_transferable() if self.points else 0)) / (self.seats + 1)
        self.quota = ceil(exact / HUNDREDTH) * HUNDREDTH

    def together(self, deferred: Fraction) -> list[int]:  # 5.2.5, and with it 5.2.2 (a) and (b)
        order = sorted(self.continuing(), key=self.vote)
        possible = []
        for count in range(1, len(order) - self.places() + 1):
            below, above = order[:count], self.vote(order[count])
            fits = sum(map(self.vote, below), deferred) <= above
            if fits and all(self.vote(c) < above for c in below):
                possible = below
        return sorted(possible)

    def one_of_the_fewest(self, among: list[int]) -> int:
        fewest = min(map(self.vote, among))
        equal = [c for c in among if self.vote(c) == fewest]
        return self.choose(equal, "exclude", best=min)

    def choose(self, equal: list[int], what: str, *, best) -> int:  # 5.2.3, 5.2.5
        if len(equal) == 1:
            return equal[0]
        left = equal
        for votes in self.points:
            mark = best(votes[c - 1] for c in left)
            left = [c for c in left if votes[c - 1] == mark]
        drawn = sorted(left, key=list(self.lot_order).index)
        chosen = drawn[-1] if what == "exclude" else drawn[0]
        lot = tuple(sorted(left)) if len(left) > 1 else ()
        self.ties.append((self.number, what, tuple(equal), lot, chosen))
        return chosen

    def pass_on_surplus(self, candidate: int) -> None:  # 5.3
        surplus = self.vote(candidate) - self.quota
        pile = [p for p in self.table if p.holder == candidate]
        last = max(p.arrived for p in pile)
        batch = [p for p in pile if p.arrived == last]
        going = [(p, self.next_for(p)) for p in batch if self.next_for(p)]
        total = sum((p.value for p, _ in going), Fraction(0))
        for paper, target in going:
            if total > surplus:
                paper.value = floor(surplus / len(going) / HUNDREDTH) * HUNDREDTH
            paper.holder, paper.arrived = target, len(self.points)
        self.reduced[candidate] = self.quota
        self.after_batch()
        self.close(f"surplus {candidate}")

    def exclude(self, candidates: list[int]) -> None:  # 5.4, 5.5.1
        action = " ".join(["exclude", *map(str, sorted(candidates))])
        self.excluded.update(candidates)
        if len(self.continuing()) == self.places():
            self.stages.append((action, self.votes(), self.quota))
            self.elected += [(c, self.number) for c in self.continuing()]
            return
        while any(p.holder in candidates for p in self.table) and self.places():
            highest = max(p.value for p in self.table if p.holder in candidates)
            batch = [p for p in self.table if p.holder in candidates and p.value == highest]
            targets = [self.next_for(p) for p in batch]
            for paper, target in zip(batch, targets, strict=True):
                paper.holder, paper.arrived = target, len(self.points)
            if not self.elected:
                self.set_quota()
            self.after_batch()
        self.close(action)

    def after_batch(self) -> None:  # 5.1.7, 5.3.13, 5.4.9
        self.points.append(self.votes())
        while self.places() and self.continuing():
            most = max(map(self.vote, self.continuing()))
            share = self.active() / (self.places() + 1)
            if most == 0 or (most < self.quota and most < share):
                return
            equal = [c for c in self.continuing() if self.vote(c) == most]
            if len(equal) > self.places():  # 5.6.2
                ahead = max(map(self.past, equal))
                first = [c for c in equal if self.past(c) == ahead]
                if len(first) > self.places():
                    return
                for c in first:
                    left = tuple(e for e in equal if e not in first or e >= c)
                    self.ties.append((self.number, "elect", left, (), c))
                equal = first
            self.elected += [(c, self.number) for c in equal]

    def close(self, action: str) -> None:
        self.stages.append((action, self.votes(), self.quota))
        self.number += 1
