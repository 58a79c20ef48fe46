"""Meek's method as New Zealand counts it, once more, written to be plain and slow.

Schedule 1A of the Local Electoral Regulations 2001, clause by clause, in Fractions cut or raised
to nine places. It shares nothing with the program but the meaning of the lot order.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

NINE_PLACES = 10**9
LEAST = Fraction(1, NINE_PLACES)
LITTLE = Fraction(1, 10_000)


def _down(exact: Fraction) -> Fraction:
    return Fraction(floor(exact * NINE_PLACES), NINE_PLACES)


def _up(exact: Fraction) -> Fraction:
    return Fraction(ceil(exact * NINE_PLACES), NINE_PLACES)


class SlowMeek:
    def __init__(
        self,
        candidates: int,
        vacancies: int,
        papers: dict[tuple[int, ...], int],
        lot_order: Sequence[int],
    ) -> None:
        self.everyone = list(range(1, candidates + 1))
        self.vacancies = vacancies
        self.papers = {ranking: number for ranking, number in papers.items() if ranking}
        self.lot_order = list(lot_order)
        self.status = dict.fromkeys(self.everyone, "hopeful")
        self.keep = dict.fromkeys(self.everyone, Fraction(1))
        self.elected: list[tuple[int, int]] = []
        self.stages: list[tuple[str, list[Fraction], Fraction, list[Fraction]]] = []
        self.ties: list[tuple[int, str, tuple[int, ...], tuple[int, ...], int]] = []
        self.steps: list[dict[int, Fraction]] = []
        self.action = "first preferences"
        if candidates <= vacancies:
            self.elected = [(c, 1) for c in self.everyone]
        else:
            self.go()

    def those(self, status: str) -> list[int]:
        return [c for c in self.everyone if self.status[c] == status]

    def allocate(self) -> None:  # clause 10
        self.used = dict(self.keep)
        self.votes = dict.fromkeys(self.everyone, Fraction(0))
        self.not_transferable = Fraction(0)
        for paper, number in self.papers.items():
            left = Fraction(1)
            for candidate in paper:
                kept = _up(left * self.keep[candidate])
                self.votes[candidate] += kept * number
                left -= kept
            self.not_transferable += left * number
        self.steps.append(self.votes)

    def set_quota(self) -> None:  # clauses 5 and 11
        share = (sum(self.papers.values()) - self.not_transferable) / (self.vacancies + 1)
        self.quota = _down(share + LEAST)

    def is_complete(self) -> bool:  # clause 3
        found = len(self.those("successful"))
        return found == self.vacancies or found + len(self.those("hopeful")) == self.vacancies

    def go(self) -> None:
        self.allocate()
        self.set_quota()
        self.close(self.succeed())
        while not self.is_complete():
            used = dict(self.used)
            self.set_keep_values()
            self.allocate()
            self.set_quota()
            news = self.succeed()
            if self.is_complete():
                self.close(news)
                return
            is_time = self.is_time_to_exclude(self.keep != used)
            has_moved = self.action.startswith("exclude") or self.keep != self.closed_keep
            if (news or is_time) and has_moved:
                self.close(news)
            if is_time:
                loser = self.loser()
                self.status[loser] = "excluded"
                self.action = f"exclude {loser}"
                if self.is_complete():
                    self.stages.append((self.action, *self.stages[-1][1:]))
                    self.fill(len(self.stages))
                self.keep[loser] = Fraction(0)

    def set_keep_values(self) -> None:  # clauses 7 to 9 and 17
        for candidate in self.those("successful"):
            if self.votes[candidate] > self.quota:
                product = _up(self.quota * self.keep[candidate])
                updated = _up(product / self.votes[candidate])
                self.keep[candidate] = min(self.keep[candidate], updated)

    def succeed(self) -> list[int]:  # clauses 6 and 12
        news = [c for c in self.those("hopeful") if self.votes[c] >= self.quota]
        for candidate in news:
            self.status[candidate] = "successful"
        return news

    def is_time_to_exclude(self, anything_changed: bool) -> bool:  # clauses 13 and 23
        over = [self.votes[c] - self.quota for c in self.those("successful")]
        surplus = sum((each for each in over if each > 0), Fraction(0))
        least, next_above = sorted(self.votes[c] for c in self.those("hopeful"))[:2]
        return least + surplus < next_above or surplus < LITTLE or not anything_changed

    def loser(self) -> int:  # clauses 19 and 40
        least = min(self.votes[c] for c in self.those("hopeful"))
        equal = [c for c in self.those("hopeful") if self.votes[c] == least]
        if len(equal) == 1:
            return equal[0]
        left = equal
        for votes in self.steps:
            fewest = min(votes[c] for c in left)
            left = [c for c in left if votes[c] == fewest]
        chosen = max(left, key=self.lot_order.index)
        drawn = tuple(left) if len(left) > 1 else ()
        self.ties.append((len(self.stages) + 1, "exclude", tuple(equal), drawn, chosen))
        return chosen

    def close(self, news: list[int]) -> None:
        votes = [self.votes[c] for c in self.everyone]
        self.stages.append((self.action, votes, self.quota, list(self.keep.values())))
        self.closed_keep = dict(self.keep)
        self.elected += [(c, len(self.stages)) for c in news]
        self.action = " ".join(["surplus", *map(str, self.those("successful"))])
        if self.is_complete():
            self.fill(len(self.stages))

    def fill(self, stage: int) -> None:
        if len(self.those("successful")) < self.vacancies:
            for candidate in self.those("hopeful"):
                self.status[candidate] = "successful"
                self.elected.append((candidate, stage))
