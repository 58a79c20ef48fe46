"""Saying how many seats an office of a body has, and who elects to them."""

from datetime import datetime

from sqlalchemy import select

from governance.elections.events import SeatsSet
from governance.elections.models import Seats
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.members.service.offices import Office
from governance.reckoning.elections.standing import Constituency
from governance.reckoning.rules.kinds.board import BoardRules
from governance.rulebook.queries import rules_on

HELD_BY_ONE = frozenset({Office.CHAIR, Office.SECRETARY, Office.TREASURER})
SEATS_LOCK = "seats"


class CannotBeSeats(Refused):
    """There cannot be so many of them, or not for these."""

    title = "The seats stay as they were"


def set_seats(
    office: Office,
    *,
    body: str,
    number: int,
    constituency: Constituency = Constituency.MEMBERS,
    service: str = "",
    actor: Actor,
    now: datetime,
) -> Seats:
    """Enter how many places of an office there are for all members or for a constituency.

    Raises:
        CannotBeSeats: more than the rules allow, or several of what one person holds.
    """
    body, service = " ".join(body.split()), " ".join(service.split())
    lock_for_transaction(SEATS_LOCK)
    _check(office, constituency, service, number)
    seats = _there(office, body, constituency, service)
    if office == Office.DIRECTOR:
        _check_the_board(seats, body, number, constituency, now=now)
    if seats is None:
        seats = Seats(office=office, body=body, constituency=constituency, service=service)
        db.session.add(seats)
    seats.number = number
    db.session.flush()
    publish(
        SeatsSet(
            at=now,
            by=actor.party_id,
            seats_id=seats.id,
            office=seats.office,
            body=seats.body,
            constituency=seats.constituency,
            service=seats.service,
            number=seats.number,
        )
    )
    return seats


def _check(office: Office, constituency: Constituency, service: str, number: int) -> None:
    if office in HELD_BY_ONE and (number > 1 or constituency != Constituency.MEMBERS):
        raise CannotBeSeats(
            "One person holds this office, so there is one seat and all members elect to it.",
            next_step="Enter one seat for all members.",
        )
    if (constituency == Constituency.SERVICE) != bool(service):
        raise CannotBeSeats(
            "A constituency of a service needs the service, and another has none.",
            next_step="Enter the name of the service as the register has it, or leave it empty.",
        )


def _check_the_board(
    seats: Seats | None, body: str, number: int, constituency: Constituency, *, now: datetime
) -> None:
    rules, others = rules_on(day_of(now)).of(BoardRules), _others_of_board(seats, body)
    together = number + sum(each.number for each in others)
    if together > rules.seats_most:
        raise CannotBeSeats(
            f"That makes {together} directors, and by the rules there are at most "
            f"{rules.seats_most}.",
            next_step="Enter fewer, or change the rule first.",
        )
    for_all = sum(each.number for each in others if each.constituency != Constituency.EMPLOYEES)
    for_all += 0 if constituency == Constituency.EMPLOYEES else number
    if for_all > rules.places_for_others(rules.seats_most):
        raise CannotBeSeats(
            f"By the rules the board keeps {rules.employee_places} places for people who work "
            "here, and elected by them.",
            next_step="Enter fewer seats for other members.",
        )


def _others_of_board(seats: Seats | None, body: str) -> list[Seats]:
    of_board = select(Seats).where(Seats.office == Office.DIRECTOR, Seats.body == body)
    return [each for each in db.session.scalars(of_board) if seats is None or each.id != seats.id]


def _there(office: Office, body: str, constituency: Constituency, service: str) -> Seats | None:
    same = (
        Seats.office == office,
        Seats.body == body,
        Seats.constituency == constituency,
        Seats.service == service,
    )
    return db.session.scalars(select(Seats).where(*same).with_for_update()).one_or_none()
