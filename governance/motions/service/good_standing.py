"""Whoever proposes or seconds must be in good standing, as whoever votes must."""

from datetime import datetime

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.errors import Refused
from governance.members.standing import is_suspended


class NotInGoodStanding(Refused):
    """The member's membership is suspended."""

    title = "Your membership is suspended"


def refuse_the_suspended(actor: Actor, *, now: datetime) -> None:
    """Refuse a member whose membership is suspended today."""
    if actor.party_id is not None and is_suspended(actor.party_id, day_of(now)):
        raise NotInGoodStanding(
            "While your membership is suspended you can neither propose nor second a motion.",
            next_step="You can still read and discuss. Your membership page says until when.",
        )
