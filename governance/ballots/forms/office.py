"""What the office types about ballots that are set: which to list, and why one is called off."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm

from governance.web.widgets import SearchField, SelectField, Submit, TextField, choice

STATES = {
    "": lazy_gettext("Any"),
    "planned": lazy_gettext("Planned"),
    "open": lazy_gettext("Open"),
    "closed": lazy_gettext("Counting"),
    "declared": lazy_gettext("Declared"),
    "called_off": lazy_gettext("Called off"),
}


class BallotsForm(FlaskForm):
    """Which ballots to list; sent by GET, so it changes nothing and needs no token."""

    class Meta:
        csrf = False

    words = SearchField(lazy_gettext("Words in a question"), longest=200)
    state = SelectField(
        lazy_gettext("State"), choices=[choice(name, label) for name, label in STATES.items()]
    )

    @property
    def asked(self) -> dict[str, str]:
        """Return what is asked for; a state that there is none of is not."""
        state = self.state.data if self.state.data in STATES else ""
        return {"words": self.words.data or "", "state": state or ""}


class CallOffForm(FlaskForm):
    """Why a ballot is called off; every person on the roll is told."""

    reason = TextField(
        "Why it is called off",
        hint="If it has opened, everyone on its roll is sent this sentence.",
        required="Enter the reason",
        longest=200,
    )
    submit = Submit("Call this ballot off", kind="warning")
