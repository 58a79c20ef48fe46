"""Two thirds of those who vote, which some rule books call an extraordinary resolution."""

from fractions import Fraction

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.sentence import translatable


@resolution_kind
class TwoThirds(ResolutionKind):
    """Two thirds of those who vote, which some rule books call an extraordinary resolution."""

    name = "two_thirds"
    title = translatable("Extraordinary resolution (two thirds)")
    description = translatable(
        "Carried if at least 2 of every 3 votes are for. An abstention is not a vote."
    )
    source = "The society’s own rules"
    needs = translatable("It needs at least 2 of every 3 votes.")
    rule = translatable("an extraordinary resolution needs at least 2 of every 3 votes")
    majority = Majority(Basis.CAST, Fraction(2, 3), is_strict=False)
