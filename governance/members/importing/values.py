"""Reading one cell: days as the United Kingdom and ISO write them, hours, addresses, words."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
HOURS_IN_A_WEEK = 168

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d+)", re.ASCII)
_WORDED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d+)", re.ASCII)
_TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$")
_SERIAL = re.compile(r"\d{4,6}(\.\d+)?", re.ASCII)
_HOURS = re.compile(r"\d{1,3}(\.\d+)?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)", re.ASCII)
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+")


class Unreadable(ValueError):
    """A cell that cannot be read; its words say why and what to write instead."""


@lru_cache(maxsize=8192)
def day(text: str) -> date:
    """Read a day: 04/05/2019, 4-May-2019, 4 May 2019 or 2019-05-04; a time of day is left off."""
    bare = _TIME_OF_DAY.sub("", text.strip())
    if found := _ISO.fullmatch(bare):
        year, month, number = (int(part) for part in found.groups())
        return _date(year, month, number, text)
    if found := _BRITISH.fullmatch(bare):
        return _date(_year(found[4], text), _month(found[3], text), int(found[1]), text)
    if found := _WORDED.fullmatch(bare):
        return _date(_year(found[3], text), _named_month(found[2], text), int(found[1]), text)
    if _SERIAL.fullmatch(bare):
        raise Unreadable(
            f"“{text}” looks like a spreadsheet's number for a day. Set the column to show dates, "
            "such as 04/05/2019, and save again."
        )
    raise Unreadable(f"“{_short(text)}” is not a date. Write it as 04/05/2019 or 2019-05-04.")


def minutes(text: str) -> int:
    """Read hours a week, such as 37.5 or 37:30, as whole minutes."""
    if found := _CLOCK.fullmatch(text):
        counted = int(found[1]) * 60 + int(found[2])
    elif _HOURS.fullmatch(text):
        counted = int((Decimal(text) * 60).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    else:
        raise Unreadable(f"“{_short(text)}” is not a number of hours. Write it as 37.5 or 37:30.")
    if counted > HOURS_IN_A_WEEK * 60:
        raise Unreadable(f"“{text}” is more hours than a week has. Check the column's unit.")
    return counted


def email(text: str) -> str:
    """Read an e-mail address, in small letters."""
    if len(text) > 254 or not _EMAIL.fullmatch(text) or not text.isprintable():
        raise Unreadable(f"“{_short(text)}” is not an e-mail address. Correct it, or leave it out.")
    return text.lower()


def words(text: str, longest: int) -> str:
    """Read plain words of a limited length."""
    if not text.isprintable():
        raise Unreadable("There is a character in it that cannot be shown. Type it again.")
    if len(text) > longest:
        raise Unreadable(f"It has {len(text)} characters; {longest} is the most.")
    return text


def _year(digits: str, text: str) -> int:
    if len(digits) != 4:
        raise Unreadable(
            f"“{_short(text)}” does not give the year in four digits, so the century would be a "
            "guess. Write it as 04/05/2019."
        )
    return int(digits)


def _month(digits: str, text: str) -> int:
    month = int(digits)
    if not 1 <= month <= 12:
        raise Unreadable(f"“{text}” has no month {month}: dates are read as day, month, year.")
    return month


def _named_month(word: str, text: str) -> int:
    for number, name in enumerate(_MONTHS, start=1):
        if name == word.lower() or name[:3] == word.lower() or (word.lower() == "sept" == name[:4]):
            return number
    raise Unreadable(f"“{_short(text)}” has no month that we know. Write it as 04/05/2019.")


def _date(year: int, month: int, number: int, text: str) -> date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Unreadable(f"“{text}” is in the year {year}. Check the year.")
    try:
        return date(year, month, number)
    except ValueError:
        raise Unreadable(f"“{text}” is not a day in the calendar.") from None


def _short(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else "�" for letter in text)
    return shown if len(shown) <= 40 else f"{shown[:40]}…"
