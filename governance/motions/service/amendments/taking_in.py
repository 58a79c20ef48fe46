"""Having a motion say what an amendment says, once it is accepted or carried."""

from datetime import datetime

from governance.infrastructure.actor import Actor
from governance.motions.models import Amendment, Motion
from governance.motions.queries import amendments as queries
from governance.motions.service.amendments.ending import let_fall_what_is_overtaken
from governance.motions.service.versions import Cause, amend_words
from governance.reckoning.texts.amending import applied
from governance.reckoning.texts.paragraphs import paragraphs_of, text_of


def take_in(
    motion: Motion, amendment: Amendment, because: str, *, actor: Actor, now: datetime
) -> None:
    """Make the motion's next version; amendments that it overtakes fall, the others follow."""
    changes = queries.changes_at(amendment, motion.version)
    text = motion.text
    if changes:
        text = text_of(applied(paragraphs_of(text), changes))
    cause = Cause(because, amendment.number, [change.as_json() for change in changes])
    payload = queries.payload_at(amendment, motion.version)
    made = amend_words(motion, text, cause, payload=payload, actor=actor, now=now)
    assert made, "the motion's row is held, and it is open to amendment"
    let_fall_what_is_overtaken(motion, amendment, actor=actor, now=now)
