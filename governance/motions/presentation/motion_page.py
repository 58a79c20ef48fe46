"""What the page of one motion shows: its steps, figures, and what this person may do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app
from flask_babel import gettext

from governance.effects.presentation import Line, if_carried
from governance.infrastructure.actor import Actor
from governance.infrastructure.permissions import may
from governance.motions import queries
from governance.motions.models import Motion
from governance.motions.permissions import Motions
from governance.motions.presentation.amendments import Amendments, amendments_of
from governance.motions.presentation.course import Course, course_of
from governance.motions.presentation.way import way_of
from governance.motions.presentation.words import (
    TONES,
    seconders_in_words,
    state_in_words,
)
from governance.motions.presentation.writing import Written, written
from governance.motions.service.deciding import MAY_BE_WITHDRAWN
from governance.motions.service.good_standing import is_barred
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.kinds.membership import WhileSuspended

USUAL = "ordinary"
EXTRA = "folkmoot_motion_extra"
RESOLUTION = "folkmoot_motion_resolution"
Extra = Callable[[Motion, Actor, date], dict[str, str] | None]


@dataclass(frozen=True)
class MotionPage:
    """One motion as this person sees it."""

    motion: Motion
    mover: str
    written: Written
    state: str
    tone: str
    seconders: list[str]
    progress: str
    steps: list[dict[str, str]]
    ballot: dict[str, str] | None
    resolution: dict[str, str] | None
    has_seconded: bool
    is_suspended: bool
    may_second: bool
    may_withdraw: bool
    lines: list[Line]
    needs: str
    conflicts: list[Motion]
    course: Course
    amended_on: datetime | None
    amendments: Amendments


def of_motion(motion_id: int, actor: Actor, *, today: date) -> MotionPage:
    """Return the motion's page, but for its discussion."""
    listed = queries.listed(motion_id)
    motion = listed.motion
    seconders = queries.seconders_of(motion_id)
    has_seconded = actor.party_id in [party_id for party_id, _name in seconders]
    looking = motion.state in ("proposed", "seconded")
    could_second = looking and not has_seconded and may(actor, Motions.SECOND, motion)
    suspended = could_second and is_barred(actor, WhileSuspended.SECOND, on=today)
    ballot, resolution = _extra(motion, actor, today), _resolution(motion, today)
    return MotionPage(
        motion=motion,
        mover=listed.mover,
        written=written(motion, actor),
        state=state_in_words(motion.stands_on(today)),
        tone=TONES[motion.stands_on(today)],
        seconders=[name for _party_id, name in seconders],
        progress=seconders_in_words(listed),
        steps=way_of(listed, ballot, today),
        ballot=ballot,
        resolution=resolution,
        has_seconded=has_seconded,
        is_suspended=suspended,
        may_second=could_second and not suspended,
        may_withdraw=motion.state in MAY_BE_WITHDRAWN and may(actor, Motions.WITHDRAW, motion),
        lines=if_carried(motion.effect, motion.payload, today=today, kept=motion.consequences),
        needs=_needs(motion, today),
        course=course_of(motion, actor, today),
        conflicts=queries.conflicts_of(motion) if motion.closed_at is None else [],
        amended_on=queries.amended_on(motion),
        amendments=amendments_of(motion, actor, today),
    )


def _needs(motion: Motion, today: date) -> str:
    """Return what kind of resolution its effect needs, if that is not the usual one."""
    needed = queries.needed_by(motion, today) if motion.closed_at is None else USUAL
    return "" if needed == USUAL else gettext(kind_named(needed).title)


def _resolution(motion: Motion, today: date) -> dict[str, str] | None:
    """Return what the register says of the motion, once it is a resolution."""
    provider = current_app.extensions.get(RESOLUTION)
    found: dict[str, str] | None = provider(motion, today) if provider else None
    return found


def _extra(motion: Motion, actor: Actor, today: date) -> dict[str, str] | None:
    """Return what a higher room knows of the motion: label, href, text, perhaps action and now."""
    provider: Extra | None = current_app.extensions.get(EXTRA)
    found: dict[str, Any] | None = provider(motion, actor, today) if provider else None
    return None if found is None else dict.fromkeys(("label", "href", "text", "action"), "") | found
