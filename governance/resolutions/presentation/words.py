"""Resolutions in words: their numbers, who decided, and how they stand."""

from flask_babel import gettext

from governance.effects.registry import effect_named
from governance.reckoning.sentence import Sentence
from governance.reckoning.standing import Standing
from governance.resolutions.models import Resolution
from governance.resolutions.queries import Entered
from governance.web.templating import date_only

DECIDED_BY = ("ballot", "meeting", "board")
TONES = {
    Standing.NOTHING: "quiet",
    Standing.IN_FORCE: "good",
    Standing.TO_COME: "now",
    Standing.PENDING: "now",
    Standing.REFUSED: "bad",
    Standing.FAILED: "bad",
    Standing.SUPERSEDED: "quiet",
}


def reference_of(resolution: Resolution) -> str:
    """Return what people quote, in their language."""
    number = f"{resolution.year}/{resolution.number}"
    if resolution.is_of_the_board:
        return gettext("Board decision %(number)s", number=number)
    return gettext("Resolution %(number)s", number=number)


def decided_by_in_words(decided_by: str) -> str:
    """Return who decided, and in which way."""
    words = {
        "ballot": gettext("Members, by ballot"),
        "meeting": gettext("Members, at a meeting"),
        "board": gettext("The board"),
    }
    return words[decided_by]


def effect_in_words(effect: str) -> str:
    """Return the title of an effect."""
    return gettext(effect_named(effect).title)


def standing_in_words(standing: Standing) -> str:
    """Return how a resolution stands, as a tag says it."""
    words = {
        Standing.NOTHING: gettext("Decided"),
        Standing.IN_FORCE: gettext("In force"),
        Standing.TO_COME: gettext("To come"),
        Standing.PENDING: gettext("Waiting for registration"),
        Standing.REFUSED: gettext("Registration refused"),
        Standing.FAILED: gettext("Could not take effect"),
        Standing.SUPERSEDED: gettext("Superseded"),
    }
    return words[standing]


def sentence_of(found: Entered) -> str:
    """Return in a sentence how what it does stands."""
    day = date_only(found.holds_from) if found.holds_from else ""
    words = {
        Standing.NOTHING: gettext(
            "It does nothing by itself: its words are what was decided, and people carry them out."
        ),
        Standing.IN_FORCE: gettext("What it set is in force since %(day)s.", day=day),
        Standing.TO_COME: gettext("What it set comes into force on %(day)s.", day=day),
        Standing.PENDING: gettext(
            "It is passed, and waits for the registrar: it holds from the day it is registered."
        ),
        Standing.REFUSED: gettext("The registrar refused to register it, so it never held."),
        Standing.FAILED: gettext("It is decided, and what it was to do could not be done."),
        Standing.SUPERSEDED: gettext("Later decisions changed all that it set."),
    }
    return words[found.standing]


def at_once_in_words(found: Entered) -> str:
    """Return from when what it set with no day of its own holds, now that it is decided."""
    if found.standing == Standing.PENDING:
        return gettext("from the day it is registered")
    if found.holds_from:
        return gettext("from %(day)s", day=date_only(found.holds_from))
    return gettext("from the day it was decided")


def said(kept: dict[str, object]) -> str:
    """Return a sentence that was kept, in the reader's language."""
    return Sentence.from_json(kept).translated(gettext)
