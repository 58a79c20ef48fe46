"""How often a password may be tried: a growing pause for an account, and for a network address.

It is counted in the database, so that it holds for every process. An address that has no account is
counted like one that has, so that the pause tells nobody which exist.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import Connection, delete, func, insert, select

from governance.accounts.models import SignInFailure
from governance.infrastructure.clock import london
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.errors import TooMany

KEPT_FOR = timedelta(days=1)
IPV6_SITE = 64  # a household or an office is given at least so many addresses


class Paused(TooMany):
    """Too many wrong ones, for now."""

    title = "Please wait a little"


@dataclass(frozen=True)
class Pace:
    """So many are free; after each further one the pause doubles, up to the longest."""

    free: int
    first: timedelta
    longest: timedelta
    within: timedelta

    def paused_until(self, times: int, last: datetime | None) -> datetime | None:
        """Return until when to wait after so many times, the last of them then."""
        if last is None or times < self.free:
            return None
        doublings = min(times - self.free, 20)
        pause: timedelta = self.first * 2**doublings
        return last + min(pause, self.longest)


@dataclass(frozen=True)
class Counted:
    """Whom a pace is kept for, and which."""

    subject: str
    pace: Pace


def by_address(email: str) -> Counted:
    """Count the passwords tried for an e-mail address."""
    pace = Pace(5, timedelta(minutes=1), timedelta(minutes=15), timedelta(days=1))
    return Counted(f"address {_digest(email)}", pace)


def by_network(address: str) -> Counted:
    """Count the passwords tried from a network address; a whole workplace may share one."""
    pace = Pace(40, timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1))
    return Counted(f"network {_site(address)}", pace)


def resets_by_address(email: str) -> Counted:
    """Count the resets asked for with an e-mail address."""
    pace = Pace(3, timedelta(minutes=15), timedelta(hours=4), timedelta(days=1))
    return Counted(f"reset {_digest(email)}", pace)


def resets_by_network(address: str) -> Counted:
    """Count the resets asked for from a network address."""
    pace = Pace(40, timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1))
    return Counted(f"resets from {_site(address)}", pace)


def is_paused(counted: Counted, *, connection: Connection, now: datetime) -> datetime | None:
    """Return until when there is a pause, or None."""
    failure = SignInFailure
    recent = (failure.subject == counted.subject) & (failure.at > now - counted.pace.within)
    times, last = connection.execute(select(func.count(), func.max(failure.at)).where(recent)).one()
    until = counted.pace.paused_until(times, last)
    return until if until is not None and until > now else None


def refuse_if_paused(
    all_counted: Sequence[Counted], *, connection: Connection, now: datetime
) -> None:
    """Refuse while any of them has a pause.

    Raises:
        Paused: saying when to try again.
    """
    pauses = [is_paused(counted, connection=connection, now=now) for counted in all_counted]
    until = max((pause for pause in pauses if pause), default=None)
    if until is not None:
        raise Paused(
            "There have been too many tries, so we are pausing them to keep accounts safe.",
            next_step=f"Try again at {_to_the_minute(until)}. If you have forgotten your "
            "password, you can ask for a new one.",
        )


def lock(all_counted: Sequence[Counted]) -> None:
    """Let one try after another be counted, so that many sent at once are not one."""
    for counted in all_counted:
        lock_for_transaction(f"throttling {counted.subject}")


def count(all_counted: Sequence[Counted], *, now: datetime) -> None:
    """Count one more for each of them, and forget what is too old to matter."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < now - KEPT_FOR))
    rows = [{"subject": counted.subject, "at": now} for counted in all_counted]
    db.session.execute(insert(SignInFailure), rows)


def forget(counted: Counted) -> None:
    """Forget what was counted: the right password was given."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.subject == counted.subject))


def _digest(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()


def _site(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return f"{int(found) >> (128 - IPV6_SITE):x}/{IPV6_SITE}"


def _to_the_minute(until: datetime) -> str:
    at = london(until + timedelta(seconds=59))
    return f"{at.hour % 12 or 12}.{at.minute:02}{'am' if at.hour < 12 else 'pm'}"
