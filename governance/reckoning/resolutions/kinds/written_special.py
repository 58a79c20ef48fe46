"""A special resolution in writing: three quarters of all eligible members."""

from fractions import Fraction

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.passing import BY_BALLOT
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.rules.legal_forms import COMPANIES
from governance.reckoning.sentence import translatable


@resolution_kind
class WrittenSpecial(ResolutionKind):
    """A special resolution in writing: three quarters of all eligible members."""

    name = "written_special"
    title = translatable("Written special resolution")
    description = translatable(
        "Carried if at least 75 of every 100 who are entitled to vote agree, so silence counts"
        " against it."
    )
    source = "Companies Act 2006, section 283(2) and (3)"
    needs = translatable(
        "It needs at least 75 of every 100 who are entitled to vote to agree, so not voting"
        " counts against it."
    )
    rule = translatable(
        "a written special resolution needs at least 75 of every 100 who are entitled to vote"
    )
    majority = Majority(Basis.ENTITLED, Fraction(3, 4), is_strict=False)
    places = BY_BALLOT
    forms = COMPANIES
