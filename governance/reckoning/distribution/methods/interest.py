"""Interest on share capital: a yearly rate on each day's balance, within the rules' highest."""

from fractions import Fraction

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.method import ByRate
from governance.reckoning.distribution.registry import distribution_method
from governance.reckoning.distribution.terms import CannotSplit, Purpose, Rounding, Terms
from governance.reckoning.distribution.weighing import days_of
from governance.reckoning.distribution.wording import percent
from governance.reckoning.sentence import translatable

DAYS_IN_A_YEAR = 365
DAYS_IN_A_LEAP_YEAR = 366


@distribution_method
class Interest(ByRate):
    """A yearly rate on the balance of every day: actual days over 365.

    29 February earns interest like any other day. In a period of 366 days the rate alone could
    then come to more than a year's interest at the highest rate; it is held to that. Rounded down
    only, so that nobody has a part of a penny more than the rules allow.
    """

    name = "interest"
    title = translatable("Interest on share capital")
    description = translatable(
        "A yearly rate is paid on the balance of every day of the period: balance × days × rate"
        " ÷ 365, rounded down to the penny. 29 February is a day like any other, but a year’s"
        " interest never comes to more than the highest rate that the rules allow."
    )
    source = "Community Shares Handbook 6.1; a society’s rule on interest on shares"
    purposes = frozenset({Purpose.INTEREST})
    bases = (Basis.PENCE_DAYS,)
    roundings = (Rounding.DOWN,)

    def worth(self, terms: Terms, rate: Fraction) -> Fraction:
        """Return what a penny earns in a day."""
        if terms.highest_rate is None:
            raise CannotSplit(_NO_HIGHEST)
        if rate > terms.highest_rate:
            rates = {"rate": percent(rate), "highest": percent(terms.highest_rate)}
            raise CannotSplit(_TOO_HIGH, {**rates})
        _, _, days = days_of(terms)
        year = DAYS_IN_A_LEAP_YEAR if days == DAYS_IN_A_LEAP_YEAR else DAYS_IN_A_YEAR
        return min(rate / DAYS_IN_A_YEAR, terms.highest_rate / year)


_NO_HIGHEST = translatable("Enter the highest rate that the rules allow.")
_TOO_HIGH = translatable(
    "%(rate)s is more than the %(highest)s that the rules allow. Enter a lower rate."
)
