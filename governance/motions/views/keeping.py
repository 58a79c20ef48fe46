"""What was typed is never thrown away because a session ran out.

A long answer is written over a shift, and a session may end meanwhile. Such views check who sends
the form themselves: they show it again with its words, to be sent once more after signing in.
Nothing is done with what comes without a token or from somebody who is not signed in.
"""

from collections.abc import Callable
from typing import Any

from flask import render_template
from flask.blueprints import BlueprintSetupState
from flask_wtf import FlaskForm

from governance.motions.views.blueprint import blueprint


def keep_words(view: Callable[..., Any]) -> None:
    """Have the view's own form check the token, so that a stale one does not lose the words."""

    @blueprint.record_once
    def exempt(state: BlueprintSetupState) -> None:
        state.app.extensions["csrf"].exempt(view)


def signed_out(form: FlaskForm) -> tuple[str, int]:
    """Return the page that holds the words until their writer has signed in again."""
    return render_template("motions/signed_out.html", form=form), 400
