"""What mails are written from: the books, and the addresses of pages."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from governance.infrastructure.database import db


class Unwritable(Exception):
    """The mail cannot be written, because what it tells of is not there."""


def public_host() -> str:
    """Return the host by which members know this place."""
    return urlsplit(current_app.config["PUBLIC_URL"]).hostname or "localhost"


def link_to(endpoint: str, **values: Any) -> str:
    """Return the address of a page as members reach it, whoever asks and from where."""
    path = current_app.url_map.bind(public_host()).build(endpoint, values)
    return f"{current_app.config['PUBLIC_URL'].rstrip('/')}{path}"


def read(model: type[Any], key: Any) -> Any:
    """Return the row that a mail tells of.

    Raises:
        Unwritable: it is not there any more.
    """
    found = db.session.get(model, key)
    if found is None:
        raise Unwritable(f"What it tells of is not in the books any more: {model.__name__}.")
    return found
