"""Choose one: whoever has most votes takes the seat."""

from collections.abc import Sequence

from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.most_votes import tally
from governance.reckoning.counting.papers import check_shape
from governance.reckoning.counting.registry import Fills, Force, Shape, counting_method
from governance.reckoning.sentence import translatable


@counting_method
class ChooseOne:
    """Each paper has one mark; most votes win, even if they are fewer than half."""

    name = "choose_one"
    title = translatable("Choose one")
    description = translatable(
        "Choose one. The one with most votes is chosen, even with fewer than half of them;"
        " between equals a lot decides."
    )
    source = "Plurality, as for one seat in a council election in England: SI 2006/3304, schedule 2"
    shape = Shape.ONE
    force = Force.BINDING
    fills = Fills.ONE_SEAT

    def count(self, election: Election, *, lot_order: Sequence[int] | None = None) -> Count:
        """Add up the votes; of equals at the top the earliest in `lot_order` is elected."""
        check_shape(self.shape, election)
        if election.seats != 1:
            raise ValueError("To choose one fills one seat; for more, choose up to so many.")
        return tally(self.name, election, lot_order)
