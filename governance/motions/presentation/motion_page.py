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
from governance.motions.presentation.words import (
    TONES,
    seconders_in_words,
    state_in_words,
)
from governance.motions.presentation.writing import Written, written
from governance.motions.queries import Listed
from governance.motions.service.good_standing import is_barred
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.kinds.membership import WhileSuspended
from governance.web.templating import date_only

USUAL = "ordinary"
EXTRA = "folkmoot_motion_extra"
Extra = Callable[[Motion, Actor], dict[str, str] | None]


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
    has_seconded: bool
    is_suspended: bool
    may_second: bool
    may_withdraw: bool
    lines: list[Line]
    needs: str
    conflicts: list[Motion]
    amended_on: datetime | None


def of_motion(motion_id: int, actor: Actor, *, today: date) -> MotionPage:
    """Return the motion's page, but for its discussion."""
    listed = queries.listed(motion_id)
    motion = listed.motion
    seconders = queries.seconders_of(motion_id)
    has_seconded = actor.party_id in [party_id for party_id, _name in seconders]
    looking = motion.state in ("proposed", "seconded")
    could_second = looking and not has_seconded and may(actor, Motions.SECOND, motion)
    suspended = could_second and is_barred(actor, WhileSuspended.SECOND, on=today)
    ballot = _extra(motion, actor)
    return MotionPage(
        motion=motion,
        mover=listed.mover,
        written=written(motion),
        state=state_in_words(motion.state),
        tone=TONES[motion.state],
        seconders=[name for _party_id, name in seconders],
        progress=seconders_in_words(listed),
        steps=steps_of(listed, ballot),
        ballot=ballot,
        has_seconded=has_seconded,
        is_suspended=suspended,
        may_second=could_second and not suspended,
        may_withdraw=looking and may(actor, Motions.WITHDRAW, motion),
        lines=if_carried(motion.effect, motion.payload, today=today, kept=motion.consequences),
        needs=_needs(motion, today),
        conflicts=queries.conflicts_of(motion) if motion.closed_at is None else [],
        amended_on=queries.amended_on(motion),
    )


def steps_of(listed: Listed, ballot: dict[str, str] | None) -> list[dict[str, str]]:
    """Return the motion's way so far and what is to come."""
    motion, ended = listed.motion, listed.motion.closed_at
    proposed = {
        "title": gettext("Proposed by %(name)s", name=listed.mover or gettext("a former member")),
        "when": date_only(motion.proposed_at),
        "state": "done",
    }
    seconded = {
        "title": gettext("Seconded"),
        "when": date_only(motion.seconded_at) if motion.seconded_at else "",
        "text": "" if motion.seconded_at else seconders_in_words(listed),
        "state": "done" if motion.seconded_at else "now",
    }
    if motion.state == "withdrawn":
        assert ended is not None
        withdrawn = {
            "title": gettext("Withdrawn"),
            "when": date_only(ended),
            "text": gettext("Its mover took it back."),
            "state": "done",
        }
        return [proposed, *([seconded] if motion.seconded_at else []), withdrawn]
    return [proposed, seconded, _ballot_step(motion, ballot), _decision_step(motion)]


def _needs(motion: Motion, today: date) -> str:
    """Return what kind of resolution its effect needs, if that is not the usual one."""
    needed = queries.needed_by(motion, today) if motion.closed_at is None else USUAL
    return "" if needed == USUAL else gettext(kind_named(needed).title)


def _ballot_step(motion: Motion, ballot: dict[str, str] | None) -> dict[str, str]:
    state = {"proposed": "next", "seconded": "now", "balloted": "now"}.get(motion.state, "done")
    titles = {
        "proposed": gettext("Put to a ballot by the secretary"),
        "seconded": gettext("Waiting for the secretary to put it to a ballot"),
    }
    step = {"title": titles.get(motion.state, gettext("Put to a ballot")), "state": state}
    if ballot and motion.state not in titles:
        step |= {"href": ballot["href"], "text": ballot["text"]}
    return step


def _decision_step(motion: Motion) -> dict[str, str]:
    if motion.closed_at is None:
        return {"title": gettext("Decided by the members"), "state": "next"}
    return {
        "title": state_in_words(motion.state),
        "when": date_only(motion.closed_at),
        "state": "done",
    }


def _extra(motion: Motion, actor: Actor) -> dict[str, str] | None:
    """Return what a higher room knows of the motion: label, href, text, perhaps action and now."""
    provider: Extra | None = current_app.extensions.get(EXTRA)
    found: dict[str, Any] | None = provider(motion, actor) if provider else None
    return None if found is None else dict.fromkeys(("label", "href", "text", "action"), "") | found
