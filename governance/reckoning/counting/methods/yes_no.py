"""Yes or no: answers are added up. What they decide is said by the kind of resolution."""

from collections.abc import Sequence

from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.papers import ABSTAIN, AGAINST, FOR, check_shape
from governance.reckoning.counting.registry import Fills, Force, Shape, counting_method
from governance.reckoning.counting.tally import Answers
from governance.reckoning.sentence import translatable


@counting_method
class YesNo:
    """For, against or abstain; the kind of resolution says how many votes for are enough."""

    name = "yes_no"
    title = translatable("Yes or no")
    description = translatable(
        "Vote for, vote against or abstain. How many votes for are enough is said by the kind of"
        " resolution."
    )
    source = "Companies Act 2006, sections 282 and 283: votes for and against"
    shape = Shape.YES_NO
    force = Force.BINDING
    fills = Fills.NONE

    def count(self, election: Election, *, lot_order: Sequence[int] | None = None) -> Count:
        """Add up the answers; there is nothing that a lot could decide."""
        check_shape(self.shape, election)
        answers = election.countable
        return Answers(
            method=self.name,
            candidates=election.candidates,
            seats=election.seats,
            withdrawn=election.withdrawn,
            valid=election.valid,
            blank=election.blank,
            elected=(),
            votes_for=answers.get((FOR,), 0),
            against=answers.get((AGAINST,), 0),
            abstained=answers.get((ABSTAIN,), 0),
        )
