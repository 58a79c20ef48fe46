"""One handler for refusals and one for HTTP errors, rendered after the rollback."""

from flask import Flask, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from jinja2 import TemplateNotFound
from werkzeug.exceptions import HTTPException

from governance.infrastructure.errors import Refused
from governance.web.templating import asset_url

FIRST_ERROR = 400
PAGES = (400, 403, 404, 405, 413, 429)


def install(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, form_expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _broken)


def _refused(refusal: Refused) -> tuple[str, int]:
    return render_template(refusal.template, refusal=refusal), refusal.status


def form_expired(error: CSRFError) -> tuple[str, int]:
    """Say that a page was open too long; a feature may have a kinder answer for its own pages."""
    refusal = Refused(
        "This page was open too long, or was opened before you signed in: nothing was done.",
        next_step="Go back, load the page again and send it once more.",
    )
    return render_template("errors/refused.html", refusal=refusal), 400


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < FIRST_ERROR:
        return error
    if error.code == 500:
        return _broken(error)
    page = error.code if error.code in PAGES else 400
    try:
        return render_template(f"errors/{page}.html"), error.code
    except TemplateNotFound:
        return error


def _broken(_error: Exception) -> tuple[str, int]:
    """Render without the context of other pages: it reads the database, which may be what broke."""
    page = current_app.jinja_env.get_template("errors/500.html")
    return page.render(asset_url=asset_url), 500
