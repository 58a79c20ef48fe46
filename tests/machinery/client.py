"""A browser without a screen: reads every page strictly, and sees what a request left undone."""

from collections.abc import Mapping
from contextvars import Context
from functools import cached_property
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event
from werkzeug.test import TestResponse

from governance.infrastructure.database import db
from tests.machinery.pages import Page

CHANGES = ("INSERT", "UPDATE", "DELETE")
_UNFINISHED = "unfinished_changes"


class LeftUncommitted(AssertionError):
    """A request changed something and neither committed nor rolled back."""


class Response(TestResponse):
    """An answer and, if it is HTML, the page in it."""

    @cached_property
    def page(self) -> Page:
        """Return the page as parsed."""
        return Page(self.text, address=f"{self.request.method} {self.request.path}")


class StrictClient(FlaskClient):
    """Commits what the test has arranged, asks as a browser would, and reads the answer strictly.

    Each request runs in a context of its own, as on a server: nothing of the test's application
    context, its `g` or its session is shared with it.
    """

    def __init__(
        self, application: Flask, response_class: type, *rest: Any, **options: Any
    ) -> None:
        super().__init__(application, response_class, *rest, **options)
        self.response_wrapper = type("ReadResponse", (Response, response_class), {})

    def open(self, *arguments: Any, **keywords: Any) -> Response:
        settle()
        response = Context().run(super().open, *arguments, **keywords)
        left: list[str] = self.application.extensions["left_uncommitted"]
        if left:
            sentences = "; ".join(left)
            left.clear()
            raise LeftUncommitted(sentences)
        assert isinstance(response, Response)
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303):
            assert response.page.html is not None  # reading it is the check
        return response

    def submit(
        self,
        url: str,
        typed: Mapping[str, Any] | None = None,
        *,
        form: int | str = 0,
        button: str = "",
        follow: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Open the page, fill in its form and send it, hidden fields and all.

        `form` is its place in the main part, its id or its action; `button` the words of the button
        to press, when it has a name and a value. A field given as None is left out.
        """
        shown = self.get(url, headers=headers)
        assert shown.status_code == 200, f"GET {url} answered {shown.status}"
        found = shown.page.form(form)
        sent: dict[str, Any] = dict(found.fields())
        for pressed in found.all("button", text=button) if button else ():
            if pressed["name"]:
                sent[pressed["name"]] = pressed["value"]
        sent.update(typed or {})
        data = {name: value for name, value in sent.items() if value is not None}
        action = found["action"] or shown.request.full_path.rstrip("?")
        method = (found["method"] or "get").upper()
        if method == "GET":
            return self.get(action, query_string=data, follow_redirects=follow, headers=headers)
        return self.post(action, data=data, follow_redirects=follow, headers=headers)

    def get(self, *arguments: Any, **keywords: Any) -> Response:
        return self.open(*arguments, method="GET", **keywords)

    def post(self, *arguments: Any, **keywords: Any) -> Response:
        return self.open(*arguments, method="POST", **keywords)

    def __enter__(self) -> "StrictClient":
        raise TypeError(
            "Each request has a context of its own: read the answer, not flask.request."
        )


def settle() -> None:
    """Commit what the test has arranged, so that others see it and nothing is kept locked."""
    if has_app_context():
        db.session.commit()
        db.session.expire_all()


def watch_for_unfinished_changes(app: Flask, engine: Engine) -> None:
    """Note, at the end of each request, whether its session still held a change."""
    left: list[str] = app.extensions.setdefault("left_uncommitted", [])

    @event.listens_for(engine, "before_cursor_execute")
    def note(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith(CHANGES):
            connection.info.setdefault(_UNFINISHED, []).append(statement)

    @event.listens_for(engine, "commit")
    @event.listens_for(engine, "rollback")
    def forget(connection: Connection) -> None:
        connection.info.pop(_UNFINISHED, None)

    @app.teardown_request
    def look(reason: BaseException | None) -> None:
        if reason is not None:
            return
        session = db.session()
        held = [*session.new, *session.dirty, *session.deleted]
        if held:
            left.append(f"The request ended with unsaved rows in its session: {held}")
        if session.in_transaction():
            statements = session.connection().info.get(_UNFINISHED)
            if statements:
                left.append(f"The request ended without committing: {statements}")
