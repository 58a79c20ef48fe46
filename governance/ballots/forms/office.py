"""What the office types about a ballot that is set."""

from flask_wtf import FlaskForm

from governance.web.widgets import Submit, TextField


class CallOffForm(FlaskForm):
    """Why a ballot is called off; every person on the roll is told."""

    reason = TextField(
        "Why it is called off",
        hint="If it has opened, everyone on its roll is sent this sentence.",
        required="Enter the reason",
        longest=200,
    )
    submit = Submit("Call this ballot off", kind="warning")
