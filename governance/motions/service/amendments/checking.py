"""What an amendment must be, and when a motion is open to one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from governance.effects.effect import CannotTakeEffect
from governance.effects.registry import effect_named
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.motions import limits
from governance.motions.models import Amendment, Motion
from governance.motions.service.moving import hold
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.reckoning.texts.amending import Change, applied, is_sound
from governance.reckoning.texts.negation import only_negates
from governance.reckoning.texts.paragraphs import paragraphs_of, text_of
from governance.rulebook.queries import rules_on

OPEN_TO_AMENDMENT = ("proposed", "seconded")
VOTE_AGAINST = "If you want the motion not to be carried, vote against it."


class NotAnAmendment(Refused):
    """It would change nothing, or only say the opposite, or a part of it is missing."""

    status = 422
    title = "The amendment is not ready"


class NotOpenToAmendment(Refused):
    """The motion, or the amendment, is at a point of its way where this cannot be done."""


def hold_with(amendment: Amendment) -> Motion:
    """Hold the amendment and its motion, the motion first; return the motion."""
    motion = db.session.get_one(Motion, amendment.motion_id)
    hold(motion)
    db.session.refresh(amendment, with_for_update=True)
    return motion


def refuse_closed(motion: Motion, *, now: datetime) -> None:
    """Refuse where the rules know no amendments, or the motion is not open to them any more."""
    if not rules_on(day_of(now)).of(MotionRules).amendments:
        raise NotOpenToAmendment(
            "By the society’s rules a motion is decided as it was proposed.",
            next_step="Say in its discussion what you would change.",
        )
    if motion.state not in OPEN_TO_AMENDMENT:
        raise NotOpenToAmendment(
            "This motion is past the point at which it can be amended.",
            next_step="Its page shows where it stands.",
        )


def check(
    motion: Motion,
    changes: Sequence[Change],
    payload: Mapping[str, Any] | None,
    reason: str,
    *,
    now: datetime,
) -> dict[str, Any] | None:
    """Refuse what is no amendment of the motion; return what the effect is to do, if it changes.

    Raises:
        NotAnAmendment: saying what to change, or that it only negates.
        CannotTakeEffect: as things stand, the amended effect could not be.
    """
    old = paragraphs_of(motion.text)
    assert is_sound(changes, len(old)), "the pages offer the paragraphs that there are"
    amended = None
    if payload is not None and dict(payload) != motion.payload:
        amended = checked_payload(motion, payload, today=day_of(now))
    new = applied(old, changes)
    if new == old and amended is None:
        raise NotAnAmendment(
            "This would change nothing of the motion.",
            next_step="Choose a paragraph, and say what should become of it.",
        )
    _refuse_negation(old, new, does_the_same=amended is None)
    _refuse_wrong_length(new, reason)
    return amended


def checked_payload(
    motion: Motion, payload: Mapping[str, Any], *, today: date
) -> dict[str, Any] | None:
    """Return what the effect is to do instead, in its one spelling; None if that is the same.

    Raises:
        NotAnAmendment: nothing would change, or something that the motion is not about.
        CannotTakeEffect: as things stand, it could not be.
    """
    effect = effect_named(motion.effect)
    if payload.get("changes") == {}:
        raise _nothing_left()
    if not effect.touches(payload) <= effect.touches(motion.payload):
        raise NotAnAmendment(
            "This would set something that the motion is not about.",
            next_step="Propose it as a motion of its own.",
        )
    try:
        checked = effect.checked(payload, today=today)
    except CannotTakeEffect as refused:
        if refused.field:  # one value cannot be; what would be done is no less for it
            raise
        told = effect.consequences(payload, today=today)
        if told and all(line.before == line.after for line in told):
            raise _nothing_left() from None
        raise
    return None if checked == motion.payload else checked


def _nothing_left() -> NotAnAmendment:
    return NotAnAmendment(
        "With this nothing would change if the motion is carried, so it is no amendment.",
        next_step=VOTE_AGAINST,
    )


def _refuse_negation(old: tuple[str, ...], new: tuple[str, ...], *, does_the_same: bool) -> None:
    if not new:
        raise NotAnAmendment(
            "This would remove everything that would be decided, so it is no amendment.",
            next_step=VOTE_AGAINST,
        )
    if does_the_same and only_negates(old, new):
        raise NotAnAmendment(
            "This only makes the motion say the opposite, so it is no amendment.",
            next_step=VOTE_AGAINST,
        )


def _refuse_wrong_length(new: tuple[str, ...], reason: str) -> None:
    if len(text_of(new)) > limits.LONGEST_TEXT:
        raise NotAnAmendment(
            f"The amended text would be longer than {limits.LONGEST_TEXT:,} characters.",
            next_step="Shorten what you add.",
        )
    if not reason.strip() or len(reason) > limits.LONGEST_REASON:
        raise NotAnAmendment(
            f"An amendment needs a reason of at most {limits.LONGEST_REASON:,} characters.",
            next_step="Say why the motion would be better with it.",
        )
