"""Reads of what was done to motions on their way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from governance.effects.registry import NONE
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from governance.motions.models import Appellant, Draft, Motion, Step, StepKind
from governance.reckoning.canonical import canonical
from governance.reckoning.resolutions.passing import SecondMeeting
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.reckoning.texts.likeness import is_much_the_same
from governance.rulebook.queries import rules_on


@dataclass(frozen=True)
class Taken:
    """A step as it is read, and the name of who took it."""

    step: Step
    by: str


@dataclass(frozen=True)
class Ruling:
    """A ruling by which a motion is out of order, and how far the appeal against it is."""

    step: Step
    appeal: Step | None
    decision: Step | None

    @property
    def until(self) -> date:
        assert self.step.on_day is not None, "a ruling says until when members may appeal"
        return self.step.on_day

    @property
    def needed(self) -> int:
        """How many members make an appeal, by the rules of the day of the ruling."""
        return int(self.step.details["appellants"])

    @property
    def goes_to(self) -> str:
        """Who decides the appeal, by the rules of the day of the ruling."""
        return str(self.step.details["goes_to"])

    @property
    def before(self) -> str:
        """Where the motion stood, and stands again if the appeal is allowed."""
        return str(self.step.details["before"])


@dataclass(frozen=True)
class Confirming:
    """What a first meeting passed, and the second meeting that must confirm it.

    `first` is the first vote; `sent` the second meeting, if one is set and has not voted yet.
    """

    first: Step
    second: SecondMeeting
    sent: Step | None

    @property
    def first_day(self) -> date:
        assert self.first.on_day is not None, "a meeting has a day"
        return self.first.on_day

    @property
    def earliest(self) -> date:
        return self.second.between(self.first_day)[0]

    @property
    def latest(self) -> date:
        return self.second.between(self.first_day)[1]


@dataclass(frozen=True)
class Appeals:
    """A member who appeals, as it is read."""

    appellant: Appellant
    name: str


@dataclass(frozen=True)
class Bar:
    """A lost motion that one much the same comes too soon after, and from when it may come."""

    lost: Motion
    from_day: date


def steps_of(motion_id: int) -> list[Taken]:
    """Return what was done to the motion, in order."""
    taken = (
        select(Step, func.coalesce(RegisterEntry.name, ""))
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Step.by_id)
        .where(Step.motion_id == motion_id)
        .order_by(Step.id)
    )
    return [Taken(*row) for row in db.session.execute(taken)]


def newest_step(motion_id: int, kind: StepKind) -> Step | None:
    """Return the last step of that kind, if there is one."""
    of_kind = select(Step).where(Step.motion_id == motion_id, Step.kind == kind)
    return db.session.scalar(of_kind.order_by(Step.id.desc()).limit(1))


def ruling_on(motion_id: int) -> Ruling | None:
    """Return the last ruling on the motion, if there is one."""
    ruling = newest_step(motion_id, StepKind.RULED_OUT)
    if ruling is None:
        return None
    about = {
        step.kind: step for step in db.session.scalars(select(Step).filter_by(about_id=ruling.id))
    }
    return Ruling(ruling, about.get(StepKind.APPEALED), about.get(StepKind.APPEAL_DECIDED))


def appellants_of(ruling_id: int) -> list[Appeals]:
    """Return who appeals against the ruling, in the order in which they joined."""
    joined = (
        select(Appellant, func.coalesce(RegisterEntry.name, ""))
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Appellant.party_id)
        .where(Appellant.ruling_id == ruling_id)
        .order_by(Appellant.at, Appellant.party_id)
    )
    return [Appeals(*row) for row in db.session.execute(joined)]


def may_be_put_from(motion: Motion, today: date) -> date:
    """Return the first day on which the motion may be put to a ballot or a meeting."""
    from_day = rules_on(today).of(MotionRules).may_be_put_from(day_of(motion.proposed_at))
    return max(from_day, motion.adjourned_until or from_day)


def meeting_waited_for(motion: Motion) -> Step | None:
    """Return the step that sent the motion to a meeting, if that has not voted on it yet."""
    if motion.state not in ("to_meeting", "to_confirm"):
        return None
    sent = newest_step(motion.id, StepKind.SENT_TO_MEETING)
    if sent is None:
        return None
    answered = select(Step.id).where(
        Step.about_id == sent.id, Step.kind.in_((StepKind.TAKEN_BACK, StepKind.DECIDED_THERE))
    )
    return None if db.session.scalar(answered) else sent


def confirming(motion: Motion) -> Confirming | None:
    """Return how far it is with the second meeting, if the motion waits for one."""
    if motion.state != "to_confirm":
        return None
    votes = select(Step).where(Step.motion_id == motion.id, Step.kind == StepKind.DECIDED_THERE)
    for step in db.session.scalars(votes.order_by(Step.id.desc())):
        second = kind_named(step.details["kind"]).second
        if second is not None:
            return Confirming(step, second, meeting_waited_for(motion))
    raise AssertionError("what is to be confirmed was passed by a first meeting")


def to_be_confirmed() -> list[tuple[Motion, Confirming]]:
    """Return the motions that wait for a second meeting, the oldest first."""
    waiting = select(Motion).where(Motion.state == "to_confirm").order_by(Motion.id)
    found = [(motion, confirming(motion)) for motion in db.session.scalars(waiting)]
    return [(motion, state) for motion, state in found if state is not None]


def motions_at(kind: StepKind, state: str) -> Sequence[tuple[Motion, Step]]:
    """Return the motions in that state with the last step of that kind, the earliest day first."""
    newest = select(func.max(Step.id)).where(Step.kind == kind).group_by(Step.motion_id)
    found = (
        select(Motion, Step)
        .join(Step, Step.motion_id == Motion.id)
        .where(Motion.state == state, Step.id.in_(newest))
        .order_by(Step.on_day, Step.id)
    )
    return [(motion, step) for motion, step in db.session.execute(found)]


def motions_before_a_meeting() -> list[tuple[Motion, Step]]:
    """Return the motions that wait for a meeting's vote, with what sent them there."""
    second = [(motion, state.sent) for motion, state in to_be_confirmed() if state.sent]
    return [*motions_at(StepKind.SENT_TO_MEETING, "to_meeting"), *second]


def adjourned(today: date) -> list[Motion]:
    """Return the motions that are put off beyond today, the first to come back first."""
    put_off = (
        select(Motion)
        .where(Motion.state.in_(("proposed", "seconded")), Motion.adjourned_until > today)
        .order_by(Motion.adjourned_until, Motion.id)
    )
    return list(db.session.scalars(put_off))


def appeals_waiting() -> list[tuple[Motion, Ruling]]:
    """Return the motions on which an appeal waits to be decided, with the ruling."""
    ruled = motions_at(StepKind.RULED_OUT, "out_of_order")
    rulings = [(motion, ruling_on(motion.id)) for motion, _step in ruled]
    return [
        (motion, ruling)
        for motion, ruling in rulings
        if ruling is not None and ruling.appeal is not None and ruling.decision is None
    ]


def rulings_open(now: datetime) -> list[tuple[Motion, Ruling]]:
    """Return the motions ruled out against which members may still join an appeal."""
    today = day_of(now)
    ruled = motions_at(StepKind.RULED_OUT, "out_of_order")
    rulings = [(motion, ruling_on(motion.id)) for motion, _step in ruled]
    return [
        (motion, ruling)
        for motion, ruling in rulings
        if ruling is not None
        and ruling.appeal is None
        and ruling.decision is None
        and today <= ruling.until
    ]


def bars_to(
    title: str, text: str, effect: str, payload: Mapping[str, Any], today: date
) -> Bar | None:
    """Return the lost motion that keeps one like this from coming again yet, if there is one.

    Much the same is what has as many words in common as the rules say, title and text together, or
    what would do the very same. What the chair allowed to come again is no bar.
    """
    rules = rules_on(today).of(MotionRules)
    for lost in _lost_and_not_allowed():
        assert lost.closed_at is not None, "what is lost is closed"
        from_day = rules.may_come_again_on(day_of(lost.closed_at))
        same_words = is_much_the_same(
            f"{lost.title} {lost.text}", f"{title} {text}", percent=rules.likeness_percent
        )
        same_deed = effect != NONE and (effect, canonical(payload)) == (
            lost.effect,
            canonical(lost.payload),
        )
        if today < from_day and (same_words or same_deed):
            return Bar(lost, from_day)
    return None


def bar_to(draft: Draft, today: date) -> Bar | None:
    """Return the lost motion that keeps the draft from being proposed yet, if there is one."""
    return bars_to(draft.title, draft.text, draft.effect, draft.payload, today)


def may_come_again_on(motion: Motion, today: date) -> date | None:
    """Return from which day a lost motion may be proposed again; None if it may today."""
    if motion.state != "lost" or motion.closed_at is None:
        return None
    if newest_step(motion.id, StepKind.MAY_COME_AGAIN) is not None:
        return None
    from_day = rules_on(today).of(MotionRules).may_come_again_on(day_of(motion.closed_at))
    return from_day if today < from_day else None


def may_be_taken_up_until(motion: Motion, today: date) -> date | None:
    """Return the last day on which a withdrawn motion may be taken up; None if it cannot be."""
    days = rules_on(today).of(MotionRules).take_up_days
    if motion.state != "withdrawn" or motion.closed_at is None or not days:
        return None
    if newest_step(motion.id, StepKind.TAKEN_UP) is not None:
        return None
    return day_of(motion.closed_at) + timedelta(days=days)


def _lost_and_not_allowed() -> Sequence[Motion]:
    allowed = select(Step.motion_id).where(Step.kind == StepKind.MAY_COME_AGAIN)
    lost = select(Motion).where(Motion.state == "lost", Motion.id.not_in(allowed))
    return db.session.scalars(lost.order_by(Motion.closed_at.desc(), Motion.id.desc())).all()
