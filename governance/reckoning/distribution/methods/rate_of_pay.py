"""So many per cent of everybody's pay."""

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.method import ByRate
from governance.reckoning.distribution.registry import distribution_method
from governance.reckoning.distribution.terms import Purpose
from governance.reckoning.sentence import translatable


@distribution_method
class RateOfPay(ByRate):
    """A declared percentage of pay, the same for all."""

    name = "rate_of_pay"
    title = translatable("Per cent of pay")
    description = translatable(
        "So many per cent of pay are declared, the same for everybody, and each has them on"
        " their pay in the period. The total is what that comes to."
    )
    source = "Taxation of Chargeable Gains Act 1992, section 236K(3) to (6); John Lewis Partnership"
    purposes = frozenset({Purpose.BONUS})
    bases = (Basis.PAY,)
    is_on_same_terms = True
