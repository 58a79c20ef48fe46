"""Scottish STV: the Scottish Local Government Elections Order 2011, schedule 1, rules 46 to 53.

Weighted inclusive Gregory with values truncated to five places. All sums are in whole
hundred-thousandths of a vote, so that there is nothing to round.
"""

from collections.abc import Callable, Iterable, Sequence

from governance.reckoning.counting.count import UNIT, Count, Stage, Step
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.lines import Line, without
from governance.reckoning.counting.registry import Fills, Force, Shape, counting_method
from governance.reckoning.counting.table import CountingTable
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


Batch = tuple[list[Line], list[int]]  # rankings, and how many papers bear each


class ScottishTable(CountingTable):
    """The piles of papers on the table, as the Order has them moved.

    A pile is sorted by the value of its papers; each ranking stands there as far as it still says
    something, its holder first.
    """

    unit = UNIT

    def __init__(self, election: Election, lot_order: Sequence[int] | None) -> None:
        super().__init__(election, lot_order)
        self.piles: list[dict[int, Batch]] = [{} for _ in range(election.candidates + 1)]
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
        self.sort(self.election.lines, self.election.countable.values(), value=UNIT)
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
        gone = [each for each in self.election.standing if not self.is_continuing[each]]
        for value, (lines, numbers) in self.piles[candidate].items():
            self.sort(without(gone, lines), numbers, value=revalued(value))
        self.piles[candidate] = {}

    def sort(self, lines: Iterable[Line], numbers: Iterable[int], *, value: int) -> None:
        """Put papers of one value on the piles of those whom they name first, and add them up."""
        batches: dict[int, Batch] = {each: ([], []) for each in self.continuing()}
        for line, number in zip(lines, numbers, strict=False):
            if line:  # Else it has no further preference: not transferable.
                its_lines, its_numbers = batches[line[0]]
                its_lines.append(line)
                its_numbers.append(number)
        for candidate, (its_lines, its_numbers) in batches.items():
            held_lines, held_numbers = self.piles[candidate].setdefault(value, ([], []))
            held_lines += its_lines
            held_numbers += its_numbers
            self.votes[candidate] += value * sum(its_numbers)

    def history(self, candidate: int) -> tuple[int, ...]:
        """Return a candidate's votes after each stage so far, the latest first. Rules 50, 52."""
        return tuple(stage.votes[candidate - 1] for stage in reversed(self.stages))
