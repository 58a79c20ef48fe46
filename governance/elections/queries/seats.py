"""Seats and who sits on them: read from the register of officers, which alone says who does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from governance.effects.service.taking_office import CO_OPTED
from governance.elections.models import Seats
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members import officers
from governance.members.officers import Held
from governance.members.service.offices import Office, key_of
from governance.reckoning.elections.rotation import Serving, terms_in_turn, years_left
from governance.reckoning.rules.kinds.elections import ElectionRules


@dataclass(frozen=True)
class Vacancy:
    """How some seats stand on the day from which they are to be filled.

    `leaving` are those who hold one today and not on that day; `terms` those that keep the seats
    in turn, one for each vacant seat.
    """

    seats: Seats
    vacant: int
    leaving: tuple[Held, ...]
    terms: tuple[int, ...]


def every_seats() -> Sequence[Seats]:
    """Return all seats, body by body."""
    order = (Seats.body, Seats.office, Seats.constituency, Seats.service, Seats.id)
    return db.session.scalars(select(Seats).order_by(*order)).all()


def seats_with(seats_id: int) -> Seats:
    """Return the seats of that number.

    Raises:
        NotFound: there are none.
    """
    found = db.session.get(Seats, seats_id)
    if found is None:
        raise NotFound("There are no such seats.", next_step="Look for them under Elections.")
    return found


def holders_of(seats: Seats, *, on: date | None = None) -> list[Held]:
    """Return who holds one of these seats on a day, or all who ever did or are to.

    An office that was entered without saying for whom counts among the seats of all members.
    """
    key, others = key_of(Office(seats.office), seats.body), _other_seats(seats)
    return [
        held
        for held in officers.offices()
        if held.key == key
        and (on is None or held.is_held_on(on))
        and _sits_here(held, seats, others)
    ]


def served_by(party_id: int, seats: Seats) -> list[Serving]:
    """Return somebody's times in the office, whichever constituency elected them."""
    key = key_of(Office(seats.office), seats.body)
    return [as_serving(held) for held in officers.offices_of(party_id) if held.key == key]


def vacancy_in(
    seats: Seats, rules: ElectionRules, *, from_day: date, today: date, filling: int | None = None
) -> Vacancy:
    """Return how many seats are vacant from a day on, who leaves them, and the terms to fill.

    `filling` fewer than are vacant may be asked for.
    """
    then = holders_of(seats, on=from_day)
    staying = {held.party_id for held in then}
    leaving = tuple(held for held in holders_of(seats, on=today) if held.party_id not in staying)
    vacant = max(seats.number - len(then), 0)
    number = vacant if filling is None else min(filling, vacant)
    return Vacancy(seats, vacant, leaving, _terms(seats, rules, number, then, from_day))


def as_serving(held: Held) -> Serving:
    """Return a time of office as rotation reads it; whoever was co-opted has served no term."""
    counts = held.data.get("came") != CO_OPTED
    return Serving(held.party_id, held.valid_from, held.last_day, counts)


def _terms(
    seats: Seats, rules: ElectionRules, number: int, staying: Sequence[Held], from_day: date
) -> tuple[int, ...]:
    if not rules.rotation:
        return (rules.term_years,) * number
    left = [
        years_left(held.last_day, on=from_day, most=rules.term_years)
        for held in staying[: seats.number - number]
    ]
    return terms_in_turn(number, seats=seats.number, term_years=rules.term_years, staying=left)


def _other_seats(seats: Seats) -> set[int]:
    same = select(Seats.id).where(
        Seats.office == seats.office, Seats.body == seats.body, Seats.id != seats.id
    )
    return set(db.session.scalars(same))


def _sits_here(held: Held, seats: Seats, others: set[int]) -> bool:
    named = held.data.get("seats")
    if named in others:
        return False
    return named == seats.id or seats.constituency == "members" or not others
