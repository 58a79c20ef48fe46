"""Motions with an effect, and their being carried, by the services."""

from datetime import datetime
from typing import Any

from governance.infrastructure.database import db
from governance.motions import service
from governance.motions.models import Motion
from governance.resolutions import queries
from governance.resolutions.models import Resolution
from governance.resolutions.queries import Entered, Reader
from tests.factories.motions import SECRETARY, decided, make_actor, make_motion
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON


def propose_change(
    *,
    from_day: str = "",
    title: str = "Change what our rules say",
    now: datetime = NOON,
    **changes: Any,
) -> Motion:
    """Return a motion that would change rules ("motions__seconders=3"), put to a ballot."""
    set_rules(motions__seconders=0, now=now)
    values = {name.replace("__", "."): value for name, value in changes.items()}
    return ballot_on(
        service.propose(
            title,
            "The rules say something else.",
            "It works better.",
            "",
            effect="change_rules",
            payload={"from": from_day, "changes": values},
            actor=make_actor("Maud Mover"),
            now=now,
        ),
        now=now,
    )


def ballot_on(motion: Motion, *, now: datetime = NOON) -> Motion:
    """Return the seconded motion, put to a ballot."""
    secretary = make_actor("Sue Secretary", roles=SECRETARY)
    service.mark_balloted(motion, actor=secretary, now=now)
    return motion


def carry(motion: Motion, *, now: datetime = NOON) -> Entered:
    """Have the members carry a motion that is put to a ballot; return what the register says."""
    service.resolve(decided(motion, "carried", now=now))
    db.session.refresh(motion)
    resolution = queries.resolution_of(motion.id)
    assert resolution is not None
    return queries.entered(resolution.id, Reader(now.date()))


def make_resolution(
    *, title: str = "Open a respite house in Tipton", now: datetime = NOON, **words: str
) -> Resolution:
    """Return the resolution of a motion that does nothing by itself."""
    return carry(make_motion(title=title, state="balloted", now=now, **words), now=now).resolution
