"""What is typed on a ballot paper, and to find one's own paper again."""

import re
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from governance.ballots.models import CHOICES
from governance.web.widgets import (
    RadiosField,
    Submit,
    TextField,
    choice,
)

NONCE = re.compile(r"[0-9a-f]{32}")
TRACKER_LETTERS = 16


class VoteForm(FlaskForm):
    """The paper: one choice. The nonce stands in the page, not in a field that could be drawn."""

    choice = RadiosField("Your vote", required="Select for, against or abstain")
    submit = Submit("Check my vote")

    def __init__(self, question: str, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.choice.label.text = question
        self.choice.choices = [
            choice("for", gettext("For")),
            choice("against", gettext("Against")),
            choice(
                "abstain",
                gettext("Abstain"),
                hint=gettext("Counts as taking part, not as a vote"),
                divider=gettext("or"),
            ),
        ]


class TrackerForm(FlaskForm):
    """The tracker of one's own paper; capitals, spaces and hyphens do not matter."""

    tracker = TextField(
        "Your tracker",
        hint="The sixteen letters and figures on your receipt, such as 3Q4L-NN23-QRTS-S4ZM.",
        required="Enter your tracker",
        longest=40,
        width=20,
        autocomplete="off",
        spellcheck=False,
    )
    submit = Submit("Find my paper")

    def validate_tracker(self, field: TextField) -> None:
        if not re.fullmatch(r"[A-Z2-7]{16}", self._letters()):
            raise ValidationError(
                gettext("A tracker has 16 letters and figures; check it against your receipt")
            )

    @property
    def as_kept(self) -> str:
        """Return the tracker as the box has it, in fours."""
        letters = self._letters()
        return "-".join(letters[at : at + 4] for at in range(0, TRACKER_LETTERS, 4))

    def _letters(self) -> str:
        return re.sub(r"[^A-Z0-9]", "", (self.tracker.data or "").upper())


def paper_sent(posted: Any) -> tuple[str, str] | None:
    """Return (choice, nonce) as the check page sent them, or None if they are not whole."""
    choice_sent, nonce = posted.get("choice", ""), posted.get("nonce", "")
    if choice_sent not in CHOICES or not NONCE.fullmatch(nonce):
        return None
    return choice_sent, nonce
