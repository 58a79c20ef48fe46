"""The words that are looked through, made anew."""

import click
from flask import current_app
from flask.cli import with_appcontext

from governance.search.service import make_anew
from governance.search.views import EXTENSION
from governance.web.transactions import unit_of_work


@click.group("search")
def search() -> None:
    """The search over what members decide."""


@search.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Write the words by which decisions are found anew, from what they are of."""
    with unit_of_work():
        parts = make_anew(current_app.extensions[EXTENSION])
    click.echo(f"{parts:,} parts can be found.")
