"""The application answering on a loopback port, in a thread of the test: its clock can be moved."""

import threading
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.machinery.client import settle

HOST = "127.0.0.1"


class QuietHandler(WSGIRequestHandler):
    """Answers without a line in the log for each request."""

    def log(self, kind: str, message: str, *arguments: Any) -> None:
        """Say nothing."""


class LiveServer:
    """Serves the application for as long as the `with` block lasts and notes what goes wrong."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._server = make_server(
            HOST, 0, self._answer, threaded=True, request_handler=QuietHandler
        )
        self._thread = threading.Thread(target=self._server.serve_forever, name="live", daemon=True)
        self.errors: list[str] = []

    @property
    def url(self) -> str:
        """Return the address; browsers trust `localhost` as they would trust https."""
        return f"http://localhost:{self._server.server_port}"

    def __enter__(self) -> "LiveServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join(timeout=30)
        self._server.server_close()

    def complaints(self) -> list[str]:
        """Return what went wrong on the server's side: exceptions, and changes not committed."""
        left: list[str] = self._app.extensions["left_uncommitted"]
        return [*self.errors, *left]

    def _answer(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        try:
            return self._app.wsgi_app(environ, start)
        except Exception as error:
            self.errors.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}: {error!r}")
            raise


def serve(app: Flask) -> LiveServer:
    """Commit what the test has arranged and make a server for it."""
    settle()
    return LiveServer(app)
