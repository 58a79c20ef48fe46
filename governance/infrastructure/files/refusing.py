"""Why a file is not taken."""

from governance.infrastructure.errors import Refused
from governance.infrastructure.files.kinds import IN_WORDS

SAVE_AS = "Save it as one of these, and attach that."


class NotTaken(Refused):
    """The file is of no kind that can be attached, or holds more than it says."""

    status = 422
    title = "This file cannot be attached"


def of_no_kind() -> NotTaken:
    """Return the refusal of what is none of the kinds, whatever its name says."""
    return NotTaken(f"Only {IN_WORDS} files can be attached, and this is none.", next_step=SAVE_AS)


def broken(title: str) -> NotTaken:
    """Return the refusal of what begins as a kind of file and is not one."""
    return NotTaken(
        f"This looks like a file of the kind “{title}”, but parts of it are missing or broken.",
        next_step="Open it, save it anew, and attach that.",
    )


def hides_something() -> NotTaken:
    """Return the refusal of a file with another one in, before or behind it."""
    return NotTaken(
        "There is something in this file besides what it says it is.",
        next_step="Open it, save it anew, and attach that.",
    )


def locked() -> NotTaken:
    """Return the refusal of what needs a password."""
    return NotTaken(
        "This file is protected by a password, or limits what its readers may do with it.",
        next_step="Save it without protection, so that all members can read it.",
    )


def has_macros() -> NotTaken:
    """Return the refusal of a document that can run something."""
    return NotTaken(
        "There are macros or controls in this file, which could run on readers’ computers.",
        next_step="Save it without macros, or as PDF.",
    )


def too_much_inside() -> NotTaken:
    """Return the refusal of what would unfold into far more than it is."""
    return NotTaken(
        "This file would unfold into far more than it seems to hold.",
        next_step="Save it as PDF, or attach less of it.",
    )
