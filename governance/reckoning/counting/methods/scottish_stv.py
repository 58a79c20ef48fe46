"""Scottish STV: the Scottish Local Government Elections Order 2011, schedule 1, rules 46 to 53.

Weighted inclusive Gregory with values truncated to five places. All sums are in whole
hundred-thousandths of a vote, so that there is nothing to round.
"""

from collections.abc import Callable, Sequence

from governance.reckoning.counting.count import UNIT, Count, Elected, Stage, Step, Tie
from governance.reckoning.counting.election import Election, Ranking
from governance.reckoning.counting.lots import is_an_order, order_from_papers
from governance.reckoning.counting.registry import Fills, Force, Shape, counting_method
from governance.reckoning.sentence import translatable


@counting_method
class ScottishSTV:
    """The single transferable vote as Scotland's councils count it."""

    name = "scottish_stv"
    title = translatable("Scottish STV")
    description = translatable(
        "Rank as many as you like. Those with enough votes are elected; what they have beyond that"
        " moves to the next choice, and whoever has fewest drops out, until every seat is filled."
    )
    source = "SSI 2011/399, schedule 1, rules 46 to 53"
    shape = Shape.RANK
    force = Force.BINDING
    fills = Fills.SEATS

    def count(self, election: Election, *, lot_order: Sequence[int] | None = None) -> Count:
        """Count the papers; of candidates tied by lot the earlier in `lot_order` stands higher."""
        if lot_order is not None and not is_an_order(lot_order, candidates=election.candidates):
            raise ValueError("A lot order names every candidate once.")
        table = _CountingTable(election, lot_order)
        if len(election.standing) <= election.seats:
            table.elect(election.standing)  # Nobody stands against them: seats may stay vacant.
        else:
            table.run()
        return table.outcome(self.name)


class _CountingTable:
    """The piles of papers on the table. A distinct ranking is one entry and is moved as one."""

    def __init__(self, election: Election, lot_order: Sequence[int] | None) -> None:
        self.election = election
        self.rankings: list[Ranking] = list(election.countable)
        self.numbers = list(election.countable.values())
        self.values = [UNIT] * len(self.rankings)
        self.places = [0] * len(self.rankings)  # Where in its ranking the paper lies now.
        self.piles: list[list[int]] = [[] for _ in range(election.candidates + 1)]
        self.votes = [0] * (election.candidates + 1)
        self.is_continuing = [False] * (election.candidates + 1)
        for candidate in election.standing:
            self.is_continuing[candidate] = True
        self.quota: int | None = None
        self.elected: list[Elected] = []
        self.with_surplus: set[int] = set()
        self.stages: list[Stage] = []
        self.ties: list[Tie] = []
        self.lot_order = tuple(lot_order) if lot_order is not None else None

    def run(self) -> None:
        """Stage by stage until every seat is filled."""
        self.first_preferences()
        while len(self.elected) < self.election.seats:
            if self.with_surplus:
                self.transfer_surplus(self.largest_surplus())
            else:
                self.exclude(self.fewest())

    def first_preferences(self) -> None:
        """Sort the papers by first preference and fix the quota. Rules 46 and 47."""
        for paper, ranking in enumerate(self.rankings):
            self.piles[ranking[0]].append(paper)
            self.votes[ranking[0]] += UNIT * self.numbers[paper]
        self.quota = UNIT * (self.election.valid // (self.election.seats + 1) + 1)
        self.close_stage(Step.FIRST_PREFERENCES)

    def close_stage(self, step: Step, *candidates: int) -> None:
        """Write the stage down; elect who has the quota, then who is left for the last seats."""
        self.record(step, candidates)
        assert self.quota is not None, "the quota is fixed at the first stage"
        reached = [each for each in self.continuing() if self.votes[each] >= self.quota]
        self.elect(reached)  # Rule 48.
        self.with_surplus |= {each for each in reached if self.votes[each] > self.quota}
        if len(self.continuing()) == self.election.seats - len(self.elected):
            self.elect(self.continuing())  # Rule 53: no further transfer is made.

    def elect(self, candidates: Sequence[int]) -> None:
        """Deem candidates elected, the one with most votes first."""
        stage = max(len(self.stages), 1)
        for candidate in sorted(candidates, key=lambda each: (-self.votes[each], each)):
            self.elected.append(Elected(candidate, stage))
            self.is_continuing[candidate] = False

    def transfer_surplus(self, candidate: int) -> None:
        """Pass on what one candidate has beyond the quota, in all their papers. Rule 49."""
        assert self.quota is not None, "the quota is fixed at the first stage"
        total = self.votes[candidate]
        surplus = total - self.quota
        self.with_surplus.remove(candidate)
        self.transfer(candidate, lambda value: surplus * value // total)
        self.votes[candidate] = self.quota
        self.close_stage(Step.SURPLUS, candidate)

    def exclude(self, candidate: int) -> None:
        """Pass on all papers of the candidate with the fewest votes, as they are. Rule 51."""
        self.is_continuing[candidate] = False
        self.transfer(candidate, lambda value: value)
        self.votes[candidate] = 0
        self.close_stage(Step.EXCLUDE, candidate)

    def transfer(self, candidate: int, revalued: Callable[[int], int]) -> None:
        """Move each paper to its next preference among continuing candidates, at its new value."""
        is_continuing, piles, votes = self.is_continuing, self.piles, self.votes
        new_values: dict[int, int] = {}
        for paper in piles[candidate]:
            ranking = self.rankings[paper]
            for place in range(self.places[paper] + 1, len(ranking)):
                if is_continuing[ranking[place]]:
                    break
            else:
                continue  # No further preference: not transferable.
            old_value = self.values[paper]
            if old_value not in new_values:
                new_values[old_value] = revalued(old_value)
            value = self.values[paper] = new_values[old_value]
            self.places[paper] = place
            piles[ranking[place]].append(paper)
            votes[ranking[place]] += value * self.numbers[paper]
        piles[candidate] = []

    def largest_surplus(self) -> int:
        """Return whose surplus goes first: most votes, now or at the latest difference. Rule 50."""
        most = max(self.votes[each] for each in self.with_surplus)
        tied = [each for each in sorted(self.with_surplus) if self.votes[each] == most]
        return self.chosen(tied, Step.SURPLUS, max(map(self.history, tied)))

    def fewest(self) -> int:
        """Return who is excluded: fewest votes, now or at the latest difference. Rule 52."""
        continuing = self.continuing()
        least = min(self.votes[each] for each in continuing)
        tied = [each for each in continuing if self.votes[each] == least]
        return self.chosen(tied, Step.EXCLUDE, min(map(self.history, tied)))

    def chosen(self, tied: Sequence[int], step: Step, history: tuple[int, ...]) -> int:
        """Return the one of the tied with that history; if several, the lot says which."""
        if len(tied) == 1:
            return tied[0]
        alike = tuple(each for each in tied if self.history(each) == history)
        choice = alike[0]
        if len(alike) > 1:
            by_lot = sorted(alike, key=self.lots().index)
            choice = by_lot[0] if step == Step.SURPLUS else by_lot[-1]
        drawn = alike if len(alike) > 1 else ()
        self.ties.append(Tie(len(self.stages) + 1, step, tuple(tied), drawn, choice))
        return choice

    def lots(self) -> tuple[int, ...]:
        """Return the lot order, drawn from the papers when it is first needed."""
        if self.lot_order is None:
            self.lot_order = order_from_papers(self.election)
        return self.lot_order

    def history(self, candidate: int) -> tuple[int, ...]:
        """Return a candidate's votes after each stage so far, the latest first."""
        return tuple(stage.votes[candidate - 1] for stage in reversed(self.stages))

    def continuing(self) -> list[int]:
        """Return the candidates neither elected nor excluded."""
        return [each for each in self.election.standing if self.is_continuing[each]]

    def record(self, step: Step, candidates: tuple[int, ...]) -> None:
        """Write down the stage. What no candidate holds is not transferable."""
        held = tuple(self.votes[1:])
        lost = self.election.valid * UNIT - sum(held)
        self.stages.append(Stage(step, candidates, held, lost))

    def outcome(self, method: str) -> Count:
        """Return the whole count."""
        election = self.election
        return Count(
            method=method,
            candidates=election.candidates,
            seats=election.seats,
            withdrawn=election.withdrawn,
            valid=election.valid,
            blank=election.blank,
            quota=self.quota,
            elected=tuple(self.elected),
            stages=tuple(self.stages),
            ties=tuple(self.ties),
            lot_order=self.lot_order,
        )
