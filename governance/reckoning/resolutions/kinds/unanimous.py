"""No vote against, and at least one for."""

from fractions import Fraction

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.sentence import translatable


@resolution_kind
class Unanimous(ResolutionKind):
    """No vote against, and at least one for."""

    name = "unanimous"
    title = translatable("Unanimous resolution")
    description = translatable(
        "Carried if somebody votes for and nobody against. An abstention is not a vote."
    )
    source = "The society’s own rules"
    needs = translatable("It needs every vote to be for it.")
    rule = translatable("a unanimous resolution needs every vote to be for it")
    majority = Majority(Basis.CAST, Fraction(1, 1), is_strict=False)
