"""What a general meeting decided on an amendment of a motion that was sent to it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from governance.infrastructure.actor import Actor
from governance.infrastructure.errors import NotAllowed
from governance.infrastructure.permissions import may
from governance.motions import limits
from governance.motions.models import Amendment, Motion, Step
from governance.motions.permissions import Motions
from governance.motions.service.amendments.checking import NotOpenToAmendment, hold_with
from governance.motions.service.amendments.deciding import refuse_out_of_turn, resolve
from governance.motions.service.at_meetings import MEETINGS, Vote, decision_of_meeting, sent_to
from governance.motions.service.moving import check_words, in_words
from governance.reckoning.resolutions.decision import Decision
from governance.reckoning.rules.kinds.majorities import MajorityRules
from governance.reckoning.rules.kinds.notice import Meeting
from governance.rulebook.queries import named_on, rules_on


@dataclass(frozen=True)
class AmendmentDecidedThere:
    """A meeting's decision on an amendment, as `resolve` takes it."""

    at: datetime
    by: int | None
    motion_id: int
    amendment_id: int
    outcome: str
    resolution_kind: str
    figures: dict[str, int]
    arithmetic: dict[str, Any]
    decided_ref: str
    decided_on: date
    rules: dict[str, Any]
    decided_by: str = "meeting"


def asked_of_meeting(motion: Motion) -> Step:
    """Return the step that sent the motion to its meeting, as it is for a vote on an amendment.

    Whatever the motion needs, an amendment is ordinary business. The step is for reading only.

    Raises:
        NotOpenToThat: the motion is not sent to a meeting.
    """
    sent = sent_to(motion)
    assert sent.on_day is not None
    kind = rules_on(sent.on_day).of(MajorityRules).ordinary
    return Step(motion_id=motion.id, on_day=sent.on_day, details=sent.details | {"kind": kind})


def decide_at_meeting(amendment: Amendment, vote: Vote, *, actor: Actor, now: datetime) -> Decision:
    """Enter how the meeting voted on an amendment; carried, the motion says so at once.

    Raises:
        NotAllowed: for anyone but the secretary.
        NotOpenToThat: the motion is not sent to a meeting, or the meeting is still to come.
        NotOpenToAmendment: it lacks seconders or was decided, or another is voted on first.
        WrongFigures: saying what cannot be of them.
    """
    if not may(actor, Motions.MEET):
        raise NotAllowed("Only the secretary enters the result of a meeting.")
    check_words(vote.minute, called="The minute", longest=limits.LONGEST_MINUTE)
    motion = hold_with(amendment)
    asked = asked_of_meeting(motion)
    if amendment.state != "seconded":
        raise NotOpenToAmendment(
            "This amendment does not wait for a vote.", next_step="Its page shows where it stands."
        )
    refuse_out_of_turn(amendment, motion)
    decision, figures = decision_of_meeting(asked, vote, now=now)
    event = _event(amendment, asked, decision, figures, actor=actor, now=now)
    note = f"{event.decided_ref}, minute {vote.minute}: {decision.arithmetic}"
    resolve(event, note=note)
    return decision


def _event(
    amendment: Amendment,
    asked: Step,
    decision: Decision,
    figures: dict[str, int],
    *,
    actor: Actor,
    now: datetime,
) -> AmendmentDecidedThere:
    assert asked.on_day is not None
    meeting = MEETINGS[Meeting(asked.details["meeting"])]
    return AmendmentDecidedThere(
        at=now,
        by=actor.party_id,
        motion_id=amendment.motion_id,
        amendment_id=amendment.id,
        outcome=decision.outcome.value,
        resolution_kind=asked.details["kind"],
        figures=figures,
        arithmetic=decision.arithmetic.as_json(),
        decided_ref=f"{meeting} of {in_words(asked.on_day)}",
        decided_on=asked.on_day,
        rules=named_on(asked.on_day),
    )
