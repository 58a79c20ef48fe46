"""What amendments hold up: a motion goes to a ballot only once they are decided."""

from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.motions.models import Motion
from governance.motions.queries import amendments


class AmendmentsFirst(Refused):
    """There are amendments to decide before this can be done."""

    title = "There are amendments to decide first"


def hold_without_undecided_amendments(motion: Motion) -> None:
    """Hold the motion's row; refuse while amendments that have their seconders are undecided."""
    db.session.refresh(motion, with_for_update=True)
    undecided = amendments.amendments_of(motion.id, states=("seconded", "balloted"))
    if motion.state in ("seconded", "to_meeting") and undecided:
        named = ", ".join(each.row.short_reference for each in undecided)
        at_meeting = motion.state == "to_meeting"
        raise AmendmentsFirst(
            f"The members decide on its amendments before they vote on the motion: {named}.",
            next_step="Enter how the meeting voted on them first."
            if at_meeting
            else "Put them to a ballot first, in the order that the chair set.",
        )


def hold_without_voting(motion: Motion) -> None:
    """Hold the motion's row; refuse while the members vote on one of its amendments."""
    db.session.refresh(motion, with_for_update=True)
    voting = amendments.balloted_amendment(motion.id)
    if voting is not None:
        raise AmendmentsFirst(
            f"The members are voting on its amendment {voting.short_reference}.",
            next_step="Wait for the result.",
        )
