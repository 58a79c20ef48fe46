"""A majority of everybody on the roll, whoever votes."""

from fractions import Fraction

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.sentence import translatable


@resolution_kind
class AbsoluteMajority(ResolutionKind):
    """A majority of everybody on the roll, whoever votes."""

    name = "absolute_majority"
    title = translatable("Absolute majority")
    description = translatable(
        "Carried if more than half of all who are entitled to vote are for, so staying away"
        " counts against it."
    )
    source = "The society’s own rules"
    needs = translatable(
        "It needs more than half of all who are entitled to vote, so not voting counts against it."
    )
    rule = translatable("an absolute majority is more than half of all who are entitled to vote")
    majority = Majority(Basis.ENTITLED, Fraction(1, 2), is_strict=True)
