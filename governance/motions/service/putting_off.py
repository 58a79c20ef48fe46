"""Motions put off to a day, and motions remitted to the board or a group for a report."""

from datetime import date, datetime

from sqlalchemy import or_, update

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions import limits
from governance.motions.course_events import (
    MotionAdjourned,
    MotionRemitted,
    MotionReported,
    MotionResumed,
)
from governance.motions.models import Motion, Step, StepKind
from governance.motions.permissions import Motions
from governance.motions.queries.course import newest_step
from governance.motions.service.moving import (
    NotOpenToThat,
    NotSaid,
    check_words,
    hold,
    moved,
    published,
    write_step,
)
from governance.motions.service.undecided import hold_without_voting


def adjourn(motion: Motion, until: date, reason: str, *, actor: Actor, now: datetime) -> Step:
    """Put the motion off to a day, on which it comes back by itself.

    Raises:
        NotAllowed: for anyone but the secretary and the chair.
        NotOpenToThat: once it is put to a ballot or a meeting, has ended, or is put off already.
    """
    _require_steering(actor)
    check_words(reason, called="The reason", longest=limits.LONGEST_RULING)
    _check_day(until, now)
    if not _put_off(motion, until, today=day_of(now)):
        raise NotOpenToThat(
            "This motion cannot be put off now.", next_step="Its page shows where it stands."
        )
    step = write_step(motion, StepKind.ADJOURNED, words=reason, on_day=until, actor=actor, now=now)
    publish(MotionAdjourned(**published(step, motion), until=until))
    return step


def resume(motion: Motion, reason: str, *, actor: Actor, now: datetime) -> None:
    """Have the motion back before its day.

    Raises:
        NotAllowed: for anyone but the secretary and the chair.
        NotOpenToThat: it is not put off.
    """
    _require_steering(actor)
    check_words(reason, called="The reason", longest=limits.LONGEST_RULING)
    back = (
        update(Motion)
        .where(Motion.id == motion.id, Motion.adjourned_until > day_of(now))
        .where(Motion.state.in_(("proposed", "seconded")))
        .values(adjourned_until=None)
        .returning(Motion.id)
        .execution_options(synchronize_session="fetch")
    )
    if db.session.scalar(back) is None:
        raise NotOpenToThat(
            "This motion is not put off, so it need not be brought back.",
            next_step="Its page shows where it stands.",
        )
    step = write_step(motion, StepKind.RESUMED, words=reason, actor=actor, now=now)
    publish(MotionResumed(**published(step, motion)))


def remit(
    motion: Motion, to: str, question: str, report_by: date, *, actor: Actor, now: datetime
) -> Step:
    """Give a seconded motion to the board or a named group, to report back by a day.

    Raises:
        NotAllowed: for anyone but the secretary and the chair.
        NotOpenToThat: unless it is seconded and waiting.
    """
    _require_steering(actor)
    check_words(to, called="To whom it goes", longest=limits.LONGEST_GROUP)
    check_words(question, called="The question", longest=limits.LONGEST_RULING)
    _check_day(report_by, now)
    hold_without_voting(motion)
    waiting = motion.stands_on(day_of(now)) == "seconded"
    if not waiting or not moved(motion.id, before=("seconded",), after="remitted"):
        raise NotOpenToThat(
            "Only a motion that has its seconders and waits can be remitted.",
            next_step="Its page shows where it stands.",
        )
    step = write_step(
        motion,
        StepKind.REMITTED,
        words=question,
        on_day=report_by,
        details={"to": to},
        actor=actor,
        now=now,
    )
    publish(MotionRemitted(**published(step, motion), report_by=report_by))
    return step


def report(motion: Motion, text: str, *, actor: Actor, now: datetime) -> Step:
    """Enter the report of those to whom it was remitted; it is open for discussion again.

    Raises:
        NotAllowed: for anyone but the secretary and the chair.
        NotOpenToThat: it is not with anybody.
    """
    _require_steering(actor)
    check_words(text, called="The report", longest=limits.LONGEST_REPORT)
    hold(motion)
    if not moved(motion.id, before=("remitted",), after="seconded"):
        raise NotOpenToThat(
            "Nobody has to report on this motion now.", next_step="Its page shows where it stands."
        )
    asked = newest_step(motion.id, StepKind.REMITTED)
    step = write_step(motion, StepKind.REPORTED, words=text, about=asked, actor=actor, now=now)
    publish(MotionReported(**published(step, motion)))
    return step


def _put_off(motion: Motion, until: date, *, today: date) -> bool:
    not_yet = or_(Motion.adjourned_until.is_(None), Motion.adjourned_until <= today)
    put_off = (
        update(Motion)
        .where(Motion.id == motion.id, Motion.state.in_(("proposed", "seconded")), not_yet)
        .values(adjourned_until=until)
        .returning(Motion.id)
        .execution_options(synchronize_session="fetch")
    )
    return db.session.scalar(put_off) is not None


def _require_steering(actor: Actor) -> None:
    if not may(actor, Motions.STEER):
        raise NotAllowed("Only the secretary or the chair can put a motion off or remit it.")


def _check_day(day: date, now: datetime) -> None:
    if day <= day_of(now):
        raise NotSaid("The day must be in the future.", next_step="Go back and choose a later one.")
