"""By pay: the pot in proportion to pay."""

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.method import FromPot
from governance.reckoning.distribution.registry import distribution_method
from governance.reckoning.distribution.terms import Purpose
from governance.reckoning.sentence import translatable


@distribution_method
class Pay(FromPot):
    """In proportion to pay in the period."""

    name = "pay"
    title = translatable("By pay")
    description = translatable(
        "The pot is divided in proportion to the pay that each had in the period, in pence. Who"
        " had no pay has nothing."
    )
    source = "Taxation of Chargeable Gains Act 1992, section 236K(3) to (6); HMRC EIM03054"
    purposes = frozenset({Purpose.BONUS, Purpose.DIVIDEND})
    bases = (Basis.PAY,)
    is_on_same_terms = True
