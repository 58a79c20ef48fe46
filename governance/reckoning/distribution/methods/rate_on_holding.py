"""So many per cent of each holding."""

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.method import ByRate
from governance.reckoning.distribution.registry import distribution_method
from governance.reckoning.distribution.terms import Purpose
from governance.reckoning.sentence import translatable


@distribution_method
class RateOnHolding(ByRate):
    """A declared percentage of what each holds."""

    name = "rate_on_holding"
    title = translatable("Per cent of the holding")
    description = translatable(
        "So many per cent are declared on share capital, and each holder has them on the amount"
        " held on the record date. The total is what that comes to."
    )
    source = "A society’s rules on dividends [G]"
    purposes = frozenset({Purpose.DIVIDEND})
    bases = (Basis.HOLDING,)
