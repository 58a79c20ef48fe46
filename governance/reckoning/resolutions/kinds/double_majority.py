"""A majority in each class by itself, of whichever sizes they are."""

from fractions import Fraction

from governance.reckoning.resolutions.by_class import ClassKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.passing import BY_BALLOT
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.sentence import translatable


@resolution_kind
class DoubleMajority(ClassKind):
    """A majority in each class by itself, of whichever sizes they are."""

    name = "double_majority"
    title = translatable("Double majority")
    description = translatable(
        "Carried if in every class more vote for than against. A tie in one class fails, and a"
        " class in which nobody votes has not consented."
    )
    source = "The society’s own rules"
    needs = translatable(
        "It needs more votes for than against in every class, and a class in which nobody votes"
        " has not consented."
    )
    rule = translatable("a double majority needs more votes for than against in each class")
    majority = Majority(Basis.CAST, Fraction(1, 2), is_strict=True)
    places = BY_BALLOT
    of_each = "ordinary"
