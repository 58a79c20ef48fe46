"""Putting a motion to the other members: checked, numbered, on the record."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from governance.effects.registry import NONE, effect_named
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.errors import NotAllowed, Refused
from governance.infrastructure.events import publish
from governance.motions import limits
from governance.motions.categories import CATEGORIES, Category
from governance.motions.events import MotionProposed
from governance.motions.models import CoAuthor, Motion
from governance.motions.queries.support import seconders_needed
from governance.motions.service.coming_again import refuse_too_soon
from governance.motions.service.good_standing import refuse_the_suspended
from governance.motions.service.seconding import note_enough_seconders
from governance.motions.service.versions import digest_of, keep_first_version
from governance.reckoning.rules.kinds.membership import WhileSuspended
from governance.rulebook.queries import named_on

NUMBERS_LOCK = "motion numbers"


class NotAMotion(Refused):
    """A part of the motion is missing, too short or too long."""

    status = 422
    title = "The motion is not ready"


def propose(
    title: str,
    text: str,
    reason: str,
    cost: str,
    *,
    effect: str = NONE,
    payload: Mapping[str, Any] | None = None,
    category: str = Category.OTHER,
    co_authors: Sequence[int] = (),
    actor: Actor,
    now: datetime,
) -> Motion:
    """Put a motion to the members under the next number of the year.

    `effect` and `payload` say what it does if it is carried (see `effects`).

    Raises:
        NotAllowed: for anyone but a member.
        NotInGoodStanding: for a suspended one.
        NotAMotion: saying which part needs changing.
        CannotTakeEffect: as things stand, its effect could not be.
        ComesTooSoon: one much the same was lost not long ago.
    """
    if not actor.is_member or actor.party_id is None:
        raise NotAllowed(
            "Only members can propose a motion.", next_step="Ask a member to propose it for you."
        )
    refuse_the_suspended(actor, WhileSuspended.PROPOSE, now=now)
    check_words(title, text, reason, cost)
    _check_category(category)
    today = day_of(now)
    year = today.year
    checked = effect_named(effect).checked(payload or {}, today=today)
    refuse_too_soon(title, text, effect, checked, today=today)
    motion = Motion(
        year=year,
        number=_next_number(year),
        title=title,
        text=text,
        reason=reason,
        cost=cost,
        category=category,
        mover_id=actor.party_id,
        seconders_needed=seconders_needed(today),
        proposed_at=now,
        effect=effect,
        payload=checked,
        digest=digest_of(title, text, reason, cost, effect, checked),
    )
    db.session.add(motion)
    db.session.flush()
    keep_first_version(motion)
    db.session.add_all(CoAuthor(motion_id=motion.id, party_id=each) for each in co_authors)
    db.session.flush()
    _publish(motion, actor=actor, now=now)
    note_enough_seconders(motion, actor=actor, now=now)
    return motion


def _publish(motion: Motion, *, actor: Actor, now: datetime) -> None:
    publish(
        MotionProposed(
            at=now,
            by=actor.party_id,
            motion_id=motion.id,
            reference=motion.reference,
            seconders_needed=motion.seconders_needed,
            digest=motion.digest,
            category=motion.category,
            rules=named_on(day_of(now)),
            co_authors=tuple(each.party_id for each in motion.co_authors),
        )
    )


def _next_number(year: int) -> int:
    """Return the year's next number; the lock holds until this transaction ends, so no gaps."""
    lock_for_transaction(NUMBERS_LOCK)
    last = db.session.scalar(select(func.max(Motion.number)).where(Motion.year == year))
    return (last or 0) + 1


def check_words(title: str, text: str, reason: str, cost: str) -> None:
    """Refuse a part of a motion that is missing, too short or too long."""
    if len(title) < limits.SHORTEST_TITLE or "\n" in title:
        raise NotAMotion(
            f"The title must be one line of at least {limits.SHORTEST_TITLE} characters.",
            next_step="Say in a few words what would be decided.",
        )
    if not text.strip() or not reason.strip():
        raise NotAMotion(
            "A motion needs its text and a reason.",
            next_step="Write what would be decided, and why.",
        )
    for part, words, longest in (
        ("title", title, limits.LONGEST_TITLE),
        ("text", text, limits.LONGEST_TEXT),
        ("reason", reason, limits.LONGEST_REASON),
        ("cost", cost, limits.LONGEST_COST),
    ):
        if len(words) > longest:
            raise NotAMotion(
                f"The {part} must be {longest:,} characters or fewer.",
                next_step="Shorten it; details can go into the discussion.",
            )


def _check_category(category: str) -> None:
    if category not in CATEGORIES:
        raise NotAMotion(
            "A motion needs one of the society’s categories.",
            next_step="Choose what it is about; “Something else” will do.",
        )
