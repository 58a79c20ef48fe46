"""How motions are told: words of their states and categories, tones, figures of seconders."""

from flask_babel import gettext

from governance.motions.categories import Category
from governance.motions.queries import Listed

TONES = {
    "proposed": "now",
    "seconded": "neutral",
    "balloted": "now",
    "carried": "good",
    "lost": "bad",
    "inquorate": "quiet",
    "withdrawn": "quiet",
    "adjourned": "quiet",
    "remitted": "neutral",
    "to_meeting": "now",
    "to_confirm": "now",
    "out_of_order": "bad",
    "composited": "quiet",
    "lapsed": "quiet",
}


def state_in_words(state: str) -> str:
    """Return how a state is called on pages."""
    words = {
        "proposed": gettext("Looking for seconders"),
        "seconded": gettext("Waiting for a ballot"),
        "balloted": gettext("Put to a ballot"),
        "carried": gettext("Carried"),
        "lost": gettext("Lost"),
        "inquorate": gettext("Inquorate"),
        "withdrawn": gettext("Withdrawn"),
        "adjourned": gettext("Put off"),
        "remitted": gettext("Waiting for a report"),
        "to_meeting": gettext("Sent to a meeting"),
        "out_of_order": gettext("Ruled out of order"),
        "to_confirm": gettext("Passed, to be confirmed"),
        "composited": gettext("In a composite"),
        "lapsed": gettext("Lapsed"),
    }
    return words[state]


def category_in_words(category: str) -> str:
    """Return how a category is called on pages."""
    words = {
        Category.SERVICE: gettext("Service"),
        Category.CONDITIONS: gettext("Working conditions"),
        Category.RULES: gettext("Rules"),
        Category.SURPLUS: gettext("Surplus"),
        Category.MEMBERSHIP: gettext("Membership"),
        Category.OTHER: gettext("Something else"),
    }
    return words[Category(category)]


def seconders_in_words(listed: Listed) -> str:
    """Return how many seconders there are of how many: "1 of 2"."""
    if not listed.motion.seconders_needed:
        return gettext("No seconders were needed")
    return gettext(
        "%(given)s of %(needed)s",
        given=listed.seconders,
        needed=listed.motion.seconders_needed,
    )


def pages_of(total: int, each: int) -> int:
    """Return how many pages a list of that length takes, at least one."""
    return max(1, -(-total // each))
