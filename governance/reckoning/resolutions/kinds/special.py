"""A special resolution: not less than three quarters of those who vote."""

from fractions import Fraction

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.sentence import translatable


@resolution_kind
class Special(ResolutionKind):
    """A special resolution: not less than three quarters of those who vote."""

    name = "special"
    title = translatable("Special resolution")
    description = translatable(
        "Carried if at least 75 of every 100 votes are for. An abstention is not a vote. The"
        " notice must call it special."
    )
    source = "Companies Act 2006, section 283(4) to (6)"
    needs = translatable("It needs at least 75 of every 100 votes.")
    rule = translatable("a special resolution needs at least 75 of every 100 votes")
    majority = Majority(Basis.CAST, Fraction(3, 4), is_strict=False)
