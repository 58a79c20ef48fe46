"""What the pages of a motion say of how it was written: what it is about, and with whom."""

from dataclasses import dataclass
from datetime import date

from babel.lists import format_list
from flask import url_for
from flask_babel import get_locale, gettext

from governance.infrastructure.actor import Actor
from governance.infrastructure.permissions import may
from governance.members import queries as members
from governance.motions import queries
from governance.motions.models import Draft, Motion
from governance.motions.permissions import Motions
from governance.motions.presentation.attachments import ShownFile, files_of
from governance.motions.presentation.words import category_in_words
from governance.motions.service.versions import OPEN_TO_CHANGE
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.rulebook.queries import rules_on


@dataclass(frozen=True)
class Written:
    """What a motion is about, who wrote it with its mover, in words, and the files with it.

    `attach_href` is where more can be attached, if this person may.
    """

    category: str
    co_authors: str
    attachments: list[ShownFile]
    attach_href: str


@dataclass(frozen=True)
class DraftPage:
    """A draft and who writes it, as one of them sees it. `room` is for how many more there is."""

    draft: Draft
    category: str
    mover: str
    is_own: bool
    asked: list[queries.Asked]
    others: str
    most: int
    room: int
    attachments: list[ShownFile]
    attach_href: str


def written(motion: Motion, actor: Actor) -> Written:
    """Return how a motion was written, as this person sees it."""
    is_open = motion.state in OPEN_TO_CHANGE
    may_attach = is_open and may(actor, Motions.ATTACH, motion)
    may_remove = may_attach or (is_open and may(actor, Motions.MODERATE))
    return Written(
        category=category_in_words(motion.category),
        co_authors=names_in_words(queries.co_authors_of(motion.id)),
        attachments=files_of(motion, may_remove=may_remove),
        attach_href=url_for("motions.attach", motion_id=motion.id) if may_attach else "",
    )


def of_draft(draft: Draft, actor: Actor, *, today: date) -> DraftPage:
    """Return a draft as this person sees it."""
    asked = queries.asked_to_write(draft.id)
    most = rules_on(today).of(MotionRules).co_authors
    return DraftPage(
        draft=draft,
        category=category_in_words(draft.category) if draft.category else "",
        mover=members.names_of([draft.author_id]).get(draft.author_id, ""),
        is_own=draft.author_id == actor.party_id,
        asked=asked,
        others=names_in_words([each.name for each in asked if each.state == "accepted"]),
        most=most,
        attachments=files_of(draft, may_remove=True),
        attach_href=url_for("motions.attach_to_draft", draft_id=draft.id),
        room=max(0, most - sum(each.state != "declined" for each in asked)),
    )


def names_in_words(names: list[str]) -> str:
    """Return "Ada, Ben and Cy"; whoever has no name any more is a former member."""
    told = [name or gettext("a former member") for name in names]
    return format_list(told, locale=get_locale() or "en_GB") if told else ""


def answer_in_words(state: str) -> str:
    """Return what somebody answered who was asked to write a motion too."""
    words = {
        "asked": gettext("Asked, has not answered yet"),
        "accepted": gettext("Writes with you"),
        "declined": gettext("Declined"),
    }
    return words[state]
