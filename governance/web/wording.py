"""The words of templates, `_("…")` and `{% trans %}`, looked up in one step.

Flask-Babel looks for the request's catalogue anew at each word, through several layers; a page has
dozens of words, and that was a sixth of the time it took to cast a vote.
"""

from typing import Any

from babel.support import NullTranslations
from flask import Flask, g
from flask_babel import get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup


def install(app: Flask) -> None:
    """Give templates these in the place of Flask-Babel's, which mean the same."""
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"] = in_words
    app.jinja_env.globals["ngettext"] = counted


def looked_up(message: str) -> str:
    """Return the message in the reader's language as it stands, its places not filled."""
    return str(_catalogue().ugettext(message))


@pass_eval_context
def in_words(context: EvalContext, message: str, **values: Any) -> str:
    """Return the message in the reader's language; `%(name)s` stands for a value, %% for %."""
    words = _catalogue().ugettext(message)
    if not context.autoescape:
        return words % values
    if not values and "%" not in words:
        return Markup(words)
    return Markup(words) % values


@pass_eval_context
def counted(context: EvalContext, one: str, many: str, number: int, **values: Any) -> str:
    """Return the words for that many; `%(num)s` is the number with its thousands set apart."""
    words = _catalogue().ungettext(one, many, number)
    values.setdefault("num", f"{number:,}")
    return (Markup(words) if context.autoescape else words) % values


def _catalogue() -> NullTranslations:
    # One language for an application context: whoever writes to several pushes one for each.
    found: NullTranslations | None = getattr(g, "catalogue", None)
    if found is None:
        found = g.catalogue = get_translations()
    return found
