"""The first resolution by which a society becomes a company."""

from fractions import Fraction

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.passing import AT_A_MEETING, SecondMeeting
from governance.reckoning.resolutions.quorum import Quorum
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.rules.legal_forms import SOCIETIES
from governance.reckoning.sentence import translatable


@resolution_kind
class SocietyConversion(ResolutionKind):
    """The first resolution by which a society becomes a company."""

    name = "society_conversion"
    title = translatable("Conversion into a company")
    description = translatable(
        "Carried if at least 75 of every 100 votes are for and at least half of the members"
        " entitled vote; a second meeting must then confirm it."
    )
    source = "Co-operative and Community Benefit Societies Act 2014, section 113(2)(a) and (b)"
    needs = translatable(
        "It needs at least 75 of every 100 votes, with at least half of all members voting for or"
        " against, and then a second meeting."
    )
    rule = translatable("a conversion needs at least 75 of every 100 votes")
    majority = Majority(Basis.CAST, Fraction(3, 4), is_strict=False)
    own_quorum = Quorum(participation=Fraction(1, 2), counts_abstentions=False)
    places = AT_A_MEETING
    forms = SOCIETIES
    second = SecondMeeting("society_conversion_confirmation", least_days=14, most_months=1)
    afterwards = translatable(
        "A second meeting, held between 14 days and one month later, must confirm it by more"
        " votes for than against."
    )
