"""Who elects to some seats: all members in good standing, or a constituency of them."""

from datetime import date

from sqlalchemy import Select, select

from governance.ballots.electorate import Electorate
from governance.effects.kinds.appoint import OFFICE_NAMES
from governance.elections.models import Seats
from governance.infrastructure.database import db
from governance.members.service.offices import Office
from governance.reckoning.elections.standing import Constituency
from governance.reckoning.sentence import Sentence, Value


def electorate_of(seats: Seats) -> Electorate:
    """Return who elects to these seats, as a ballot has it."""
    title = str(constituency_in_words(seats))
    if seats.constituency == Constituency.SERVICE:
        return Electorate(title, services=(seats.service,))
    if seats.constituency == Constituency.EMPLOYEES:
        return Electorate(title, at_work=True)
    return Electorate()


def electors(seats: Seats, day: date) -> Select[int]:
    """Select (party_id) of those who may vote for these seats on a day."""
    roll = electorate_of(seats).entitled_at(day).order_by(None).subquery()
    return select(roll.c.party_id)


def is_elector(party_id: int | None, seats: Seats, day: date) -> bool:
    """Say whether somebody may nominate and vote for these seats on a day."""
    if party_id is None:
        return False
    roll = electors(seats, day).subquery()
    found = select(roll.c.party_id).where(roll.c.party_id == party_id)
    return db.session.scalar(found) is not None


def office_in_words(seats: Seats) -> Sentence:
    """Return what is filled, as in "Director, Board: elected by members in Home care"."""
    office = Sentence(OFFICE_NAMES[Office(seats.office)])
    values: dict[str, Value] = {"office": office, "body": seats.body, "service": seats.service}
    if seats.constituency == Constituency.SERVICE:
        return Sentence("%(office)s, %(body)s, for %(service)s", values)
    if seats.constituency == Constituency.EMPLOYEES:
        return Sentence("%(office)s, %(body)s, for people who work here", values)
    return Sentence("%(office)s, %(body)s", values)


def constituency_in_words(seats: Seats) -> Sentence:
    """Return who elects to these seats."""
    if seats.constituency == Constituency.SERVICE:
        return Sentence("Members in %(service)s", {"service": seats.service})
    if seats.constituency == Constituency.EMPLOYEES:
        return Sentence("Members who work here")
    return Sentence("All members")
