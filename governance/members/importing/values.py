"""Reading one cell: days as the United Kingdom and ISO write them, hours, references, words."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from governance.reckoning.working_time import FULL_TIME

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
HOURS_IN_A_WEEK = 168
MOST_FTE = 2 * FULL_TIME

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
_WHOLE_MINUTES = re.compile(r"\d{1,5}", re.ASCII)
_POINTED_CLOCK = re.compile(r"(\d{1,3})(?:[:.]([0-5]\d))?", re.ASCII)
_FTE = re.compile(r"(\d{1,3}(?:\.\d+)?) ?(%?)", re.ASCII)
_POWER_OF_TEN = re.compile(r"\d(\.\d+)?E[+-]?\d{1,3}", re.ASCII | re.IGNORECASE)
_WITH_DECIMALS = re.compile(r"\d+\.0+", re.ASCII)
_SPOILT = re.compile(r"#{2,}|#(N/A|REF!|VALUE!|NAME\?|NUM!|DIV/0!|NULL!)")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+")


class Unreadable(ValueError):
    """A cell that cannot be read; its words say why and what to write instead."""


class Dates(StrEnum):
    """How a source writes its days; each value is an example."""

    ANY = "any"
    NUMBERS = "04/05/2019"
    WORDS = "4-May-2019"
    ISO = "2019-05-04"


class Hours(StrEnum):
    """What the column of contract hours holds."""

    DECIMAL = "hours"
    CLOCK = "clock"
    MINUTES = "minutes"
    FTE = "fte"


@lru_cache(maxsize=8192)
def day(text: str, dates: Dates = Dates.ANY) -> date:
    """Read a day: 04/05/2019, 4-May-2019, 4 May 2019 or 2019-05-04; a time of day is left off."""
    bare = _TIME_OF_DAY.sub("", text.strip())
    if found := _ISO.fullmatch(bare):
        _refuse_another_form(Dates.ISO, dates, text)
        year, month, number = (int(part) for part in found.groups())
        return _date(year, month, number, text)
    if found := _BRITISH.fullmatch(bare):
        _refuse_another_form(Dates.NUMBERS, dates, text)
        month = _month(found[3], found[1], text)
        return _date(_year(found[4], text), month, int(found[1]), text)
    if found := _WORDED.fullmatch(bare):
        _refuse_another_form(Dates.WORDS, dates, text)
        return _date(_year(found[3], text), _named_month(found[2], text), int(found[1]), text)
    if _SERIAL.fullmatch(bare):
        raise Unreadable(
            f"“{text}” looks like a spreadsheet's number for a day. Set the column to show dates, "
            "such as 04/05/2019, and save again."
        )
    raise Unreadable(f"“{_short(text)}” is not a date. Write it as 04/05/2019 or 2019-05-04.")


@lru_cache(maxsize=8192)
def is_in_numbers(text: str) -> bool:
    """Say whether a day is written as 04/05/2019, which Americans read as the fifth of April."""
    return _BRITISH.fullmatch(_TIME_OF_DAY.sub("", text.strip())) is not None


@lru_cache(maxsize=1024)
def minutes(text: str, hours: Hours = Hours.DECIMAL) -> int:
    """Read hours a week as whole minutes."""
    if hours is Hours.CLOCK:
        counted = _clock_minutes(text)
    elif hours is Hours.MINUTES:
        counted = _whole_minutes(text)
    else:
        counted = _decimal_minutes(text)
    if counted > HOURS_IN_A_WEEK * 60:
        raise Unreadable(f"“{text}” is more hours than a week has. Check the column's unit.")
    return counted


@lru_cache(maxsize=1024)
def fte(text: str) -> int:
    """Read a share of full time, such as 0.8 or 80%, in millionths."""
    found = _FTE.fullmatch(text)
    if not found:
        raise Unreadable(f"“{_short(text)}” is not a share of full time. Write it as 0.8 or 80%.")
    share = Decimal(found[1]) * FULL_TIME / (100 if found[2] else 1)
    counted = int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if counted > MOST_FTE:
        raise Unreadable(
            f"“{text}” is more than two full-time posts. Full time is 1, half time 0.5 or 50%; if "
            "these are hours, choose the column as hours."
        )
    return counted


def reference(text: str, longest: int) -> str:
    """Read a number that people go by, as long as no spreadsheet has changed it."""
    if _POWER_OF_TEN.fullmatch(text):
        raise Unreadable(
            f"“{text}” is how a spreadsheet shortens a long number, and its last digits are lost. "
            "Take the export as it comes, or set the column to text before saving."
        )
    if _WITH_DECIMALS.fullmatch(text):
        raise Unreadable(
            f"“{text}” has decimals, so a spreadsheet took it for a quantity. Set the column to "
            "text and save again."
        )
    return words(text, longest)


def refuse_what_is_spoilt(text: str) -> None:
    """Refuse what a spreadsheet writes instead of a value: #### or #N/A."""
    if _SPOILT.fullmatch(text):
        raise Unreadable(
            f"“{text}” stands where a spreadsheet could not show the value (a column too narrow, "
            "or a formula that failed). Take the export as it comes, or widen the column and save "
            "again."
        )


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


def _refuse_another_form(form: Dates, wanted: Dates, text: str) -> None:
    if wanted not in (Dates.ANY, form):
        raise Unreadable(
            f"“{_short(text)}” is not written as {wanted}, as you said that this file's dates are. "
            "Choose the form of dates anew, or look why this one differs."
        )


def _month(digits: str, other: str, text: str) -> int:
    month = int(digits)
    if 1 <= month <= 12:
        return month
    if 12 < month <= 31 and 1 <= int(other) <= 12:
        raise Unreadable(
            f"“{text}” has no month {month}: it looks like an American date, month first. Dates "
            "are read as day, month, year. Set the export to that, or to 2019-05-04."
        )
    raise Unreadable(f"“{text}” has no month {month}: dates are read as day, month, year.")


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


def _decimal_minutes(text: str) -> int:
    if found := _CLOCK.fullmatch(text):
        return int(found[1]) * 60 + int(found[2])
    if not _HOURS.fullmatch(text):
        raise Unreadable(f"“{_short(text)}” is not a number of hours. Write it as 37.5 or 37:30.")
    return int((Decimal(text) * 60).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _clock_minutes(text: str) -> int:
    """Read 37:30 or 37.30: the two digits after the point are minutes."""
    found = _POINTED_CLOCK.fullmatch(text)
    if not found:
        raise Unreadable(
            f"“{_short(text)}” is not hours and minutes, such as 37:30 or 37.30. If these are "
            "decimal hours, choose that as the unit."
        )
    return int(found[1]) * 60 + int(found[2] or 0)


def _whole_minutes(text: str) -> int:
    if not _WHOLE_MINUTES.fullmatch(text):
        raise Unreadable(f"“{_short(text)}” is not a whole number of minutes, such as 2250.")
    return int(text)


def _short(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else "�" for letter in text)
    return shown if len(shown) <= 40 else f"{shown[:40]}…"
