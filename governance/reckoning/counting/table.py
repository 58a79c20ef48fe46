"""The table at which a count in stages is done: who is elected, what is written down, the ties."""

from collections.abc import Callable, Sequence

from governance.reckoning.counting.count import Count, Elected, Stage, Step, Tie
from governance.reckoning.counting.election import Election, Ranking
from governance.reckoning.counting.lots import is_an_order, order_from_papers

History = Callable[[int], tuple[int, ...]]


class CountingTable:
    """What the counts in stages have in common; a method adds how its papers move.

    Votes are in `unit`; lists are by the candidate's number. `history` of a candidate are the
    votes by which ties are decided, those that count first in front.
    """

    unit: int

    def __init__(self, election: Election, lot_order: Sequence[int] | None) -> None:
        if lot_order is not None and not is_an_order(lot_order, candidates=election.candidates):
            raise ValueError("A lot order names every candidate once.")
        self.election = election
        self.votes = [0] * (election.candidates + 1)
        self.is_continuing = [False] * (election.candidates + 1)
        for candidate in election.standing:
            self.is_continuing[candidate] = True
        self.quota: int = 0
        self.first_quota: int | None = None
        self.elected: list[Elected] = []
        self.stages: list[Stage] = []
        self.ties: list[Tie] = []
        self.lot_order = tuple(lot_order) if lot_order is not None else None

    def count(self, method: str) -> Count:
        """Count, if anybody stands against the seats, and return the whole count."""
        if len(self.election.standing) <= self.election.seats:
            self.elect(self.election.standing)  # Nobody stands against them: seats may stay vacant.
        else:
            self.run()
        return self.outcome(method)

    def run(self) -> None:
        """Go stage by stage until every seat is filled."""
        raise NotImplementedError

    def history(self, candidate: int) -> tuple[int, ...]:
        """Return a candidate's votes at the points by which a tie is decided, in order."""
        raise NotImplementedError

    @property
    def vacancies(self) -> int:
        """The seats that are not filled yet."""
        return self.election.seats - len(self.elected)

    def continuing(self) -> list[int]:
        """Return the candidates neither elected nor excluded."""
        return [each for each in self.election.standing if self.is_continuing[each]]

    def elect(self, candidates: Sequence[int], *, at: int | None = None) -> None:
        """Deem candidates elected at the last stage or at that one, those with most votes first."""
        stage = at or max(len(self.stages), 1)
        for candidate in sorted(candidates, key=lambda each: (-self.votes[each], each)):
            self.elected.append(Elected(candidate, stage))
            self.is_continuing[candidate] = False

    def highest(self, candidates: Sequence[int], step: Step) -> int:
        """Return the one with most votes; if equal, by history, else by lot."""
        most = max(self.votes[each] for each in candidates)
        tied = [each for each in candidates if self.votes[each] == most]
        return self._chosen(tied, step, max)

    def lowest(self, candidates: Sequence[int], step: Step) -> int:
        """Return the one with fewest votes; if equal, by history, else by lot."""
        least = min(self.votes[each] for each in candidates)
        tied = [each for each in candidates if self.votes[each] == least]
        return self._chosen(tied, step, min)

    def _chosen(self, tied: Sequence[int], step: Step, best: Callable[..., tuple[int, ...]]) -> int:
        if len(tied) == 1:
            return tied[0]
        histories = {each: self.history(each) for each in sorted(tied)}
        decisive = best(histories.values())
        alike = tuple(each for each, history in histories.items() if history == decisive)
        choice = alike[0]
        if len(alike) > 1:
            by_lot = sorted(alike, key=self.lots().index)
            choice = by_lot[-1] if best is min else by_lot[0]
        drawn = alike if len(alike) > 1 else ()
        self.ties.append(Tie(len(self.stages) + 1, step, tuple(histories), drawn, choice))
        return choice

    def lots(self) -> tuple[int, ...]:
        """Return the lot order, drawn from the papers when it is first needed."""
        if self.lot_order is None:
            self.lot_order = order_from_papers(self.election)
        return self.lot_order

    def nontransferable(self) -> int:
        """Return the votes that no candidate holds."""
        return self.election.valid * self.unit - sum(self.votes)

    def outcome(self, method: str) -> Count:
        """Return the whole count as it stands."""
        election = self.election
        return Count(
            method=method,
            candidates=election.candidates,
            seats=election.seats,
            withdrawn=election.withdrawn,
            valid=election.valid,
            blank=election.blank,
            quota=self.first_quota,
            elected=tuple(self.elected),
            stages=tuple(self.stages),
            ties=tuple(self.ties),
            lot_order=self.lot_order,
            unit=self.unit,
        )


class Papers:
    """The papers on the table. A distinct ranking is one entry and is moved as one."""

    def __init__(self, election: Election, *, value: int) -> None:
        self.rankings: list[Ranking] = list(election.countable)
        self.numbers = list(election.countable.values())
        self.values = [value] * len(self.rankings)
        self.places = [0] * len(self.rankings)  # Where in its ranking the paper lies now.
