"""Amendments at any point of their way, made by the services."""

from datetime import datetime
from types import SimpleNamespace

from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db
from governance.motions.models import Amendment, Motion
from governance.motions.service import amendments
from governance.reckoning.texts.amending import Change, Deed
from tests.factories.motions import decided, make_actor, make_motion
from tests.machinery.clock import NOON

TEXT = "We buy two vans.\n\nThey are white.\n\nThe board chooses them."
CHAIR = frozenset({Role.MEMBER, Role.CHAIR})
SECRETARY = frozenset({Role.MEMBER, Role.SECRETARY})


def replaced(paragraph: int, words: str) -> Change:
    return Change(Deed.REPLACE, paragraph, words)


def removed(paragraph: int) -> Change:
    return Change(Deed.REMOVE, paragraph)


def inserted(after: int, words: str) -> Change:
    return Change(Deed.INSERT, after, words)


def make_amendable(*, mover: Actor | None = None, state: str = "seconded") -> Motion:
    """Return a motion of three paragraphs that has its seconders."""
    return make_motion(text=TEXT, state=state, mover=mover, seconders_needed=1)


def make_amendment(
    motion: Motion,
    *changes: Change,
    reason: str = "Two are too few.",
    state: str = "proposed",
    mover: Actor | None = None,
    now: datetime = NOON,
) -> Amendment:
    """Return an amendment of the motion in that state, by the services."""
    by = mover or make_actor("Amy Amender")
    done = changes or (replaced(1, "We buy three vans."),)
    amendment = amendments.propose(motion, done, reason, actor=by, now=now)
    if state == "withdrawn":
        amendments.withdraw(amendment, actor=by, now=now)
    elif state == "ruled_out":
        chair = make_actor("Cy Chair", roles=CHAIR)
        amendments.rule_out(amendment, "It has no place here.", actor=chair, now=now)
    elif state != "proposed":
        _bring_to(amendment, state, now=now)
    db.session.refresh(amendment)
    assert amendment.state == state, f"asked for {state}, made {amendment.state}"
    return amendment


def _bring_to(amendment: Amendment, state: str, *, now: datetime) -> None:
    while amendment.state == "proposed":
        amendments.second(amendment, actor=make_actor("Sal Second"), now=now)
    if state == "seconded":
        return
    amendments.mark_balloted(amendment, actor=make_actor("Sue", roles=SECRETARY), now=now)
    if state != "balloted":
        amendments.resolve(amendment_decided(amendment, state, now=now))


def amendment_decided(
    amendment: Amendment, outcome: str, *, now: datetime = NOON
) -> SimpleNamespace:
    """Return what `resolve` and `release` read of the end of a ballot on an amendment."""
    motion = db.session.get_one(Motion, amendment.motion_id)
    event = decided(motion, outcome, now=now)
    event.amendment_id = amendment.id
    return event
