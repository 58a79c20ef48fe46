"""What a ballot's end means for what was put to it: a motion, or an amendment of one."""

from governance.motions.service import amendments, deciding
from governance.motions.service.amendments.deciding import AmendmentBallotEnded, AmendmentDecided


def note_declared(event: AmendmentDecided) -> None:
    """Record what the members decided, on the amendment if there was one, else on the motion."""
    if event.amendment_id is None:
        deciding.resolve(event)
    else:
        amendments.resolve(event)


def note_called_off(event: AmendmentBallotEnded) -> None:
    """Have the amendment, or the motion, wait for another ballot."""
    if event.amendment_id is None:
        deciding.release(event)
    else:
        amendments.release(event)
