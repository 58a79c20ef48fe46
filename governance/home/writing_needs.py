"""What writing motions needs of a person: whom a colleague asked to write one too."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from governance.home.need import Need
from governance.infrastructure.actor import Actor
from governance.infrastructure.permissions import may
from governance.motions import queries as motions
from governance.motions.permissions import Motions
from governance.motions.queries import composites


def motions_to_write_too(actor: Actor, now: datetime) -> Iterator[Need]:
    """Yield each motion that somebody asked this person to write with them."""
    if not may(actor, Motions.PROPOSE):
        return
    for draft, mover in motions.drafts_to_answer_for(actor.party_id):
        yield Need(
            due=None,
            when=gettext("You are asked"),
            title=gettext(
                "Write a motion with %(name)s?", name=mover or gettext("a former member")
            ),
            text=gettext("“%(title)s”", title=draft.title)
            if draft.title
            else gettext("It has no title yet."),
            href=url_for("motions.asked", draft_id=draft.id),
            action=gettext("Read it and answer"),
            button="secondary",
        )


def composites_to_answer(actor: Actor, now: datetime) -> Iterator[Need]:
    """Yield each composite that somebody asked this person to agree to."""
    for composite, name in composites.composites_to_answer(actor.party_id):
        yield Need(
            due=None,
            when=gettext("You are asked"),
            title=gettext("Bring your motion together with others?"),
            text=gettext(
                "%(name)s has written “%(title)s” to go on in their place.",
                name=name or gettext("A former member"),
                title=composite.title,
            ),
            href=url_for("motions.composite", composite_id=composite.id),
            action=gettext("Read it and answer"),
            button="secondary",
        )
