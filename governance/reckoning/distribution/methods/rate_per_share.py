"""So many pence for each share."""

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.method import ByRate
from governance.reckoning.distribution.registry import distribution_method
from governance.reckoning.distribution.terms import Purpose
from governance.reckoning.sentence import translatable


@distribution_method
class RatePerShare(ByRate):
    """A declared number of pence for each share."""

    name = "rate_per_share"
    title = translatable("Pence for each share")
    description = translatable(
        "So many pence, such as 2.5, are declared for each share, and each holder has them for"
        " every share; what a holder has in all is rounded to whole pence. The total is what that"
        " comes to."
    )
    source = "Companies Act 2006, part 23, and a company’s articles [G]"
    purposes = frozenset({Purpose.DIVIDEND})
    bases = (Basis.SHARES,)
