"""The alternative vote: one seat, and whoever has fewest drops out until somebody has a majority.

It is the Scottish count with one seat: SSI 2011/399, schedule 1, rules 46 to 53.
"""

from collections.abc import Sequence

from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.methods.scottish_stv import ScottishTable
from governance.reckoning.counting.registry import Fills, Force, Shape, counting_method
from governance.reckoning.sentence import translatable


@counting_method
class AlternativeVote:
    """One seat, counted by preferences.

    Whoever has more than half of the valid papers is elected. While nobody has, the candidate with
    the fewest votes is excluded and their papers move to the next choice. The majority is one of
    all valid papers and is not lowered when papers run out of choices; if only one candidate is
    left, they are elected without it. It is Scottish STV with one seat.
    """

    name = "alternative_vote"
    title = translatable("Alternative vote")
    description = translatable(
        "Rank as many as you like. The one with more than half of the votes is chosen; until one"
        " has, the one with fewest drops out and its votes move to the next choice."
    )
    source = "SSI 2011/399, schedule 1, rules 46 to 53, with one seat"
    shape = Shape.RANK
    force = Force.BINDING
    fills = Fills.ONE_SEAT

    def count(self, election: Election, *, lot_order: Sequence[int] | None = None) -> Count:
        """Count the papers for one seat; of those tied by lot the earlier stands higher."""
        if election.seats != 1:
            raise ValueError("The alternative vote fills one seat; for more, count by STV.")
        return ScottishTable(election, lot_order).count(self.name)
