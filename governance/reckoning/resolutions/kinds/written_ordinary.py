"""An ordinary resolution in writing: a majority of all eligible members."""

from fractions import Fraction

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.passing import BY_BALLOT
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.rules.legal_forms import COMPANIES
from governance.reckoning.sentence import translatable


@resolution_kind
class WrittenOrdinary(ResolutionKind):
    """An ordinary resolution in writing: a majority of all eligible members."""

    name = "written_ordinary"
    title = translatable("Written ordinary resolution")
    description = translatable(
        "Carried if more than half of all who are entitled to vote agree, so silence counts"
        " against it."
    )
    source = "Companies Act 2006, section 282(2)"
    needs = translatable(
        "It needs more than half of all who are entitled to vote to agree, so not voting counts"
        " against it."
    )
    rule = translatable(
        "a written ordinary resolution needs more than half of all who are entitled to vote"
    )
    majority = Majority(Basis.ENTITLED, Fraction(1, 2), is_strict=True)
    places = BY_BALLOT
    forms = COMPANIES
