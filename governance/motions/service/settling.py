"""What follows from a vote at a meeting: the end of the motion, or a second meeting."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from governance.infrastructure.database import db
from governance.motions.course_events import DecidedAtMeeting
from governance.motions.models import Motion
from governance.motions.queries.course import Confirming, confirming
from governance.motions.service.deciding import resolve
from governance.motions.service.moving import in_words, moved
from governance.reckoning.resolutions.decision import Outcome
from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.sentence import Sentence, translatable


@dataclass(frozen=True)
class Confirmed:
    """What two meetings decided together, as `resolve` takes it: by the kind of the first."""

    at: datetime
    by: int | None
    motion_id: int
    outcome: str
    resolution_kind: str
    figures: dict[str, int]
    arithmetic: dict[str, Any]
    decided_ref: str
    decided_on: date
    rules: dict[str, Any]
    decided_by: str = "meeting"


def state_after(outcome: Outcome, kind: ResolutionKind) -> str:
    """Return where a motion stands once a meeting has voted on it by a kind of resolution.

    What needs a second meeting waits for it; while too few come to confirm, it still does.
    """
    waits = kind.second is not None and outcome is Outcome.CARRIED
    still_waits = bool(kind.confirms) and outcome is Outcome.INQUORATE
    return "to_confirm" if waits or still_waits else outcome.value


def settle(motion: Motion, event: DecidedAtMeeting) -> None:
    """Record on the motion what a meeting decided, unless another must meet first."""
    if event.state == "to_confirm":
        moved(motion.id, before=("to_meeting",), after="to_confirm")
        return
    if not kind_named(event.resolution_kind).confirms:
        resolve(event)
        return
    state = confirming(motion)
    assert state is not None, "what is confirmed was passed by a first meeting"
    resolve(_of_both(state, event))
    db.session.refresh(motion)


def _of_both(state: Confirming, event: DecidedAtMeeting) -> Confirmed:
    """Return the whole decision: of the day of the second meeting, by the figures of both."""
    first = state.first.details
    confirming_votes = {
        f"confirming_{name}": event.figures[name] for name in ("for", "against", "abstained")
    }
    meanwhile = {
        "first": Sentence.from_json(first["arithmetic"]),
        "second": Sentence.from_json(event.arithmetic),
    }
    return Confirmed(
        at=event.at,
        by=event.by,
        motion_id=event.motion_id,
        outcome=event.outcome,
        resolution_kind=first["kind"],
        figures=first["figures"] | confirming_votes,
        arithmetic=Sentence(_BOTH, dict(meanwhile)).as_json(),
        decided_ref=f"{event.decided_ref}, after a first on {in_words(state.first_day)}",
        decided_on=event.decided_on,
        rules=event.rules,
    )


_BOTH = translatable("First meeting: %(first)s Second meeting: %(second)s")
