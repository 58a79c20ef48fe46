"""The second meeting, which must confirm what a first one passed; without it that lapses."""

from datetime import date, datetime

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.events import publish
from governance.motions.course_events import MotionLapsed, MotionSentToMeeting
from governance.motions.models import Motion, Step, StepKind
from governance.motions.queries.course import Confirming, confirming, newest_step, to_be_confirmed
from governance.motions.service.at_meetings import (
    MeetingNotPossible,
    refuse_late_notice,
    require_secretary,
)
from governance.motions.service.moving import (
    NotOpenToThat,
    hold,
    in_words,
    moved,
    published,
    write_step,
)
from governance.reckoning.rules.kinds.notice import Meeting


def set_second_meeting(
    motion: Motion, meeting: Meeting, day: date, *, actor: Actor, now: datetime
) -> Step:
    """Set the meeting that is to confirm what a first one passed.

    Raises:
        NotAllowed: for anyone but the secretary.
        NotOpenToThat: the motion does not wait for a second meeting, or one is set already.
        MeetingNotPossible: the day is outside what the law allows, or notice of it is too late.
    """
    require_secretary(actor)
    hold(motion)
    state = waiting_for_second(motion)
    _refuse_out_of_time(state, day)
    refuse_late_notice(
        meeting,
        day,
        today=day_of(now),
        instead=f"Choose a later day, by {in_words(state.latest)}.",
    )
    step = write_step(
        motion,
        StepKind.SENT_TO_MEETING,
        on_day=day,
        about=_reopened_by(motion, state),
        details={"meeting": str(meeting), "kind": state.second.kind},
        actor=actor,
        now=now,
    )
    publish(
        MotionSentToMeeting(
            **published(step, motion), meeting_on=day, resolution_kind=state.second.kind
        )
    )
    return step


def waiting_for_second(motion: Motion) -> Confirming:
    """Return how far it is with the second meeting, which is still to be set.

    Raises:
        NotOpenToThat: the motion does not wait for one, or it is set.
    """
    state = confirming(motion)
    if state is None:
        raise NotOpenToThat(
            "This motion does not wait for a second meeting.",
            next_step="Its page shows where it stands.",
        )
    if state.sent is not None and state.sent.on_day is not None:
        raise NotOpenToThat(
            f"Its second meeting is set for {in_words(state.sent.on_day)}.",
            next_step="Enter the result of that, or take the motion back from it first.",
        )
    return state


def lapse_due(now: datetime) -> int:
    """Have lapse what no second meeting confirmed in its time; return how many did.

    One whose second meeting is set waits for the result of that, which may be entered later.
    """
    late = [motion for motion, state in to_be_confirmed() if _has_lapsed(state, day_of(now))]
    return sum(_lapsed(motion, now) for motion in late)


def _lapsed(motion: Motion, now: datetime) -> bool:
    hold(motion)
    state = confirming(motion)
    if state is None or not _has_lapsed(state, day_of(now)):
        return False
    moved(motion.id, before=("to_confirm",), after="lapsed", closed_at=now)
    step = write_step(
        motion, StepKind.LAPSED, about=state.first, on_day=state.latest, actor=Actor(), now=now
    )
    publish(MotionLapsed(**published(step, motion)))
    return True


def _has_lapsed(state: Confirming, today: date) -> bool:
    return state.sent is None and today > state.latest


def _refuse_out_of_time(state: Confirming, day: date) -> None:
    if not state.second.is_in_time(state.first_day, day):
        raise MeetingNotPossible(
            f"The first meeting was on {in_words(state.first_day)}, so by law the second is held "
            f"between {in_words(state.earliest)} and {in_words(state.latest)}.",
            next_step="Choose a day between these two.",
        )


def _reopened_by(motion: Motion, state: Confirming) -> Step:
    """Return what left the motion without a second meeting, which one step alone can answer."""
    steps = (newest_step(motion.id, kind) for kind in (StepKind.TAKEN_BACK, StepKind.DECIDED_THERE))
    return max((step for step in steps if step), key=lambda step: step.id, default=state.first)
