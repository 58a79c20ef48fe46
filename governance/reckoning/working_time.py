"""Working time as people write it: hours and minutes, and the share of full time that they are."""

from decimal import ROUND_HALF_UP, Decimal

from governance.reckoning.sentence import Sentence

MINUTES_PER_HOUR = 60
FULL_TIME = 1_000_000  # FTE is kept in millionths
MOST_DECIMALS = 6


def hours_in_words(minutes: int) -> Sentence:
    """Write minutes as in "8 hours" or "7 hours 30 minutes"."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    whole = Sentence("1 hour") if hours == 1 else Sentence("%(hours)s hours", {"hours": hours})
    if not rest:
        return whole
    part = Sentence("1 minute") if rest == 1 else Sentence("%(minutes)s minutes", {"minutes": rest})
    if not hours:
        return part
    return Sentence("%(hours)s %(minutes)s", {"hours": whole, "minutes": part})


def fte_written(millionths: int, *, decimals: int = 4) -> str:
    """Write a share of full time as in "0.60", "1.00" or, where it needs them, "0.6081".

    HR systems write no more than four decimals; further ones come of dividing hours.
    """
    share = (Decimal(millionths) / FULL_TIME).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
    whole, _, rest = f"{share:f}".partition(".")
    return f"{whole}.{rest.rstrip('0'):0<2}"
