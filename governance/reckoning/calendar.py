"""Days as rules and the law count them: clear days, working days, months, ages.

Holidays are handed in: whoever asks knows which nation's bank holidays count.
"""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from governance.reckoning.sentence import Sentence, Value, translatable

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Tell whether it is neither Saturday, Sunday nor a holiday (Companies Act 2006, s.1173)."""
    return day.weekday() < SATURDAY and day not in holidays


def working_days_after(day: date, number: int, holidays: Collection[date]) -> date:
    """Return the last of so many working days after a day, which itself is not counted.

    For 0 it is the day itself, whichever day of the week that is.
    """
    if number < 0:
        raise ValueError("Working days are counted forwards: give 0 or more.")
    while number:
        day += ONE_DAY
        number -= is_working_day(day, holidays)
    return day


def working_days_before(day: date, number: int, holidays: Collection[date]) -> date:
    """Return the latest day of which so many working days later is no later than the day."""
    if number < 0:
        raise ValueError("Working days are counted backwards: give 0 or more.")
    sent = day
    while working_days_after(sent, number, holidays) > day:
        sent -= ONE_DAY
    return sent


def working_hours_before(moment: datetime, hours: int, holidays: Collection[date]) -> datetime:
    """Return the moment so many hours earlier, days left out that are not working days.

    No account is taken of any part of a day that is not a working day (2006 Act, s.327(3)). The
    moment is in local time; clocks are changed on Sundays, which are left out anyway.
    """
    left = timedelta(hours=hours)
    while left:
        began = datetime.combine(moment.date(), time(), tzinfo=moment.tzinfo)
        if began == moment:
            began -= ONE_DAY
        within = moment - began if is_working_day(began.date(), holidays) else timedelta()
        if within >= left:
            return moment - left
        left -= within
        moment = began
    return moment


def working_days_between(first: date, last: date, holidays: Collection[date]) -> int:
    """Return how many working days there are after the first day, up to and with the last."""
    days = (first + timedelta(days=place) for place in range(1, (last - first).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


def clear_days_between(given_on: date, meeting_on: date) -> int:
    """Return the days between, without the day of giving and that of meeting (2006 Act, s.360).

    Less than none for a notice given on the day itself or after it.
    """
    return (meeting_on - given_on).days - 1


def last_day_for_notice(meeting_on: date, clear_days: int) -> date:
    """Return the last day on which notice of so many clear days can be given."""
    return meeting_on - timedelta(days=clear_days + 1)


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day if it has no such day.

    The corresponding date rule of Dodds v Walker [1981] 1 WLR 1027: a month from 31 January ends
    on 28 February, or on 29 February in a leap year. A negative number looks back.
    """
    year, place = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, place + 1, min(day.day, monthrange(year, place + 1)[1]))


def years_after(day: date, years: int) -> date:
    """Return the same day of a later year; for 29 February in a common year 28 February."""
    return months_after(day, 12 * years)


def completed_months(since: date, on: date) -> int:
    """Return how many whole months have passed; none before the first day.

    The first day counts as a day of service, so a month from 3 March is complete when 3 April
    begins (Employment Rights Act 1996, sections 210(2) and 211).
    """
    if on < since:
        return 0
    months = (on.year - since.year) * 12 + on.month - since.month
    return months - (months_after(since, months) > on)


def completed_years(since: date, on: date) -> int:
    """Return how many whole years have passed; none before the first day."""
    return completed_months(since, on) // 12


def birthday_in(born: date, year: int) -> date:
    """Return the birthday in a year; someone born on 29 February has it on 1 March in common years.

    An age is attained at the beginning of the anniversary of birth (Family Law Reform Act 1969,
    section 9). The Act does not say which day that is for 29 February; we take the first day on
    which a whole year has certainly passed, 1 March [G].
    """
    if (born.month, born.day) == (2, 29) and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1)
    return born.replace(year=year)


def age_on(born: date, day: date) -> int:
    """Return somebody's age in years on a day."""
    if day < born:
        raise ValueError("Nobody has an age before the day of their birth.")
    return day.year - born.year - (birthday_in(born, day.year) > day)


def day_of_age(born: date, years: int) -> date:
    """Return the first day on which somebody is so many years old."""
    return birthday_in(born, born.year + years)


def day_in_words(day: date) -> Sentence:
    """Write a day as in "3 March 2027", its month translatable."""
    values: dict[str, Value] = {
        "day": str(day.day),
        "month": Sentence(_MONTHS[day.month - 1]),
        "year": str(day.year),
    }
    return Sentence("%(day)s %(month)s %(year)s", values)


def months_in_words(months: int) -> Sentence:
    """Write a number of months as in "1 month" or "6 months"."""
    if months == 1:
        return Sentence("1 month")
    return Sentence("%(months)s months", {"months": months})


_MONTHS = (
    translatable("January"),
    translatable("February"),
    translatable("March"),
    translatable("April"),
    translatable("May"),
    translatable("June"),
    translatable("July"),
    translatable("August"),
    translatable("September"),
    translatable("October"),
    translatable("November"),
    translatable("December"),
)
