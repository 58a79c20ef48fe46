"""ERS97: the Electoral Reform Society's "How to conduct an election by the single transferable
vote", third edition of 1997, rules 5.1 to 5.6. All sums are in whole hundredths of a vote.
"""

from collections.abc import Sequence

from governance.reckoning.counting.count import Batch, Count, Stage, Step, Tie
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.registry import Fills, Force, Shape, counting_method
from governance.reckoning.counting.table import CountingTable, Papers
from governance.reckoning.sentence import translatable

HUNDREDTHS = 100  # Rules 5.1.6 and 5.3.7: to two decimal places.


@counting_method
class ERS97STV:
    """The single transferable vote as the Electoral Reform Society's booklet of 1997 has it.

    The quota has two decimals and is lowered while nobody is elected and papers run out of choices.
    Whoever has it, or so much of the votes still active that they cannot be overtaken, is elected.
    Of a candidate with more, the last received batch of papers moves on, and not while all that
    surplus could not change who is lowest. As many candidates as possible are excluded together,
    their papers batch by batch, those worth most first. Those who are equal are told apart by the
    first point of the count at which they differed, else by lot.
    """

    name = "ers97_stv"
    title = translatable("ERS97 STV")
    description = translatable(
        "Rank as many as you like. The single transferable vote as many older rule books name it:"
        " it can be done by hand, and leaves out transfers that could not change anything."
    )
    source = "Electoral Reform Society, How to conduct an election by STV (1997), 5.1 to 5.6"
    shape = Shape.RANK
    force = Force.BINDING
    fills = Fills.SEATS

    def count(self, election: Election, *, lot_order: Sequence[int] | None = None) -> Count:
        """Count the papers; of candidates tied by lot the earlier in `lot_order` stands higher."""
        return _BookletTable(election, lot_order).count(self.name)


class _BookletTable(CountingTable):
    """The bundles of papers on the table, each as it was received."""

    unit = HUNDREDTHS

    def __init__(self, election: Election, lot_order: Sequence[int] | None) -> None:
        super().__init__(election, lot_order)
        self.papers = Papers(election, value=HUNDREDTHS)
        self.bundles: list[list[tuple[int, list[int]]]] = [
            [] for _ in range(election.candidates + 1)
        ]
        self.points: list[tuple[int, ...]] = []  # The votes after each batch.
        self.batches: list[Batch] = []  # Of the stage in hand.
        self.moves: dict[tuple[int, int], int] = {}  # Of the stage in hand.

    def run(self) -> None:
        """Go stage by stage until every place is filled. Rule 5.2."""
        self.first_preferences()
        while self.vacancies:
            surpluses = self.with_surplus()
            together = self.excludable_together(sum(map(self.surplus, surpluses)))
            if surpluses and not together:  # Else the surpluses are deferred. Rule 5.2.2.
                self.transfer_surplus(self.highest(surpluses, Step.SURPLUS))
            else:
                self.exclude(self.with_one_of_equals(together))

    def first_preferences(self) -> None:
        """Sort the papers by first preference and find the quota. Rule 5.1."""
        piles: list[list[int]] = [[] for _ in self.votes]
        for paper, ranking in enumerate(self.papers.rankings):
            piles[ranking[0]].append(paper)
            self.votes[ranking[0]] += HUNDREDTHS * self.papers.numbers[paper]
        for candidate in self.election.standing:
            self.bundles[candidate].append((0, piles[candidate]))
        self.set_quota()
        self.first_quota = self.quota
        self.points.append(tuple(self.votes[1:]))
        self.deem_elected()
        self.close_stage(Step.FIRST_PREFERENCES)

    def set_quota(self) -> None:
        """Work the quota out from the votes that are transferable. Rules 5.1.6 and 5.4.8."""
        self.quota = -(-sum(self.votes) // (self.election.seats + 1))

    def with_surplus(self) -> list[int]:
        """Return the elected who have more than the quota."""
        return [each.candidate for each in self.elected if self.surplus(each.candidate)]

    def surplus(self, candidate: int) -> int:
        """Return what a candidate has beyond the quota."""
        return max(0, self.votes[candidate] - self.quota)

    def excludable_together(self, deferred: int) -> list[int]:
        """Return those with the fewest votes who can go at once; nobody if two are lowest.

        Together with the deferred surpluses they may not have more than the candidate next above,
        and enough must remain for the places. Rule 5.2.5, and with it 5.2.2 (a) and (b).
        """
        rising = sorted(self.continuing(), key=lambda each: self.votes[each])
        together: list[int] = []
        total = deferred
        for number in range(1, len(rising) - self.vacancies + 1):
            last, above = (self.votes[each] for each in rising[number - 1 : number + 1])
            total += last
            if total <= above and last < above:
                together = rising[:number]
        return sorted(together)

    def with_one_of_equals(self, together: list[int]) -> list[int]:
        """Return those who go together; if they have no votes at all, with one of the lowest above.

        As only equals are left there, that one has no more than the next. Rule 5.2.5.
        """
        above = [each for each in self.continuing() if each not in together]
        has_votes = any(self.votes[each] for each in together)
        if together and (has_votes or len(above) == self.vacancies or self.with_surplus()):
            return together
        return sorted([*together, self.lowest(above, Step.EXCLUDE)])

    def transfer_surplus(self, candidate: int) -> None:
        """Pass a surplus on in the last received batch of papers. Rule 5.3."""
        surplus = self.surplus(candidate)
        received, papers = self.bundles[candidate][-1]
        present = self.papers.values[papers[0]] if papers else HUNDREDTHS
        going = [paper for paper in papers if self.next_place(paper)]
        number = sum(self.papers.numbers[paper] for paper in going)
        value = surplus // number if number * present > surplus else present  # Rule 5.3.7.
        self.move(going, value)
        self.votes[candidate] = self.quota
        lost = surplus - value * number
        if lost:
            self.moves[candidate, 0] = lost
        self.close_batch(value, number, received, present)
        self.close_stage(Step.SURPLUS, candidate)

    def exclude(self, candidates: list[int]) -> None:
        """Pass on all papers of the excluded, those worth most first. Rules 5.4 and 5.5."""
        for candidate in candidates:
            self.is_continuing[candidate] = False
        stays = len(self.continuing()) == self.vacancies
        for value, papers in [] if stays else self.by_value(candidates):
            if not self.vacancies:
                break  # Rule 5.5.2: no further transfers are made.
            for paper in papers:
                source = self.papers.rankings[paper][self.papers.places[paper]]
                self.votes[source] -= value * self.papers.numbers[paper]
                if not self.next_place(paper):
                    lost = value * self.papers.numbers[paper]
                    self.moves[source, 0] = self.moves.get((source, 0), 0) + lost
            number = sum(self.papers.numbers[paper] for paper in papers)
            self.move([paper for paper in papers if self.next_place(paper)], value)
            if not self.elected:
                self.set_quota()  # Rule 5.4.8.
            self.close_batch(value, number)
        if stays:  # Rule 5.5.1.
            self.elect(self.continuing(), at=len(self.stages) + 1)
        self.close_stage(Step.EXCLUDE, *candidates)

    def by_value(self, candidates: list[int]) -> list[tuple[int, list[int]]]:
        """Return all papers of the candidates in batches of one value, the highest first."""
        batches: dict[int, list[int]] = {}
        for candidate in candidates:
            for _received, papers in self.bundles[candidate]:
                if papers:
                    batches.setdefault(self.papers.values[papers[0]], []).extend(papers)
        return sorted(batches.items(), reverse=True)

    def next_place(self, paper: int) -> int | None:
        """Return where in its ranking a paper's next available preference is."""
        ranking = self.papers.rankings[paper]
        for place in range(self.papers.places[paper] + 1, len(ranking)):
            if self.is_continuing[ranking[place]]:
                return place
        return None

    def move(self, papers: list[int], value: int) -> None:
        """Move transferable papers to their next available preferences, at this value."""
        piles: dict[int, list[int]] = {}
        for paper in papers:
            ranking, number = self.papers.rankings[paper], self.papers.numbers[paper]
            source = ranking[self.papers.places[paper]]
            place = self.next_place(paper)
            assert place, "only transferable papers move"
            target = ranking[place]
            self.papers.places[paper], self.papers.values[paper] = place, value
            piles.setdefault(target, []).append(paper)
            self.votes[target] += value * number
            self.moves[source, target] = self.moves.get((source, target), 0) + value * number
        for target, pile in piles.items():
            self.bundles[target].append((len(self.points), pile))

    def close_batch(
        self, value: int, number: int, received: int | None = None, present: int | None = None
    ) -> None:
        """Write a batch down and elect after it. Rules 5.3.13 and 5.4.9."""
        held = tuple(self.votes[1:])
        self.points.append(held)
        elected = self.deem_elected()
        lost = self.nontransferable()
        self.batches.append(Batch(value, number, held, lost, elected, received, present))

    def deem_elected(self) -> tuple[int, ...]:
        """Elect whoever has the quota or enough of the active vote. Rules 5.1.7 and 5.6.2."""
        before = len(self.elected)
        while self.vacancies and self.continuing():
            most = max(self.votes[each] for each in self.continuing())
            if not self.is_enough(most):
                break
            equal = [each for each in self.continuing() if self.votes[each] == most]
            if len(equal) > self.vacancies:
                equal = self.ahead(equal)
            if not equal:
                break
            self.elect(equal, at=len(self.stages) + 1)
        return tuple(each.candidate for each in self.elected[before:])

    def is_enough(self, votes: int) -> bool:
        """Whether so many votes elect: a quota, or one more share than there are places left."""
        return votes > 0 and (
            votes >= self.quota or votes * (self.vacancies + 1) >= self.active_vote()
        )

    def active_vote(self) -> int:
        """Return the votes of those not elected, and what awaits transfer. Rule 5.6.1."""
        credited = sum(min(self.votes[each.candidate], self.quota) for each in self.elected)
        return sum(self.votes) - credited

    def ahead(self, equal: list[int]) -> list[int]:
        """Return those of too many equals who were first ahead; nobody if that is too many still.

        Rule 5.6.2.
        """
        best = max(self.history(each) for each in equal)
        first = [each for each in equal if self.history(each) == best]
        if len(first) > self.vacancies:
            return []
        for each in first:
            left = tuple(other for other in equal if other not in first or other >= each)
            self.ties.append(Tie(len(self.stages) + 1, Step.ELECT, left, (), each))
        return first

    def history(self, candidate: int) -> tuple[int, ...]:
        """Return a candidate's votes after each batch so far, the first first. Rule 5.2.3."""
        return tuple(votes[candidate - 1] for votes in self.points)

    def close_stage(self, step: Step, *candidates: int) -> None:
        """Write the stage down."""
        moves = tuple((*pair, votes) for pair, votes in sorted(self.moves.items()) if votes)
        self.stages.append(
            Stage(
                step,
                candidates,
                tuple(self.votes[1:]),
                self.nontransferable(),
                quota=self.quota,
                batches=tuple(self.batches),
                moves=moves,
            )
        )
        self.batches, self.moves = [], {}
