"""The order in which members vote on the amendments of a motion: the chair's to set."""

from collections.abc import Mapping
from datetime import datetime

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions.amendment_events import AmendmentsOrdered
from governance.motions.models import Motion
from governance.motions.permissions import Motions
from governance.motions.queries import amendments as queries
from governance.motions.service.amendments.checking import NotOpenToAmendment
from governance.motions.service.moving import hold


def set_order(motion: Motion, numbers: Mapping[int, int], *, actor: Actor, now: datetime) -> None:
    """Set the order of votes: by amendment, its number in the order; all the seconded ones.

    Raises:
        NotAllowed: for anyone but the chair.
        NotOpenToAmendment: others were seconded meanwhile, or two have the same number.
    """
    if not may(actor, Motions.RULE_ON_AMENDMENTS):
        raise NotAllowed("Only the chair sets the order of votes on amendments.")
    hold(motion)
    seconded = {one.id: one for one in queries.voting_order(motion)}
    if set(numbers) != set(seconded):
        raise NotOpenToAmendment(
            "Meanwhile there are other amendments to vote on.",
            next_step="Load the page again and set the order anew.",
        )
    if len(set(numbers.values())) != len(numbers):
        raise NotOpenToAmendment(
            "Two amendments have the same number.", next_step="Give each a number of its own."
        )
    order = sorted(numbers, key=lambda each: numbers[each])
    if [seconded[each].place for each in order] == list(range(1, len(order) + 1)):
        return
    for place, amendment_id in enumerate(order, 1):
        seconded[amendment_id].place = place
    db.session.flush()
    publish(AmendmentsOrdered(at=now, by=actor.party_id, motion_id=motion.id, order=order))
