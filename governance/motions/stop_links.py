"""The link in each letter about a motion that stops them: signed, for one person and one motion.

It works signed out and for as long as there are letters; it does nothing but stop them, and whoever
stops by mistake can follow the motion again. Its text is made when a letter is sent, and not kept.
"""

import re

from flask import current_app
from itsdangerous import Signer

from governance.infrastructure.errors import Refused

OUR_CHARACTERS = re.compile(r"[^A-Za-z0-9_.\-]")
NUMBERS = re.compile(r"([0-9]{1,17})-([0-9]{1,17})")


class LinkNotOurs(Refused):
    """The end of the link is missing, or it is none of ours."""

    status = 404
    title = "This link cannot be used"


def sign(motion_id: int, party_id: int) -> str:
    """Return the text that ends the link."""
    numbers = f"{motion_id}-{party_id}"
    return f"{numbers}.{_signer().get_signature(numbers).decode()}"


def read(text: str) -> tuple[int, int]:
    """Return which motion the link is about, and whose it is.

    Raises:
        LinkNotOurs: it is not complete.
    """
    # Mail programs break long links and add a full stop or a bracket: none of those is ours.
    numbers, _, signature = OUR_CHARACTERS.sub("", text).rstrip(".").partition(".")
    found = NUMBERS.fullmatch(numbers)
    if found is None or not _signer().verify_signature(numbers, signature):
        raise LinkNotOurs(
            "This link is not complete.",
            next_step="Copy the whole link from your mail, or stop following on the motion's page.",
        )
    return int(found[1]), int(found[2])


def _signer() -> Signer:
    return Signer(current_app.config["SECRET_KEY"], salt="governance.motions.stop_links")
