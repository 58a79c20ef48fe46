"""Addresses and forms that no page of ours leads to, turned away before a database is asked."""

from typing import Any

from flask import Flask, abort, request
from werkzeug import routing

HIGHEST_ID = 2**63 - 1
NUL = "\x00"


class IntegerConverter(routing.IntegerConverter):
    """`<int:…>`, as far as the databases count; a higher number leads nowhere."""

    def __init__(self, map: routing.Map, *arguments: Any, **settings: Any) -> None:
        super().__init__(map, *arguments, **({"max": HIGHEST_ID} | settings))


def number_in(told: str) -> int:
    """Return a number as far as the databases count; for `request.args.get(…, type=number_in)`.

    Raises:
        ValueError: it is none, or a higher one.
    """
    number = int(told)
    if abs(number) > HIGHEST_ID:
        raise ValueError("it leads nowhere")
    return number


def install(app: Flask) -> None:
    """Watch over every address; before any is added."""
    app.url_map.converters["int"] = IntegerConverter

    @app.before_request
    def refuse_nul() -> None:
        # PostgreSQL keeps no text with a NUL in it, and no keyboard types one.
        for sent in (request.args, request.form):
            if any(NUL in value for _name, value in sent.items(multi=True)):
                abort(400)
