"""How people write months and times of day."""

import re
from collections.abc import Sequence
from datetime import time

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SHORTEST_MONTH = 3
TWELVE_HOURS = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s*([ap])\.?m\.?")
TWENTY_FOUR_HOURS = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
NOON = ("noon", "midday", "12 noon", "12 midday")
MIDNIGHT = ("midnight", "12 midnight")


class MidnightIsAmbiguous(ValueError):
    """Midnight could be the first or the last moment of the day."""


def small_number(typed: str) -> int | None:
    """Return a number of at most four digits; anything else is not one that a box asks for."""
    return int(typed) if re.fullmatch(r"\d{1,4}", typed, re.ASCII) else None


def month_numbered(typed: str) -> int | None:
    """Return the number of a month written as 3, 03, Mar or March."""
    word = typed.strip().rstrip(".").lower()
    if number := small_number(word):
        return number if number <= len(MONTHS) else None
    if len(word) < SHORTEST_MONTH:
        return None
    matching = [number for number, name in enumerate(MONTHS, 1) if name.startswith(word)]
    return matching[0] if len(matching) == 1 else None


def time_of_day(typed: str) -> time | None:
    """Return the time written as 5pm, 5.30 pm, 17:00 or noon; a bare 5 could be either.

    Raises:
        MidnightIsAmbiguous: for the word alone.
    """
    word = " ".join(typed.lower().split())
    if word in MIDNIGHT:
        raise MidnightIsAmbiguous
    if word in NOON:
        return time(12)
    if twelve := TWELVE_HOURS.fullmatch(word):
        hour = int(twelve[1]) % 12 + (12 if twelve[3] == "p" else 0)
        return time(hour, int(twelve[2] or 0))
    if twenty_four := TWENTY_FOUR_HOURS.fullmatch(word):
        return time(int(twenty_four[1]), int(twenty_four[2]))
    return None


def spelt(words: Sequence[str], last: str) -> str:
    """Return the words as a list in a sentence: "a day, a month and a year"."""
    *before, final = words
    return f"{', '.join(before)} {last} {final}" if before else final
