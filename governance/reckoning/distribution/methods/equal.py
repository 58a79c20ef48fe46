"""Equal shares: the pot divided by heads."""

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.method import FromPot
from governance.reckoning.distribution.registry import distribution_method
from governance.reckoning.distribution.terms import Purpose
from governance.reckoning.sentence import translatable


@distribution_method
class Equal(FromPot):
    """The same for everybody who takes part."""

    name = "equal"
    title = translatable("Equal shares")
    description = translatable(
        "The pot is divided by the number of people. Everybody has the same, but for a penny"
        " that cannot be divided."
    )
    source = "Taxation of Chargeable Gains Act 1992, section 236J(1)(a); co-operatives’ rules"
    purposes = frozenset({Purpose.BONUS, Purpose.DIVIDEND})
    bases = (Basis.HEADS,)
    is_on_same_terms = True
