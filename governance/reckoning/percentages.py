"""Shares of a whole as people read them, never on the wrong side of what had to be reached."""

from fractions import Fraction


def percentage(part: int, whole: int, *, needed: Fraction | None = None, places: int = 2) -> str:
    """Write part of whole as hundredths, as in "82.27", without needless noughts.

    Rounded to the nearest, half up, but never onto or across nought, the whole or the share
    `needed` unless the exact figure is there: 74.996 is written 74.99 where 75 was needed.
    """
    if whole < 1 or not 0 <= part <= whole:
        raise ValueError(f"{part} is not a part of {whole}.")
    scale = 10**places
    exact = Fraction(part, whole) * 100 * scale
    nearest = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    for share in (Fraction(0), Fraction(1), needed):
        if share is not None:
            nearest = _on_the_right_side(nearest, exact, share * 100 * scale)
    written = f"{nearest // scale}.{nearest % scale:0{places}d}" if places else str(nearest)
    return written.rstrip("0").rstrip(".") if places else written


def _on_the_right_side(nearest: int, exact: Fraction, line: Fraction) -> int:
    down = exact.numerator // exact.denominator
    if exact < line <= nearest:
        return down
    if nearest <= line < exact:
        return down + 1
    return nearest
