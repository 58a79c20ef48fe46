"""The first resolution by which a society joins another."""

from fractions import Fraction

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.passing import AT_A_MEETING, SecondMeeting
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.rules.legal_forms import SOCIETIES
from governance.reckoning.sentence import translatable


@resolution_kind
class SocietyMerger(ResolutionKind):
    """The first resolution by which a society joins another."""

    name = "society_merger"
    title = translatable("Merger with another society")
    description = translatable(
        "Carried if at least 2 of every 3 votes are for; a second meeting must then confirm it"
        " by more votes for than against."
    )
    source = "Co-operative and Community Benefit Societies Act 2014, section 111(2)(a)"
    needs = translatable("It needs at least 2 of every 3 votes, and then a second meeting.")
    rule = translatable("a merger needs at least 2 of every 3 votes")
    majority = Majority(Basis.CAST, Fraction(2, 3), is_strict=False)
    places = AT_A_MEETING
    forms = SOCIETIES
    second = SecondMeeting("society_merger_confirmation", least_days=14, most_months=1)
    afterwards = translatable(
        "A second meeting, held between 14 days and one month later, must confirm it by more"
        " votes for than against."
    )
