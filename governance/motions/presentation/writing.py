"""What the pages of a motion say of how it was written: what it is about, and with whom."""

from dataclasses import dataclass
from datetime import date

from babel.lists import format_list
from flask_babel import get_locale, gettext

from governance.infrastructure.actor import Actor
from governance.members import queries as members
from governance.motions import queries
from governance.motions.models import Draft, Motion
from governance.motions.presentation.words import category_in_words
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.rulebook.queries import rules_on


@dataclass(frozen=True)
class Written:
    """What a motion is about and who wrote it with its mover, in words."""

    category: str
    co_authors: str


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


def written(motion: Motion) -> Written:
    """Return how a motion was written."""
    names = queries.co_authors_of(motion.id)
    return Written(category_in_words(motion.category), names_in_words(names))


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
