"""Schulze's method: an advisory order of options by the strongest paths of preference."""

from collections.abc import Sequence

from governance.reckoning.counting.comparison import Comparison
from governance.reckoning.counting.count import Count
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.filling import filled
from governance.reckoning.counting.pairs import Pairs, in_order, pairs_of, strongest_paths
from governance.reckoning.counting.papers import check_shape
from governance.reckoning.counting.registry import Fills, Force, Shape, counting_method
from governance.reckoning.sentence import translatable


@counting_method
class Schulze:
    """Options are compared two by two; paths of preference, strongest first, give an order.

    A preference is as strong as the papers for it (winning votes). An option that a paper does not
    rank is below all that it ranks. Where a default option is named ("none of these"), an option is
    dropped that too few papers prefer to it, or no more than prefer it the other way. The first so
    many of the order are preferred; the default option never is one of them.
    """

    name = "schulze"
    title = translatable("Order of preference (Schulze)")
    description = translatable(
        "Rank as many as you like. Every two options are compared: how many prefer this one, how"
        " many that one. All together the comparisons give an order, as advice."
    )
    source = "Schulze, Social Choice and Welfare 36 (2011); Debian constitution, appendix A"
    shape = Shape.RANK
    force = Force.ADVISORY
    fills = Fills.SEATS

    def count(self, election: Election, *, lot_order: Sequence[int] | None = None) -> Count:
        """Compare and put in order; of equals at the last place the lot order chooses."""
        check_shape(self.shape, election)
        pairs = pairs_of(election)
        dropped = tuple(each for each in election.standing if _is_dropped(each, election, pairs))
        left = [each for each in election.standing if each not in dropped]
        paths = strongest_paths(pairs, left)
        order = in_order(paths, left)
        preferred = [[each for each in group if each != election.default] for group in order]
        filling = filled(election, preferred, lot_order)
        return Comparison(
            method=self.name,
            candidates=election.candidates,
            seats=election.seats,
            withdrawn=election.withdrawn,
            valid=election.valid,
            blank=election.blank,
            elected=filling.elected,
            ties=filling.ties,
            lot_order=filling.lot_order,
            pairs=pairs,
            paths=paths,
            order=order,
            default=election.default,
            quorum=election.quorum,
            dropped=dropped,
        )


def _is_dropped(option: int, election: Election, pairs: Pairs) -> bool:
    """Whether too few papers prefer an option to the default one. Debian constitution, A.5(2), (3).

    It needs the quorum, and more papers than prefer the default option to it.
    """
    default = election.default
    if default is None or option == default:
        return False
    above, below = pairs[option - 1][default - 1], pairs[default - 1][option - 1]
    return above < election.quorum or above <= below
