"""What each recipient weighs by a basis, or whom and what is missing."""

from calendar import isleap
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from governance.reckoning.distribution.basis import OF_SHARES, Balance, Basis, Recipient
from governance.reckoning.distribution.terms import CannotSplit, Terms
from governance.reckoning.sentence import translatable


def in_order(recipients: Sequence[Recipient], bases: Iterable[Basis]) -> list[Recipient]:
    """Return the recipients by place, then id; nobody at all, or somebody twice, is refused."""
    if not recipients:
        raise CannotSplit(_NO_HOLDER if set(bases) <= OF_SHARES else _NOBODY)
    times = Counter(recipient.id for recipient in recipients)
    twice = sorted(each for each, number in times.items() if number > 1)
    if twice:
        raise CannotSplit(_TWICE, {"number": len(twice)}, about=twice)
    return sorted(recipients, key=lambda recipient: (recipient.place, recipient.id))


def weights_by(basis: Basis, recipients: Sequence[Recipient], terms: Terms) -> list[int]:
    """Return what each recipient weighs; refuse what is not known, negative, or none at all."""
    if basis == Basis.PENCE_DAYS:
        return _pence_days(recipients, terms)
    known = [_AMOUNTS[basis](recipient) for recipient in recipients]
    weights = _refuse_missing_and_negative(basis, recipients, known)
    if basis == Basis.SERVICE and terms.most_service_days is not None:
        if terms.most_service_days < 1:
            raise CannotSplit(_NO_SERVICE_COUNTS)
        return [min(weight, terms.most_service_days) for weight in weights]
    return weights


def days_of(terms: Terms) -> tuple[date, date, int]:
    """Return the first day of the period, its last, and how many days it has: at most a year."""
    if terms.first_day is None or terms.last_day is None:
        raise CannotSplit(_NO_PERIOD)
    days = (terms.last_day - terms.first_day).days + 1
    if days < 1:
        raise CannotSplit(_PERIOD_BACKWARDS)
    if days > 366 or (days == 366 and not _has_29_february(terms.first_day, terms.last_day)):
        raise CannotSplit(_PERIOD_TOO_LONG)
    return terms.first_day, terms.last_day, days


def _refuse_missing_and_negative(
    basis: Basis, recipients: Sequence[Recipient], known: Sequence[int | None]
) -> list[int]:
    pairs = list(zip(recipients, known, strict=True))
    missing = [recipient.id for recipient, amount in pairs if amount is None]
    if missing:
        raise CannotSplit(_MISSING[basis], {"number": len(missing)}, about=missing)
    weights = [amount for amount in known if amount is not None]
    negative = [recipient.id for recipient, amount in pairs if amount is not None and amount < 0]
    if negative:
        raise CannotSplit(_NEGATIVE[basis], {"number": len(negative)}, about=negative)
    if not any(weights):
        raise CannotSplit(_NONE_AT_ALL[basis])
    return weights


def _pence_days(recipients: Sequence[Recipient], terms: Terms) -> list[int]:
    first, last, _ = days_of(terms)
    unclear = [
        recipient.id
        for recipient in recipients
        if recipient.balances is not None
        if len({balance.since for balance in recipient.balances}) < len(recipient.balances)
    ]
    if unclear:
        raise CannotSplit(_TWO_BALANCES, {"number": len(unclear)}, about=unclear)
    negative = [
        recipient.id
        for recipient in recipients
        if any(balance.pence < 0 for balance in recipient.balances or ())
    ]
    if negative:
        raise CannotSplit(_NEGATIVE[Basis.PENCE_DAYS], {"number": len(negative)}, about=negative)
    known = [
        None
        if recipient.balances is None
        else _pence_days_of(recipient.balances, first=first, last=last)
        for recipient in recipients
    ]
    return _refuse_missing_and_negative(Basis.PENCE_DAYS, recipients, known)


def _pence_days_of(balances: Sequence[Balance], *, first: date, last: date) -> int:
    """Return each balance times the days of the period on which it stood, added up."""
    steps = sorted(balances, key=lambda balance: balance.since)
    after = last + timedelta(days=1)
    total = 0
    for place, balance in enumerate(steps):
        until = steps[place + 1].since if place + 1 < len(steps) else after
        days = (min(until, after) - max(balance.since, first)).days
        total += balance.pence * max(days, 0)
    return total


def _has_29_february(first: date, last: date) -> bool:
    leap_years = [year for year in (first.year, last.year) if isleap(year)]
    return any(first <= date(year, 2, 29) <= last for year in leap_years)


_AMOUNTS: dict[Basis, Callable[[Recipient], int | None]] = {
    Basis.HEADS: lambda recipient: 1,
    Basis.MINUTES: lambda recipient: recipient.paid_minutes,
    Basis.PAY: lambda recipient: recipient.pay_pence,
    Basis.SERVICE: lambda recipient: recipient.service_days,
    Basis.SHARES: lambda recipient: recipient.shares,
    Basis.HOLDING: lambda recipient: recipient.holding_pence,
}

_NOBODY = translatable(
    "There is nobody to share it. Choose who takes part, or another day that decides it."
)
_NO_HOLDER = translatable(
    "Nobody holds such shares then, so there is nobody to share it. Choose another class, or other"
    " days."
)
_TWICE = translatable("People named more than once: %(number)s. Keep each once.")
_NO_SERVICE_COUNTS = translatable("The longest service that counts must be at least one day.")
_NO_PERIOD = translatable("Enter the first and the last day of the period.")
_PERIOD_BACKWARDS = translatable("The last day must not be before the first.")
_PERIOD_TOO_LONG = translatable("The period must be a year at most. Work out each year by itself.")
_TWO_BALANCES = translatable(
    "People with two balances for one day: %(number)s. Keep the later balance."
)
_MISSING = {
    Basis.MINUTES: translatable(
        "People whose paid hours are not known: %(number)s. Enter them, or 0 if there are none."
    ),
    Basis.PAY: translatable(
        "People whose pay is not known: %(number)s. Enter it, or 0 if there is none."
    ),
    Basis.SERVICE: translatable(
        "People whose service is not known: %(number)s. Enter the day from which it counts."
    ),
    Basis.SHARES: translatable(
        "People whose shares are not known: %(number)s. Enter them, or 0 if there are none."
    ),
    Basis.HOLDING: translatable(
        "People whose holding is not known: %(number)s. Enter it, or 0 if there is none."
    ),
    Basis.PENCE_DAYS: translatable(
        "People whose balances are not known: %(number)s. Enter them, or 0 if there are none."
    ),
}
_NEGATIVE = {
    Basis.MINUTES: translatable("People with paid hours below 0: %(number)s. Correct them."),
    Basis.PAY: translatable("People with pay below 0: %(number)s. Correct it."),
    Basis.SERVICE: translatable("People with service below 0: %(number)s. Correct it."),
    Basis.SHARES: translatable("People with shares below 0: %(number)s. Correct them."),
    Basis.HOLDING: translatable("People with a holding below 0: %(number)s. Correct it."),
    Basis.PENCE_DAYS: translatable("People with a balance below 0: %(number)s. Correct it."),
}
_NONE_AT_ALL = {
    Basis.MINUTES: translatable("Nobody has paid hours, so nothing can be split by them."),
    Basis.PAY: translatable("Nobody has pay, so nothing can be split by it."),
    Basis.SERVICE: translatable("Nobody has service yet, so nothing can be split by it."),
    Basis.SHARES: translatable("Nobody holds shares, so nothing can be split by them."),
    Basis.HOLDING: translatable("Nobody has a holding, so nothing can be split by it."),
    Basis.PENCE_DAYS: translatable("Nobody had a balance in the period, so there is no interest."),
}
