"""A motion that was lost, or one much the same, does not come again at once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.errors import NotAllowed, Refused
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions import limits
from governance.motions.course_events import MotionMayComeAgain
from governance.motions.models import Motion, StepKind
from governance.motions.permissions import Motions
from governance.motions.queries.course import bars_to, may_come_again_on
from governance.motions.service.moving import (
    NotOpenToThat,
    check_words,
    hold,
    in_words,
    published,
    write_step,
)


class ComesTooSoon(Refused):
    """Much the same was lost not long ago."""

    title = "This was decided not long ago"


def refuse_too_soon(
    title: str, text: str, effect: str, payload: Mapping[str, Any], *, today: date
) -> None:
    """Refuse what is much the same as a motion that was lost, for the time the rules say."""
    bar = bars_to(title, text, effect, payload, today)
    if bar is None:
        return
    assert bar.lost.closed_at is not None, "what is lost is closed"
    raise ComesTooSoon(
        f"This is much the same as motion {bar.lost.reference}, “{bar.lost.title}”, which was lost"
        f" on {in_words(day_of(bar.lost.closed_at))}."
        f" It may be proposed again from {in_words(bar.from_day)}.",
        next_step="If circumstances have changed, ask the chair, who may allow it earlier.",
    )


def allow_again(motion: Motion, reason: str, *, actor: Actor, now: datetime) -> None:
    """Allow that a lost motion, or one much the same, comes again before its day.

    Raises:
        NotAllowed: for anyone but the chair.
        NotOpenToThat: it was not lost, or may come again anyway.
    """
    if not may(actor, Motions.ALLOW_AGAIN):
        raise NotAllowed("Only the chair can allow that a lost motion comes again.")
    check_words(reason, called="The reason", longest=limits.LONGEST_RULING)
    hold(motion)
    if may_come_again_on(motion, day_of(now)) is None:
        raise NotOpenToThat(
            "Nothing keeps this motion from coming again.", next_step="Anybody may propose it."
        )
    step = write_step(motion, StepKind.MAY_COME_AGAIN, words=reason, actor=actor, now=now)
    publish(MotionMayComeAgain(**published(step, motion)))
