"""Somebody takes an office: in the register of officers, and with the role that goes with it."""

from datetime import date, datetime

from governance.accounts import queries as accounts
from governance.accounts import service as accounts_service
from governance.effects.effect import Enacted, State
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.members.service import offices
from governance.members.service.offices import Office
from governance.reckoning.calendar import day_in_words
from governance.reckoning.sentence import Sentence

CO_OPTED = "co_opted"  # by the board, to a place that fell vacant
ROLES = {Office.CHAIR: Role.CHAIR, Office.DIRECTOR: Role.BOARD, Office.SECRETARY: Role.SECRETARY}


def take_office(
    party_id: int,
    office: Office,
    *,
    body: str,
    first_day: date,
    last_day: date | None,
    reference: str,
    came: str = "",
    seats: int | None = None,
    actor: Actor,
    now: datetime,
) -> Enacted:
    """Enter the office; from today on they have its role too.

    `came` says how, `seats` on which of the seats of the office they sit, if that is said.

    Raises:
        Refused: the register knows them no more, or they hold it already.
    """
    offices.appoint(
        party_id,
        office,
        body=body,
        first_day=first_day,
        last_day=last_day,
        minute=reference,
        came=came,
        seats=seats,
        actor=actor,
        now=now,
    )
    return _with_the_role(party_id, office, first_day, reference, actor=actor, now=now)


def _with_the_role(
    party_id: int, office: Office, first: date, reference: str, *, actor: Actor, now: datetime
) -> Enacted:
    role = ROLES.get(office)
    if role is None:
        is_today = first <= day_of(now)
        return Enacted(State.IN_FORCE if is_today else State.TO_COME, from_day=first)
    if first > day_of(now):
        told = Sentence(
            "The secretary gives them the role on %(day)s.", {"day": day_in_words(first)}
        )
        return Enacted(State.TO_COME, (told,), from_day=first)
    if role in accounts.roles_of(party_id):
        return Enacted(State.IN_FORCE, from_day=first)
    if party_id == actor.party_id:
        return Enacted(State.IN_FORCE, (Sentence(_NOT_BY_THEMSELF),), from_day=first)
    accounts_service.give_role(party_id, role, reason=reference, actor=actor, now=now)
    return Enacted(State.IN_FORCE, from_day=first)


_NOT_BY_THEMSELF = (
    "They entered this result, and nobody gives themself a role: another administrator or the "
    "secretary gives it to them."
)
