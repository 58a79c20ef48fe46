"""By shares: the pot in proportion to shares held."""

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.method import FromPot
from governance.reckoning.distribution.registry import distribution_method
from governance.reckoning.distribution.terms import Purpose
from governance.reckoning.sentence import translatable


@distribution_method
class Shares(FromPot):
    """In proportion to the shares held on a day."""

    name = "shares"
    title = translatable("By shares held")
    description = translatable(
        "The pot is divided in proportion to the shares that each holds on the record date."
    )
    source = "Model articles for companies, SI 2008/3229: dividends [G]"
    purposes = frozenset({Purpose.DIVIDEND})
    bases = (Basis.SHARES,)
