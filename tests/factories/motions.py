"""Motions at any point of their way, made by the services."""

from datetime import datetime
from types import SimpleNamespace

from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.members import queries as members
from governance.members.models import Society
from governance.motions import service
from governance.motions.categories import Category
from governance.motions.models import Motion
from governance.reckoning.sentence import Sentence
from governance.rulebook.queries import named_on
from tests.factories import members as factory
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON

SECRETARY = frozenset({Role.MEMBER, Role.SECRETARY})


def make_society(*, seconders_needed: int = 2) -> Society:
    """Return the society, set up if it was not, needing that many seconders.

    A motion that was lost may come again at once: motions made here have much the same words.
    """
    society = factory.make_society()
    set_rules(motions__seconders=seconders_needed, motions__resubmission_months=0)
    return society


def make_actor(
    name: str = "Ada Brook", *, roles: frozenset[Role] = frozenset({Role.MEMBER})
) -> Actor:
    """Return a person known to the society, acting with these roles."""
    make = factory.make_member if Role.MEMBER in roles else factory.make_person
    entry = make(name)
    return Actor(party_id=entry.party_id, name=name, roles=roles, account_id=entry.party_id)


def make_motion(
    *,
    title: str = "Open a respite house in Tipton",
    text: str = "The society opens a respite house in Tipton by September.",
    reason: str = "Families wait eleven weeks for a respite place.",
    cost: str = "",
    category: str = Category.OTHER,
    state: str = "proposed",
    seconders_needed: int | None = None,
    mover: Actor | None = None,
    now: datetime = NOON,
) -> Motion:
    """Return a motion in that state, by the services; `seconders_needed` changes the setting."""
    if seconders_needed is not None or members.society() is None:
        make_society(seconders_needed=2 if seconders_needed is None else seconders_needed)
    by = mover or make_actor("Maud Mover")
    motion = service.propose(title, text, reason, cost, category=category, actor=by, now=now)
    if state == "withdrawn":
        service.withdraw(motion, actor=by, now=now)
    elif state != "proposed":
        _bring_to(motion, state, now=now)
    assert motion.state == state, f"asked for {state}, made {motion.state}"
    return motion


def _bring_to(motion: Motion, state: str, *, now: datetime) -> None:
    while motion.state == "proposed":
        service.second(motion, actor=make_actor("Sid Seconder"), now=now)
    if state == "seconded":
        return
    secretary = make_actor("Sue Secretary", roles=SECRETARY)
    service.mark_balloted(motion, actor=secretary, now=now)
    if state != "balloted":
        service.resolve(decided(motion, state, now=now))
        db.session.refresh(motion)


def decided(motion: Motion, outcome: str, *, now: datetime = NOON) -> SimpleNamespace:
    """Return what `resolve` and `release` read of a ballot's end."""
    return SimpleNamespace(
        at=now,
        by=None,
        motion_id=motion.id,
        outcome=outcome,
        resolution_kind="ordinary",
        figures={"for": 2, "against": 1, "abstained": 0, "entitled": 3},
        arithmetic=Sentence("2 for, 1 against").as_json(),
        decided_by="ballot",
        decided_ref="Ballot result 2026/1",
        decided_on=day_of(now),
        rules=named_on(day_of(now)),
    )
