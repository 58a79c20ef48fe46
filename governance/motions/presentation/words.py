"""How motions are told: the words and tones of their states, and figures of seconders."""

from flask_babel import gettext

from governance.motions.queries import Listed

TONES = {
    "proposed": "now",
    "seconded": "neutral",
    "balloted": "now",
    "carried": "good",
    "lost": "bad",
    "inquorate": "quiet",
    "withdrawn": "quiet",
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
    }
    return words[state]


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
