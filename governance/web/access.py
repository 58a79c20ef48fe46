"""Who may open which page. A view that does not say so stops the application from starting.

`@open_to(ANYONE)`, `@open_to(SIGNED_IN)` or `@open_to(Some.PERMISSION)`; whoever must be looked up
together with a thing is asked again inside the view, with `require(permission, thing)`.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from governance.infrastructure import permissions
from governance.infrastructure.actor import NOBODY, Actor
from governance.infrastructure.errors import NotAllowed


class Audience(StrEnum):
    """Audiences that need no table."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"


ANYONE = Audience.ANYONE
SIGNED_IN = Audience.SIGNED_IN

View = TypeVar("View", bound=Callable[..., Any])

_SERVED_BY_FLASK = frozenset({"static"})


class AudienceMissing(AssertionError):
    """A view does not say who may open it."""


def open_to(audience: StrEnum) -> Callable[[View], View]:
    """Say who may open this view."""

    def decorate(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return decorate


def current_actor() -> Actor:
    """Return who is asking, with their roles as they stand now."""
    actor: Actor = getattr(current_user, "actor", NOBODY)
    return actor


def require(permission: StrEnum, subject: Any = None) -> Actor:
    """Refuse unless the person asking has the permission; return who they are."""
    actor = current_actor()
    permissions.require(actor, permission, subject)
    return actor


def guard_views(app: Flask) -> None:
    """Wrap every view with the check of its audience; called once at start-up.

    Raises:
        AudienceMissing: naming the views that do not say who may open them.
    """
    silent = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint not in _SERVED_BY_FLASK and not hasattr(view, "audience")
    ]
    if silent:
        raise AudienceMissing(f"Say who may open: {', '.join(sorted(silent))} (@open_to).")
    for endpoint, view in app.view_functions.items():
        if endpoint not in _SERVED_BY_FLASK:
            app.view_functions[endpoint] = _guarded(view)


def _guarded(view: Callable[..., Any]) -> Callable[..., Any]:
    audience: StrEnum = view.audience  # type: ignore[attr-defined]

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        return _turned_away(audience) or view(*args, **kwargs)

    return guarded


def _turned_away(audience: StrEnum) -> Response | None:
    if audience is ANYONE:
        return None
    actor = current_actor()
    if not actor.is_signed_in:
        return _to_sign_in()
    if audience is not SIGNED_IN and not permissions.may(actor, audience):
        raise NotAllowed(
            "Your roles do not include this page.",
            next_step="If you think they should, ask the secretary.",
        )
    return None


def _to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    response: Response = redirect(url_for("accounts.sign_in", next=wanted))
    return response
