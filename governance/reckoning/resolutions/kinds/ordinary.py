"""An ordinary resolution: the simple majority of those who vote."""

from fractions import Fraction

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.sentence import translatable


@resolution_kind
class Ordinary(ResolutionKind):
    """An ordinary resolution: the simple majority of those who vote."""

    name = "ordinary"
    title = translatable("Ordinary resolution")
    description = translatable(
        "Carried if more vote for than against. An abstention is not a vote, and a tie fails."
    )
    source = "Companies Act 2006, section 282(3) and (4)"
    needs = translatable("It needs more votes for than against.")
    rule = translatable("an ordinary resolution needs more votes for than against")
    majority = Majority(Basis.CAST, Fraction(1, 2), is_strict=True)
