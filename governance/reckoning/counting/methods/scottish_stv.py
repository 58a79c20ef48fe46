"""Scottish STV: the Scottish Local Government Elections Order 2011, schedule 1, rules 46 to 53.

Weighted inclusive Gregory with values truncated to five places. All sums are in whole
hundred-thousandths of a vote, so that there is nothing to round.
"""

from collections.abc import Callable, Sequence

from governance.reckoning.counting.count import UNIT, Count, Stage, Step
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.registry import Fills, Force, Shape, counting_method
from governance.reckoning.counting.table import CountingTable, Papers
from governance.reckoning.sentence import translatable


@counting_method
class ScottishSTV:
    """The single transferable vote as Scotland's councils count it.

    The quota is the valid papers divided by one more than the seats, plus one, and stays. Of a
    candidate with more, all papers move on at a reduced value, one candidate's a stage and the
    largest surplus first; when nobody has more than the quota, the one with the fewest votes is
    excluded. Those who are equal are told apart by the latest earlier stage, else by lot.
    """

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
        return ScottishTable(election, lot_order).count(self.name)


class ScottishTable(CountingTable):
    """The piles of papers on the table, as the Order has them moved."""

    unit = UNIT

    def __init__(self, election: Election, lot_order: Sequence[int] | None) -> None:
        super().__init__(election, lot_order)
        self.papers = Papers(election, value=UNIT)
        self.piles: list[list[int]] = [[] for _ in range(election.candidates + 1)]
        self.with_surplus: set[int] = set()

    def run(self) -> None:
        """Go stage by stage until every seat is filled."""
        self.first_preferences()
        while self.vacancies:
            if self.with_surplus:  # Rule 50: most votes, now or at the latest difference.
                self.transfer_surplus(self.highest(sorted(self.with_surplus), Step.SURPLUS))
            else:  # Rule 52: fewest votes, now or at the latest difference.
                self.exclude(self.lowest(self.continuing(), Step.EXCLUDE))

    def first_preferences(self) -> None:
        """Sort the papers by first preference and fix the quota. Rules 46 and 47."""
        piles, votes = self.piles, self.votes
        for paper, ranking in enumerate(self.papers.rankings):
            piles[ranking[0]].append(paper)
            votes[ranking[0]] += UNIT * self.papers.numbers[paper]
        self.quota = UNIT * (self.election.valid // (self.election.seats + 1) + 1)
        self.first_quota = self.quota
        self.close_stage(Step.FIRST_PREFERENCES)

    def close_stage(self, step: Step, *candidates: int) -> None:
        """Write the stage down; elect who has the quota, then who is left for the last seats."""
        held = tuple(self.votes[1:])
        self.stages.append(Stage(step, candidates, held, self.nontransferable()))
        reached = [each for each in self.continuing() if self.votes[each] >= self.quota]
        self.elect(reached)  # Rule 48.
        self.with_surplus |= {each for each in reached if self.votes[each] > self.quota}
        if len(self.continuing()) == self.vacancies:
            self.elect(self.continuing())  # Rule 53: no further transfer is made.

    def transfer_surplus(self, candidate: int) -> None:
        """Pass on what one candidate has beyond the quota, in all their papers. Rule 49."""
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
        rankings, numbers = self.papers.rankings, self.papers.numbers
        values, places = self.papers.values, self.papers.places
        new_values: dict[int, int] = {}
        for paper in piles[candidate]:
            ranking = rankings[paper]
            for place in range(places[paper] + 1, len(ranking)):
                if is_continuing[ranking[place]]:
                    break
            else:
                continue  # No further preference: not transferable.
            old_value = values[paper]
            if old_value not in new_values:
                new_values[old_value] = revalued(old_value)
            value = values[paper] = new_values[old_value]
            places[paper] = place
            piles[ranking[place]].append(paper)
            votes[ranking[place]] += value * numbers[paper]
        piles[candidate] = []

    def history(self, candidate: int) -> tuple[int, ...]:
        """Return a candidate's votes after each stage so far, the latest first. Rules 50, 52."""
        return tuple(stage.votes[candidate - 1] for stage in reversed(self.stages))
