"""Meek's method as New Zealand counts it: Local Electoral Regulations 2001, schedule 1A, part 1.

All sums are in whole billionths of a vote. Of each paper a candidate keeps a part, raised to nine
places, and what is left goes on: so no paper counts for more than one vote. (Clause 10 would raise
what is left as well; New Zealand's own calculator does not.)
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from governance.reckoning.counting.count import Count, Stage, Step
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.registry import Fills, Force, Shape, counting_method
from governance.reckoning.counting.table import CountingTable, Papers
from governance.reckoning.sentence import translatable

BILLIONTHS = 1_000_000_000  # Clauses 5, 7 and 10: to nine decimal digits.
LITTLE = BILLIONTHS // 10_000  # Clause 13: so little surplus is none.

Path: TypeAlias = tuple[int, ...]  # Whom a paper passes, down to the first who is hopeful.


@counting_method
class MeekSTV:
    """The single transferable vote by Meek's method, as New Zealand's councils count it.

    Every candidate keeps a part of each vote that reaches them: all of it at first, none once they
    are excluded, and whoever is elected just so much that the quota is left. The rest goes on to
    the next choice, elected or not. The parts and the quota are worked out again and again until
    hardly any surplus is left or the lowest cannot be saved by it; then the lowest is excluded. It
    cannot be done by hand. Those who are equal are told apart by the first step of the count at
    which they differed, else by lot.
    """

    name = "meek_stv"
    title = translatable("Meek STV (New Zealand)")
    description = translatable(
        "Rank as many as you like. The single transferable vote worked out by a computer alone:"
        " those elected keep just the part of each vote that they need, and the rest moves on."
    )
    source = "SR (New Zealand) 2001/145, schedule 1A, clauses 3 to 23 and 40"
    shape = Shape.RANK
    force = Force.BINDING
    fills = Fills.SEATS

    def count(self, election: Election, *, lot_order: Sequence[int] | None = None) -> Count:
        """Count the papers; of candidates tied by lot the earlier in `lot_order` stands higher."""
        return _KeepTable(election, lot_order).count(self.name)


class _KeepTable(CountingTable):
    """What everybody keeps, and the papers by the path that they take. `is_continuing`: hopeful."""

    unit = BILLIONTHS

    def __init__(self, election: Election, lot_order: Sequence[int] | None) -> None:
        super().__init__(election, lot_order)
        self.papers = Papers(election, value=BILLIONTHS)
        self.papers.places = [-1] * len(self.papers.rankings)
        self.paths: dict[Path, list[int]] = {(): list(range(len(self.papers.rankings)))}
        self.weights: dict[Path, int] = {}  # How many papers take a path.
        self.keep = [BILLIONTHS] * (election.candidates + 1)
        self.used = list(self.keep)  # By which the votes were last allocated.
        self.gone: set[int] = set(election.withdrawn)
        self.points: list[tuple[int, ...]] = []  # The votes after each step.
        self.doing = (Step.FIRST_PREFERENCES, tuple[int, ...]())

    def run(self) -> None:
        """Go step by step until the count is complete. Clauses 3 and 18."""
        self.find_paths()
        self.allocate()
        self.first_quota = self.quota
        self.close_stage(self.reached())
        while self.vacancies:
            self.take_a_step()

    def take_a_step(self) -> None:
        """Work out what everybody keeps, allocate, elect and exclude. Clauses 7 to 17."""
        used = self.used
        self.set_keep_values()
        self.allocate()
        reached = self.reached()
        is_complete = len(reached) == self.vacancies
        excludes = not is_complete and self.is_time_to_exclude(reached, self.used != used)
        if reached or (excludes and self.has_moved()):
            self.close_stage(reached)
        if excludes and self.vacancies:
            self.exclude(self.lowest(self.continuing(), Step.EXCLUDE))

    def has_moved(self) -> bool:
        """Whether a vote may have moved since the last stage was written down."""
        return self.doing[0] is Step.EXCLUDE or list(self.stages[-1].keep) != self.keep[1:]

    def set_keep_values(self) -> None:
        """Let the elected keep what leaves them the quota. Clauses 7 and 17."""
        for candidate in (each.candidate for each in self.elected):
            votes, keep = self.votes[candidate], self.keep[candidate]
            if votes > self.quota:
                product = -(-self.quota * keep // BILLIONTHS)
                self.keep[candidate] = min(keep, -(-product * BILLIONTHS // votes))

    def allocate(self) -> None:
        """Share every paper out along its path and work out the quota. Clauses 5, 10 and 11."""
        keep, votes = self.keep, [0] * len(self.votes)
        for path, papers in self.weights.items():
            left = BILLIONTHS
            for candidate in path:
                part = -(-left * keep[candidate] // BILLIONTHS)
                votes[candidate] += part * papers
                left -= part
        self.votes = votes
        self.quota = sum(self.votes) // (self.election.seats + 1) + 1
        self.used = list(self.keep)
        self.points.append(tuple(self.votes[1:]))

    def reached(self) -> list[int]:
        """Return the hopeful who have the quota. Clauses 6 and 12."""
        return [each for each in self.continuing() if self.votes[each] >= self.quota]

    def is_time_to_exclude(self, reached: Sequence[int], has_changed: bool) -> bool:
        """Whether hardly a surplus is left, or it cannot save the lowest. Clauses 13 and 23.

        Where a step changes nothing any more, the surplus is as small as nine places let it be.
        """
        successful = [each.candidate for each in self.elected] + list(reached)
        surplus = sum(max(0, self.votes[each] - self.quota) for each in successful)
        hopeful = sorted(self.votes[each] for each in self.continuing() if each not in reached)
        return surplus < LITTLE or not has_changed or hopeful[0] + surplus < hopeful[1]

    def exclude(self, candidate: int) -> None:
        """Let a candidate keep nothing; elect the hopeful if they are just enough. Clause 3."""
        self.is_continuing[candidate] = False
        self.doing = (Step.EXCLUDE, (candidate,))
        if len(self.continuing()) == self.vacancies:
            self.elect(self.continuing(), at=len(self.stages) + 1)
            self.write_stage(())
            return
        self.keep[candidate] = 0
        self.find_paths()

    def close_stage(self, reached: Sequence[int]) -> None:
        """Write down what was done; elect those who have the quota, or all who are left."""
        self.write_stage(self.moves() if self.stages else ())
        self.elect(reached)
        if len(self.continuing()) == self.vacancies:
            self.elect(self.continuing())  # Clause 3.
        self.gone.update(self.doing[1] if self.doing[0] is Step.EXCLUDE else ())
        self.doing = (Step.SURPLUS, tuple(sorted(each.candidate for each in self.elected)))
        self.find_paths()

    def write_stage(self, moves: tuple[tuple[int, int, int], ...]) -> None:
        """Write the stage down."""
        step, candidates = self.doing
        self.stages.append(
            Stage(
                step,
                candidates,
                tuple(self.votes[1:]),
                self.nontransferable(),
                quota=self.quota,
                keep=tuple(self.used[1:]),
                moves=moves,
            )
        )

    def moves(self) -> tuple[tuple[int, int, int], ...]:
        """Return whose votes went to whom since the last stage, paper by paper."""
        before = [0, *self.stages[-1].keep]
        changed = {each for each in self.election.standing if before[each] != self.keep[each]}
        moved: dict[tuple[int, int], int] = {}
        for path, papers in self.weights.items():
            if changed.isdisjoint(path):
                continue
            for source, target, votes in _shifts(path, before, self.keep):
                moved[source, target] = moved.get((source, target), 0) + votes * papers
        return tuple((*pair, votes) for pair, votes in sorted(moved.items()))

    def find_paths(self) -> None:
        """Lead each paper on to the first hopeful candidate, and put equal paths together."""
        found: dict[Path, list[int]] = {}
        for path, papers in self.paths.items():
            kept = tuple(each for each in path if each not in self.gone)
            if path and self.is_continuing[path[-1]]:
                found.setdefault(kept, []).extend(papers)
                continue
            for paper in papers:
                found.setdefault(kept + self.led_on(paper), []).append(paper)
        self.paths = found
        numbers = self.papers.numbers
        self.weights = {path: sum(numbers[p] for p in papers) for path, papers in found.items()}

    def led_on(self, paper: int) -> Path:
        """Return whom a paper passes next, down to the first who is hopeful."""
        ranking, place = self.papers.rankings[paper], self.papers.places[paper] + 1
        start = place
        while place < len(ranking) and not self.is_continuing[ranking[place]]:
            place += 1
        self.papers.places[paper] = place
        return tuple(each for each in ranking[start : place + 1] if each not in self.gone)

    def history(self, candidate: int) -> tuple[int, ...]:
        """Return a candidate's votes after each step so far, the first first. Clause 40."""
        return tuple(votes[candidate - 1] for votes in self.points)


def _parts(path: Path, keep: Sequence[int]) -> Iterator[int]:
    """Yield what each on the path keeps of one paper, then what nobody does. Clause 10."""
    left = BILLIONTHS
    for candidate in path:
        part = -(-left * keep[candidate] // BILLIONTHS)
        left -= part
        yield part
    yield left


def _shifts(
    path: Path, before: Sequence[int], now: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Yield what moved from whom to whom on one paper, 0 being nobody: first lost to first won."""
    changes = zip((*path, 0), _parts(path, before), _parts(path, now), strict=True)
    differences = [(candidate, new - old) for candidate, old, new in changes]
    gains = [[candidate, change] for candidate, change in differences if change > 0]
    for source, change in differences:
        while change < 0:
            gain = gains[0]
            votes = min(-change, gain[1])
            yield source, gain[0], votes
            change, gain[1] = change + votes, gain[1] - votes
            if not gain[1]:
                gains.pop(0)
