"""Whole numbers and money in words, as deeds and certificates write them."""

from governance.reckoning.money import PENCE_PER_POUND

UNDER_TWENTY = (
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1_000, "thousand"))


def number_in_words(number: int) -> str:
    """Write a whole number in words, as in "one thousand two hundred and five"."""
    if number < 0:
        return f"minus {number_in_words(-number)}"
    if number < 1_000:
        return _under_a_thousand(number)
    scale, name = next(each for each in SCALES if number >= each[0])
    many, rest = divmod(number, scale)
    said = f"{number_in_words(many)} {name}"
    if not rest:
        return said
    return f"{said}{' and ' if rest < 100 else ' '}{number_in_words(rest)}"


def pence_in_words(pence: int) -> str:
    """Write money in words, as in "one pound and five pence"."""
    if pence < 0:
        return f"minus {pence_in_words(-pence)}"
    pounds, part = divmod(pence, PENCE_PER_POUND)
    pounds_said = f"{number_in_words(pounds)} pound{'' if pounds == 1 else 's'}"
    part_said = f"{number_in_words(part)} {'penny' if part == 1 else 'pence'}"
    if not part:
        return pounds_said
    return f"{pounds_said} and {part_said}" if pounds else part_said


def _under_a_thousand(number: int) -> str:
    if number < len(UNDER_TWENTY):
        return UNDER_TWENTY[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{TENS[tens]}-{UNDER_TWENTY[ones]}" if ones else TENS[tens]
    hundreds, rest = divmod(number, 100)
    said = f"{UNDER_TWENTY[hundreds]} hundred"
    return f"{said} and {_under_a_thousand(rest)}" if rest else said
