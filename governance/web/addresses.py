"""Numbers in addresses: one that no row can have leads nowhere, and asks no database."""

from typing import Any

from flask import Flask
from werkzeug import routing

HIGHEST_ID = 2**63 - 1


class IntegerConverter(routing.IntegerConverter):
    """`<int:…>`, as far as the databases count."""

    def __init__(self, map: routing.Map, *arguments: Any, **settings: Any) -> None:
        super().__init__(map, *arguments, **({"max": HIGHEST_ID} | settings))


def install(app: Flask) -> None:
    """Use it for every address; before any is added."""
    app.url_map.converters["int"] = IntegerConverter
