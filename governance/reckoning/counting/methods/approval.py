"""Approval: mark everybody who would do; those whom most approve of take the seats."""

from collections.abc import Sequence

from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.most_votes import tally
from governance.reckoning.counting.papers import check_shape
from governance.reckoning.counting.registry import Fills, Force, Shape, counting_method
from governance.reckoning.sentence import translatable


@counting_method
class Approval:
    """Each paper has any number of marks; who is elected can be asked to have a share of voters.

    The share is of all who voted, blank papers among them: that is how one approves of nobody.
    Where too few are approved of, seats stay empty.
    """

    name = "approval"
    title = translatable("Approval")
    description = translatable(
        "Mark all that you approve of, as many as you like. Those approved of by most are chosen;"
        " between equals at the last place a lot decides. A least share of the voters can be asked"
        " for."
    )
    source = "Brams and Fishburn, Approval Voting, American Political Science Review 72 (1978)"
    shape = Shape.SEVERAL
    force = Force.BINDING
    fills = Fills.SEATS

    def count(self, election: Election, *, lot_order: Sequence[int] | None = None) -> Count:
        """Add up approvals; of equals at the last seat the earliest in `lot_order` is elected."""
        check_shape(self.shape, election)
        return tally(self.name, election, lot_order)
