"""The second resolution by which a society becomes a company."""

from fractions import Fraction

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.passing import AT_A_MEETING
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.rules.legal_forms import SOCIETIES
from governance.reckoning.sentence import translatable


@resolution_kind
class SocietyConversionConfirmation(ResolutionKind):
    """The second resolution by which a society becomes a company."""

    name = "society_conversion_confirmation"
    title = translatable("Confirmation of a conversion")
    description = translatable(
        "Confirmed if more vote for than against at a second meeting, held between 14 days and one"
        " month after the first."
    )
    source = "Co-operative and Community Benefit Societies Act 2014, section 113(2)(d) to (f)"
    needs = translatable(
        "It needs more votes for than against, at a meeting between 14 days and one month after"
        " the first."
    )
    rule = translatable("a conversion is confirmed by more votes for than against")
    majority = Majority(Basis.CAST, Fraction(1, 2), is_strict=True)
    places = AT_A_MEETING
    forms = SOCIETIES
    confirms = "society_conversion"
