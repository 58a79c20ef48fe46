"""Choose up to so many: those with most votes take the seats."""

from collections.abc import Sequence

from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.most_votes import tally
from governance.reckoning.counting.papers import check_shape
from governance.reckoning.counting.registry import Fills, Force, Shape, counting_method
from governance.reckoning.sentence import translatable


@counting_method
class ChooseUpTo:
    """Each paper has at most so many marks, one vote each; as many as there are seats if not said.

    A majority that agrees among itself takes every seat: the single transferable vote does not let
    it.
    """

    name = "choose_up_to"
    title = translatable("Choose up to so many")
    description = translatable(
        "Choose up to as many as are to be chosen. Each that you mark has one vote, and those with"
        " most are chosen; between equals at the last place a lot decides."
    )
    source = "Block vote, as for several seats of a council in England: SI 2006/3304, schedule 2"
    shape = Shape.SEVERAL
    force = Force.BINDING
    fills = Fills.SEATS

    def count(self, election: Election, *, lot_order: Sequence[int] | None = None) -> Count:
        """Add up the votes; of equals at the last seat the earliest in `lot_order` is elected."""
        check_shape(self.shape, election, most=election.seats)
        return tally(self.name, election, lot_order)
