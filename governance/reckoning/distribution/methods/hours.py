"""By hours: the pot in proportion to paid minutes."""

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.method import FromPot
from governance.reckoning.distribution.registry import distribution_method
from governance.reckoning.distribution.terms import Purpose
from governance.reckoning.sentence import translatable


@distribution_method
class Hours(FromPot):
    """In proportion to the hours paid in the period."""

    name = "hours"
    title = translatable("By hours paid")
    description = translatable(
        "The pot is divided in proportion to the hours that each was paid for in the period,"
        " counted in minutes. Who has no paid hours has nothing."
    )
    source = "Taxation of Chargeable Gains Act 1992, section 236K(3) to (6); HMRC EIM03054"
    purposes = frozenset({Purpose.BONUS, Purpose.DIVIDEND})
    bases = (Basis.MINUTES,)
    is_on_same_terms = True
