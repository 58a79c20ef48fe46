"""Who holds an office of the society: given, and ended, by the secretary with the minute of it."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from governance.infrastructure.actor import Actor
from governance.infrastructure.errors import Refused
from governance.members import officers
from governance.members.entries import folded
from governance.members.officers import Held
from governance.members.service.spells import NotThatWayRound, lines_standing_of, put, write
from governance.members.timeline import paint
from governance.reckoning.canonical import digest
from governance.record import service as record


class Office(StrEnum):
    """An office that the law has a register keep; another thing than a role on the platform."""

    CHAIR = "chair"
    DIRECTOR = "director"
    SECRETARY = "secretary"
    TREASURER = "treasurer"
    TRUSTEE = "trustee"


class HoldsItAlready(Refused):
    """They hold this office on that day."""


class DoesNotHoldIt(Refused):
    """They do not hold this office on that day."""


def appoint(
    party_id: int,
    office: Office,
    *,
    body: str,
    first_day: date,
    last_day: date | None = None,
    minute: str,
    came: str = "",
    seats: int | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Enter that somebody holds an office of a body from a day on, by which minute.

    `came` says how they came to it (elected, unopposed, by countback, co-opted), and `seats` on
    which seats of the office they sit; both may be unsaid.
    """
    if last_day is not None and last_day < first_day:
        raise NotThatWayRound("The last day is before the first day. Check both dates.")
    key = key_of(office, body)
    if any(held.key == key for held in officers.offices_of(party_id, on=first_day)):
        raise HoldsItAlready("They hold this office on that day already. Nothing was changed.")
    put(
        party_id,
        "office",
        key=key,
        valid_from=first_day,
        valid_to=last_day + timedelta(days=1) if last_day else None,
        data=_words(office, body, minute, came, seats),
        actor=actor,
        now=now,
    )


def _words(office: Office, body: str, minute: str, came: str, seats: int | None) -> dict[str, Any]:
    words = {"office": office, "body": body.strip(), "appointed_by": minute.strip()}
    how = {"came": came} if came else {}
    return words | how | ({"seats": seats} if seats is not None else {})


def end_office(held: Held, *, last_day: date, minute: str, actor: Actor, now: datetime) -> None:
    """Enter the last day on which somebody holds an office, and the minute of that."""
    if last_day < held.valid_from:
        raise DoesNotHoldIt("They did not hold this office on that day yet. Check the date.")
    if held.valid_to is not None and last_day >= held.valid_to:
        raise DoesNotHoldIt("The office ended before that day already. Check the date.")
    end = last_day + timedelta(days=1)
    words = dict(held.data) | {"ended_by": minute.strip()}
    record.claim()
    change = lines_standing_of(held.party_id)
    emptied = paint(change.before["office", held.key], end, held.valid_to, None)
    change.after = change.before | {
        ("office", held.key): paint(emptied, held.valid_from, end, words)
    }
    write([change], actor=actor, now=now)


def key_of(office: Office, body: str) -> str:
    """Return the key of an office's spells: the same office of the same body is one line."""
    return f"{office}:{digest(['office', folded(body)])[:16]}"
