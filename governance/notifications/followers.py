"""Who is told of a motion: whoever follows it and still has a say here."""

from datetime import datetime

from sqlalchemy import Select, or_, select

from governance.accounts.queries import those_with_a_role
from governance.cases.queries.deaths import those_who_died
from governance.infrastructure.clock import day_of
from governance.members import queries as members
from governance.members.models import RegisterEntry
from governance.members.standing import the_suspended
from governance.motions import queries as motions


def to_be_told(motion_id: int, *, now: datetime) -> Select[int, str]:
    """Select (party_id, email) of a motion's followers who are to be written to."""
    following = RegisterEntry.party_id.in_(motions.followers_of(motion_id))
    return those_who_take_part(now).where(following)


def those_who_take_part(now: datetime) -> Select[int, str]:
    """Select (party_id, email) of members and officers to whom talk can be written.

    Neither the suspended nor whoever was one and has left, nor anybody without an address.
    """
    today, party_id = day_of(now), RegisterEntry.party_id
    return select(party_id, RegisterEntry.email).where(
        RegisterEntry.email != "",
        or_(party_id.in_(members.members_on(today)), party_id.in_(those_with_a_role())),
        party_id.not_in(the_suspended(today)),
        party_id.not_in(those_who_died()),
    )
