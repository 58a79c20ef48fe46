"""What whoever changes a draft asks of it first: whose it is, and whether it is still one."""

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, NotFound, Refused
from governance.motions import queries
from governance.motions.models import Draft


class AlreadyProposed(Refused):
    """The draft has become a motion, whose words no longer change."""

    title = "This motion is proposed already"


def hold(draft: Draft) -> None:
    """Hold the draft's row: of several who change it at once, one comes after the other."""
    db.session.refresh(draft, with_for_update=True)


def refuse_strangers(draft: Draft, actor: Actor) -> None:
    """Refuse whoever does not write this draft; they do not learn that there is one."""
    if not queries.writes(draft, actor.party_id):
        raise NotFound("There is no such draft of yours.", next_step="Begin a new one.")


def refuse_all_but_the_mover(draft: Draft, actor: Actor) -> None:
    """Refuse co-authors what only the mover does, and strangers everything."""
    refuse_strangers(draft, actor)
    if actor.party_id != draft.author_id:
        raise NotAllowed(
            "Only the person who began this motion can do that.",
            next_step="Speak to them: you can still write with them.",
        )


def refuse_the_proposed(draft: Draft) -> None:
    """Refuse to change what is a motion by now."""
    if draft.motion_id is not None:
        raise AlreadyProposed(
            "This motion is proposed, so its words can no longer change.",
            next_step="Say what you would change in its discussion.",
        )
