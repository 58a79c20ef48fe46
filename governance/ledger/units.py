"""What is counted, and how an amount of it is written."""

from datetime import date

from governance.reckoning.money import pounds

GBP = "GBP"
LEAVE = "LEAVE"
SHARES = "SHR:"

MINUTES_IN_AN_HOUR = 60


def shares_of(share_class_id: int) -> str:
    """Return the unit of a share class."""
    return f"{SHARES}{share_class_id}"


def class_of(unit: str) -> int | None:
    """Return the share class whose unit this is, or None."""
    return int(unit.removeprefix(SHARES)) if unit.startswith(SHARES) else None


def hours(minutes: int) -> str:
    """Return minutes as 7:30, hours and minutes."""
    whole, rest = divmod(abs(minutes), MINUTES_IN_AN_HOUR)
    return f"{'−' if minutes < 0 else ''}{whole:,}:{rest:02}"


def written(unit: str, amount: int) -> str:
    """Return an amount as people write it: £12.00, 7:30 hours, 25 shares."""
    if unit == GBP:
        return pounds(amount)
    if unit == LEAVE:
        return f"{hours(amount)} hours"
    sign = "−" if amount < 0 else ""
    return f"{sign}{abs(amount):,} {'share' if abs(amount) == 1 else 'shares'}"


def written_day(day: date) -> str:
    """Return a day as 4 May 2019."""
    return f"{day.day} {day:%B} {day.year}"
