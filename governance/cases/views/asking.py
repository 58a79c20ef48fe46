"""Doing what a form asks for; what a service refuses of it is said beside the form."""

from collections.abc import Callable
from typing import Any

from flask_wtf import FlaskForm

from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused

SAID_BESIDE_THE_FORM = 422


def accepted(form: FlaskForm, act: Callable[[], Any]) -> bool:
    """Do it, and say whether it was done; a refusal of what was typed becomes the form's error.

    Nothing of what was refused stays. Refusals of another kind go on to their own page.
    """
    try:
        with db.session.begin_nested():
            act()
    except Refused as refusal:
        if refusal.status != SAID_BESIDE_THE_FORM:
            raise
        sentence = f"{refusal.message} {refusal.next_step}".strip()
        form.form_errors.append(sentence)
        return False
    return True
