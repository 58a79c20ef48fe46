"""A majority of all who take part, so that abstaining is voting against."""

from fractions import Fraction

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.sentence import translatable


@resolution_kind
class MajorityOfPresent(ResolutionKind):
    """A majority of all who take part, so that abstaining is voting against."""

    name = "majority_of_present"
    title = translatable("Majority of those present")
    description = translatable(
        "Carried if more than half of those who take part are for, so an abstention counts"
        " against it."
    )
    source = "The society’s own rules"
    needs = translatable(
        "It needs more than half of those who take part, so to abstain counts against it."
    )
    rule = translatable("more than half of those who take part must be for")
    majority = Majority(Basis.PRESENT, Fraction(1, 2), is_strict=True)
