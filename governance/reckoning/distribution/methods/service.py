"""By service: the pot in proportion to days of service."""

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.method import FromPot
from governance.reckoning.distribution.registry import distribution_method
from governance.reckoning.distribution.terms import Purpose
from governance.reckoning.sentence import translatable


@distribution_method
class Service(FromPot):
    """In proportion to days of service, to a longest that counts."""

    name = "service"
    title = translatable("By length of service")
    description = translatable(
        "The pot is divided in proportion to the days of service of each. The terms may set a"
        " longest service that counts."
    )
    source = "Taxation of Chargeable Gains Act 1992, section 236K(3) to (6); HMRC EIM03054"
    purposes = frozenset({Purpose.BONUS, Purpose.DIVIDEND})
    bases = (Basis.SERVICE,)
    is_on_same_terms = True
